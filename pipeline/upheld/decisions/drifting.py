"""Logistic regression whose effects of categories are shrunken and drift from year to year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils.validation import check_is_fitted

from upheld.decisions.odds import LogOddsClassifier
from upheld.decisions.recency import recency_weights

Floats = npt.NDArray[np.float64]

_BETWEEN = "\x1f"  # Stands in no category's name.


class Term(NamedTuple):
    """A set of columns, each of whose combinations of values has an effect of its own on the log-odds.

    `constant` is the standard deviation of the part of the effect that stays, `drift` that of the part that changes
    from year to year, both in log-odds and before anything is seen; 0 leaves the part out. Without columns the term
    is the base rate, whose constant part is the intercept.
    """

    columns: tuple[str, ...]
    constant: float
    drift: float


class DriftingLogistic(LogOddsClassifier):
    """Logistic regression on categories and on combinations of them, with effects that drift.

    Each combination of a term has a normal effect around nothing, the sum of a part that stays and of a first-order
    autoregressive part with the correlation `persistence ** years`; the fit is their mode given the data. So a sparse
    combination leans on the coarser terms, as in empirical Bayes; the latest years count most; a year after the last
    one seen gets the last effects, drawn back towards their long-run mean; and what was never seen has no effect.
    The model is a dynamic generalised linear one (West, Harrison and Migon, 1985) with its mode found at once.

    Args:
        terms: what has effects.
        time: the column with the year, whole numbers.
        persistence: correlation of the drifting part with itself a year later, 0 to below 1.
        memory: weight of a decision a year before the last one, relative to that of the last year, above 0 to 1.

    """

    def __init__(
        self,
        terms: Sequence[Term] = (),
        *,
        time: str = "year",
        persistence: float = 0.7,
        memory: float = 0.8,
    ) -> None:
        self.terms = terms
        self.time = time
        self.persistence = persistence
        self.memory = memory

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Learn from decisions: `X` has the columns of the terms and the year, `y` two classes."""
        self.feature_names_in_ = np.array(X.columns, dtype=object)
        years = X[self.time].to_numpy(dtype=np.int64)
        self.first_, self.last_ = int(years.min()), int(years.max())
        self.encoders_ = [
            OneHotEncoder(handle_unknown="ignore").fit(_joined(X, term.columns))
            for term in self.terms
        ]
        weights = recency_weights(years, self.memory)
        self.regression_ = LogisticRegression(max_iter=1_000)
        self.regression_.fit(self._design(X), y, sample_weight=weights)
        self.classes_ = self.regression_.classes_
        return self

    def decision_function(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the log-odds of the second class."""
        check_is_fitted(self)
        scores: Floats = self.regression_.decision_function(self._design(X))
        return scores

    def _design(self, table: pd.DataFrame) -> Any:
        """Give the matrix whose coefficients are independent and standard normal: sparse, a row a decision."""
        paths = self._paths(table[self.time].to_numpy(dtype=np.int64))
        blocks = []
        for term, encoder in zip(self.terms, self.encoders_, strict=True):
            levels = encoder.transform(_joined(table, term.columns))
            if term.constant and term.columns:
                blocks.append(levels * term.constant)
            if term.drift:
                blocks += [sparse.diags_array(path * term.drift) @ levels for path in paths.T]
        return sparse.csr_array(sparse.hstack(blocks))

    def _paths(self, years: npt.NDArray[np.int64]) -> Floats:
        """Write an autoregressive path of variance 1 as a sum of independent innovations, one a year.

        Returns:
            Shape `(rows, years seen)`: how much of each innovation is in the effect at the year of each row.

        """
        innovations = np.arange(self.first_, self.last_ + 1)
        since = np.abs(years[:, None] - innovations)
        scale = np.where(innovations == self.first_, 1.0, np.sqrt(1 - self.persistence**2))
        happened = (innovations <= years[:, None]) | (innovations == self.first_)
        paths: Floats = np.where(happened, self.persistence**since * scale, 0.0)
        return paths


def _joined(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give the combinations of the values of some columns as one column of texts."""
    if not columns:
        return pd.DataFrame({"combination": np.full(len(table), "")}, dtype=object)
    parts = [table[column].astype(str).to_numpy(dtype=object) for column in columns]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + _BETWEEN + part
    return pd.DataFrame({"combination": joined}, dtype=object)
