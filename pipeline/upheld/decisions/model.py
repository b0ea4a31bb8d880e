"""The decision model: a scorer, calibrated and with conformal sets, by decisions that it had not learnt from."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import check_is_fitted

from upheld.decisions.calibration import calibrate
from upheld.decisions.conformal import outcome_sets, strangeness
from upheld.decisions.errors import DecisionError
from upheld.decisions.held_out import held_out_scores, log_odds

Floats = npt.NDArray[np.float64]


class DecisionModel(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A calibrated probability that a decision overturns, with the choice to abstain.

    The scorer is fitted on the years before each of the last ones in turn and asked of that year; slope and shift of
    its log-odds are learnt there, most from the latest year, and the latest of these years gives the conformal sets.
    Then the scorer is fitted on everything. The order of the rows plays no part.

    Args:
        scorer: a classifier with `predict_proba`, for example a `BlendedScorer`.
        time: the column with the year, whole numbers.
        origins: how many years to hold out at most, one after the other.
        memory: weight of a held-out year relative to the next in calibration.
        conformal_years: how many of the held-out years give the conformal sets.

    """

    def __init__(
        self,
        scorer: Any,
        *,
        time: str = "year",
        origins: int = 6,
        memory: float = 0.5,
        conformal_years: int = 1,
    ) -> None:
        self.scorer = scorer
        self.time = time
        self.origins = origins
        self.memory = memory
        self.conformal_years = conformal_years

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Learn from decisions: `X` is what is known before, `y` has two classes, the second meaning overturned.

        Raises:
            DecisionError: there are not two classes, or one is too rare to calibrate on.

        """
        self.classes_, outcomes = np.unique(np.asarray(y), return_inverse=True)
        if len(self.classes_) != 2:
            raise DecisionError(f"{len(self.classes_)} kinds of outcome, where there must be 2")
        self.feature_names_in_ = np.array(X.columns, dtype=object)
        table, outcomes = _in_fixed_order(X, outcomes)
        held_out = held_out_scores(
            self.scorer, table, outcomes, time=self.time, origins=self.origins
        )
        self.calibration_ = calibrate(held_out, self.memory)
        latest = held_out.years > held_out.years.max() - self.conformal_years
        probabilities = self.calibration_.probabilities(held_out.scores)
        self.strangeness_ = np.sort(strangeness(probabilities, held_out.outcomes)[latest])
        self.held_out_ = held_out
        self.scorer_ = clone(self.scorer).fit(table, outcomes)
        return self

    def predict_proba(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the calibrated probabilities of both classes, shape `(rows, 2)`."""
        second = self._overturned(X)
        return np.column_stack([1 - second, second])

    def predict(self, X: pd.DataFrame) -> npt.NDArray[Any]:  # noqa: N803
        """Give the likelier class."""
        return np.asarray(self.classes_[(self._overturned(X) > 0.5).astype(int)])

    def predict_set(self, X: pd.DataFrame, error_rate: float = 0.1) -> npt.NDArray[np.bool_]:  # noqa: N803
        """Give the classes that cannot be ruled out at an error rate, shape `(rows, 2)`.

        A set of one class is a decision; any other is abstention.
        """
        return outcome_sets(self._overturned(X), self.strangeness_, error_rate)

    def _overturned(self, table: pd.DataFrame) -> Floats:
        check_is_fitted(self)
        return self.calibration_.probabilities(log_odds(self.scorer_, table))


def _in_fixed_order(
    table: pd.DataFrame, outcomes: npt.NDArray[Any]
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Sort rows by all that they hold, so that sums of floating-point numbers come out the same."""
    keys = table.assign(**{"": outcomes})
    order = keys.reset_index(drop=True).sort_values(sorted(map(str, keys)), kind="stable").index
    return table.iloc[order], outcomes[order].astype(np.int64)
