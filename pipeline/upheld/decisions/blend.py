"""Two scorers of decisions in one: drifting effects, and a forest that sees combinations of any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import logit
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils.validation import check_is_fitted

from upheld.decisions.drifting import DriftingLogistic, Floats, Term
from upheld.decisions.odds import LogOddsClassifier
from upheld.decisions.recency import recency_weights

_SURE = 0.02  # A forest of few trees may say 0 or 1, which no average of log-odds can bear.


class BlendedScorer(LogOddsClassifier):
    """Average of the log-odds of a `DriftingLogistic` and of extremely randomised trees.

    Args:
        terms: what has effects in the regression.
        columns: the categories that the forest sees, one-hot, without the year.
        time: the column with the year.
        persistence: of the drifting effects.
        memory: weight of a year relative to the next, in both.
        forest_share: weight of the forest in the average, 0 to 1.
        trees: how many.
        leaf: fewest decisions in a leaf.
        rare: categories with fewer decisions are unknown to the forest.
        seed: the same seed gives the same forest.

    """

    def __init__(
        self,
        terms: Sequence[Term] = (),
        columns: Sequence[str] = (),
        *,
        time: str = "year",
        persistence: float = 0.7,
        memory: float = 0.8,
        forest_share: float = 0.35,
        trees: int = 100,
        leaf: int = 5,
        rare: int = 3,
        seed: int = 7,
    ) -> None:
        self.terms = terms
        self.columns = columns
        self.time = time
        self.persistence = persistence
        self.memory = memory
        self.forest_share = forest_share
        self.trees = trees
        self.leaf = leaf
        self.rare = rare
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Learn from decisions: `X` has all columns named and the year, `y` two classes."""
        self.feature_names_in_ = np.array(X.columns, dtype=object)
        self.regression_ = DriftingLogistic(
            self.terms, time=self.time, persistence=self.persistence, memory=self.memory
        ).fit(X, y)
        self.forest_ = self._forest()
        weights = recency_weights(X[self.time].to_numpy(dtype=np.int64), self.memory)
        self.forest_.fit(X[list(self.columns)], y, extratreesclassifier__sample_weight=weights)
        self.classes_ = self.regression_.classes_
        return self

    def decision_function(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the log-odds of the second class."""
        check_is_fitted(self)
        voted = self.forest_.predict_proba(X[list(self.columns)])[:, 1]
        scores: Floats = (1 - self.forest_share) * self.regression_.decision_function(X)
        scores += self.forest_share * logit(np.clip(voted, _SURE, 1 - _SURE))
        return scores

    def _forest(self) -> Pipeline:
        return make_pipeline(
            OneHotEncoder(handle_unknown="ignore", min_frequency=self.rare),
            ExtraTreesClassifier(
                self.trees,
                min_samples_leaf=self.leaf,
                max_features=0.1,
                random_state=self.seed,
            ),
        )
