"""The obvious ways to foretell a decision, beside which the model is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import make_column_transformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

Floats = npt.NDArray[np.float64]

_MOST_CATEGORIES = 250  # Of a column; gradient boosting takes 255 values, and the rarest share one.


class Precedent(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The share overturned among earlier decisions alike; where there are too few, among those alike more coarsely.

    Args:
        levels: the columns that decisions alike share, the finest first.
        fewest: precedents that are enough.

    """

    def __init__(self, levels: Sequence[Sequence[str]] = (), *, fewest: int = 5) -> None:
        self.levels = levels
        self.fewest = fewest

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Count precedents: `X` has the columns of the levels, `y` is 0 and 1."""
        self.classes_ = np.array([0, 1])
        table = X.assign(**{"": np.asarray(y, dtype=float)})
        self.base_ = float(table[""].mean())
        self.rates_ = []
        for level in self.levels:
            counted = table.groupby(list(level))[""].agg(["mean", "size"])
            self.rates_.append(counted.loc[counted["size"] >= self.fewest, "mean"])
        return self

    def predict_proba(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Look the precedents up: shape `(rows, 2)`."""
        found = np.full(len(X), np.nan)
        for level, rates in zip(self.levels, self.rates_, strict=True):
            looked_up = X[list(level)].merge(
                rates.rename("rate").reset_index(), on=list(level), how="left"
            )
            found = np.where(np.isnan(found), looked_up["rate"].to_numpy(dtype=float), found)
        found = np.where(np.isnan(found), self.base_, found)
        return np.column_stack([1 - found, found])


def tabular_baselines(
    categories: Sequence[str], time: str, levels: Sequence[Sequence[str]], seed: int = 7
) -> dict[str, Any]:
    """Give unfitted classifiers by name, for a table of categories and a year.

    Args:
        categories: the columns that are one-hot or ordinal.
        time: the column with the year; the last two classifiers see it as a number.
        levels: of the precedent look-up.
        seed: the same seed gives the same forests.

    """
    one_hot = (OneHotEncoder(handle_unknown="ignore"), list(categories))
    ordinal = (
        OrdinalEncoder(
            max_categories=_MOST_CATEGORIES,
            handle_unknown="use_encoded_value",
            unknown_value=np.nan,
            encoded_missing_value=np.nan,
        ),
        list(categories),
    )
    year = ("passthrough", [time])
    forest = RandomForestClassifier(300, min_samples_leaf=3, random_state=seed)
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=120,
        max_leaf_nodes=15,
        categorical_features=list(range(len(categories))),
        random_state=seed,
    )
    return {
        "base rate": DummyClassifier(strategy="prior"),
        "precedent": Precedent(levels),
        "logistic regression": make_pipeline(
            make_column_transformer(one_hot), LogisticRegression(max_iter=1_000)
        ),
        "random forest": make_pipeline(make_column_transformer(one_hot), forest),
        "gradient boosting": make_pipeline(make_column_transformer(ordinal), boosting),
        "random forest with year": make_pipeline(make_column_transformer(one_hot, year), forest),
        "gradient boosting with year": make_pipeline(
            make_column_transformer(ordinal, year), boosting
        ),
    }
