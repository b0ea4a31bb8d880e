"""What scorers of decisions have in common: they give log-odds, and all else follows."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin

Floats = npt.NDArray[np.float64]


class LogOddsClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A classifier of two classes by the log-odds of the second; `classes_` holds both once it is fitted."""

    classes_: npt.NDArray[Any]

    @abstractmethod
    def decision_function(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the log-odds of the second class."""

    def predict_proba(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the probabilities of both classes, shape `(rows, 2)`."""
        second = expit(self.decision_function(X))
        return np.column_stack([1 - second, second])

    def predict(self, X: pd.DataFrame) -> npt.NDArray[Any]:  # noqa: N803
        """Give the likelier class."""
        return np.asarray(self.classes_[(self.decision_function(X) > 0).astype(int)])
