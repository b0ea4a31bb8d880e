"""Fitting models over named features: to classify, to rank, and with features that say little alone."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from upheld.meaning.feature_model import FeatureModel
from upheld.training.meaning.fitting import Questions, fit


def learned(asked: Questions, classes: int, hidden: int) -> FeatureModel:
    names = {str(n): n for n in range(asked.features.shape[1])}
    return FeatureModel(tuple(map(str, range(classes))), names, *fit(asked, classes, hidden))


def classify(
    things: list[list[int]], due: list[int], costs: list[float] | None = None
) -> Questions:
    held = np.zeros((len(things), 1 + max(map(max, things))), "float32")
    for thing, row in zip(things, held, strict=True):
        row[thing] = 1
    starts = np.arange(len(things) + 1)
    return Questions(csr_matrix(held), starts, np.array(due), np.array(costs or [1.0] * len(due)))


# Two pairs of features, of each of which a thing has one: the class is whether their numbers are alike.
ALIKE = [[a, 2 + b] for a, b in product((0, 1), (0, 1))] * 100
IS_ALIKE = [int(a == b - 2) for a, b in ALIKE]


def test_hidden_units_learn_what_features_say_together() -> None:
    shares = {}
    for hidden in (0, 8):
        model = learned(classify(ALIKE, IS_ALIKE), 2, hidden)
        shares[hidden] = (model.score_rows(ALIKE).argmax(axis=1) == IS_ALIKE).mean()
    assert shares[0] <= 0.75  # A sum gets three of the four combinations right at best.
    assert shares[8] == 1.0


@pytest.mark.parametrize("hidden", [0, 4])
def test_of_several_things_the_right_one_scores_highest(hidden: int) -> None:
    """The things of a question are as many as they like; the right one has the feature 3."""
    rng = np.random.default_rng(5)
    things: list[list[int]] = []
    starts, due = [0], []
    for _ in range(300):
        count = int(rng.integers(1, 6))
        due.append(int(rng.integers(count)))
        things += [[int(rng.integers(3)), 3 if n == due[-1] else 4] for n in range(count)]
        starts.append(len(things))
    held = classify(things, [0] * len(things)).features
    asked = Questions(held, np.array(starts), np.array(due), np.ones(300))
    scores = learned(asked, 1, hidden).score_rows(things)[:, 0]
    best = [scores[a:b].argmax() for a, b in pairwise(starts)]
    assert best == due


def test_what_costs_more_is_said_sooner() -> None:
    """One feature, of which a third is of the second class."""
    things, due = [[0]] * 300, [0, 0, 1] * 100
    plain = learned(classify(things, due), 2, 0)
    dear = learned(classify(things, due, [1.0, 1.0, 4.0] * 100), 2, 0)
    assert plain.score_rows([[0]]).argmax() == 0
    assert dear.score_rows([[0]]).argmax() == 1


def test_the_same_questions_give_the_same_weights() -> None:
    asked = classify(ALIKE, IS_ALIKE)
    for one, other in zip(fit(asked, 2, 4), fit(asked, 2, 4), strict=True):
        assert (one == other).all()
