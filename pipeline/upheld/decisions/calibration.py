"""Calibration of scores: slope and shift of the log-odds (Platt, 1999), most by the latest year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from upheld.decisions.held_out import HeldOut
from upheld.decisions.recency import recency_weights

Floats = npt.NDArray[np.float64]


class Calibration(NamedTuple):
    """A line in log-odds. The slope is never below 0, so a higher score never means a lower probability."""

    slope: float
    shift: float

    def probabilities(self, scores: Floats) -> Floats:
        """Turn log-odds as scored into calibrated probabilities."""
        calibrated: Floats = expit(self.slope * scores + self.shift)
        return calibrated


def calibrate(held_out: HeldOut, memory: float) -> Calibration:
    """Find the line that fits held-out decisions best.

    Args:
        held_out: scores with outcomes of both kinds.
        memory: weight of a year relative to the next, above 0 to 1.

    """
    weights = recency_weights(held_out.years, memory)
    return calibrate_scores(held_out.scores, held_out.outcomes, weights)


def calibrate_scores(
    scores: Floats, outcomes: npt.NDArray[np.int64], weights: Floats | None = None
) -> Calibration:
    """Find the line that fits scores of decisions best; arrays of one length, outcomes of both kinds."""
    line = LogisticRegression(C=1e6).fit(scores[:, None], outcomes, sample_weight=weights)
    slope = float(line.coef_[0, 0])
    if slope > 0:
        return Calibration(slope, float(line.intercept_[0]))
    rate = np.average(outcomes, weights=weights)
    return Calibration(0.0, float(np.log(rate / (1 - rate))))
