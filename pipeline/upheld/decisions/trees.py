"""Checks trees that come from a file: scikit-learn follows their node numbers without looking."""

from __future__ import annotations

from typing import Any

import numpy as np

_NO_CHILD = -1


def require_sound_trees(forest: Any) -> None:
    """Require that every way through every tree stays inside it and ends.

    Args:
        forest: a fitted forest of scikit-learn.

    Raises:
        ValueError: a node number, a feature or a size is out of its range.

    """
    for estimator in forest.estimators_:
        tree = estimator.tree_
        # First, since the arrays below are views of so many nodes.
        if not 0 < tree.node_count <= tree.capacity:
            raise ValueError("a tree says to have more nodes than it has")
        if tree.n_features != forest.n_features_in_ or tree.n_outputs != 1:
            raise ValueError("a tree is not of its forest")
        if tree.n_classes[0] != len(forest.classes_) or tree.max_n_classes != len(forest.classes_):
            raise ValueError("a tree is not of its forest's classes")
        left, right = tree.children_left, tree.children_right
        number = np.arange(tree.node_count)
        leaf = (left == _NO_CHILD) & (right == _NO_CHILD)
        # Children stand behind their parents, so no way leads round.
        inside = np.logical_and.reduce(
            [left > number, left < tree.node_count, right > number, right < tree.node_count]
        )
        known = (tree.feature >= 0) & (tree.feature < tree.n_features)
        if not np.all(leaf | (inside & known)):
            raise ValueError("a node of a tree leads out of it")


def require_sound_boosting(boosting: Any) -> None:
    """Require that every way through every tree stays inside it and ends, and that no tree asks for categories.

    Args:
        boosting: a fitted `HistGradientBoostingClassifier` of two classes.

    Raises:
        ValueError: a node number, a feature or a size is out of its range.

    """
    if np.any(boosting._bin_mapper.is_categorical_):
        raise ValueError("a tree asks for categories")
    for (predictor,) in boosting._predictors:
        nodes = predictor.nodes
        if nodes.ndim != 1 or not len(nodes):
            raise ValueError("a tree has no nodes")
        number = np.arange(len(nodes))
        inside = np.logical_and.reduce(
            [(nodes[child] > number) & (nodes[child] < len(nodes)) for child in ("left", "right")]
        )
        known = (nodes["feature_idx"] >= 0) & (nodes["feature_idx"] < boosting.n_features_in_)
        if not np.all((nodes["is_leaf"] != 0) | (inside & known & (nodes["is_categorical"] == 0))):
            raise ValueError("a node of a tree leads out of it")
