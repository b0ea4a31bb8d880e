"""Split conformal sets of outcomes (Vovk, Gammerman and Shafer, 2005), and abstention where a set does not decide."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def strangeness(probabilities: Floats, outcomes: npt.NDArray[np.int64]) -> Floats:
    """Say how unlike its prediction each decision is: one minus the probability of its outcome, 0 to 1.

    Args:
        probabilities: that the second outcome comes, shape `(rows,)`.
        outcomes: 0 and 1.

    """
    strange: Floats = np.where(outcomes == 1, 1 - probabilities, probabilities)
    return strange


def outcome_sets(
    probabilities: Floats, calibration: Floats, error_rate: float
) -> npt.NDArray[np.bool_]:
    """Give the outcomes that cannot be ruled out.

    The true outcome is in the set of a new decision with probability `1 - error_rate` at least, if the new decision
    and those behind `calibration` are exchangeable; over years that drift this is measured, not guaranteed.

    Args:
        probabilities: that the second outcome comes, shape `(rows,)`.
        calibration: the strangeness of held-out decisions.
        error_rate: above 0 to below 1.

    Returns:
        Truth values of shape `(rows, 2)`: whether each outcome is in the set.

    Raises:
        ValueError: the error rate is out of its range.

    """
    from crepes import ConformalClassifier

    if not 0 < error_rate < 1:
        raise ValueError(f"error rate {error_rate}: give a number between 0 and 1")
    if not len(probabilities):
        return np.zeros((0, 2), dtype=bool)
    classifier = ConformalClassifier()
    classifier.fit(alphas=calibration)
    asked = np.column_stack([probabilities, 1 - probabilities])
    sets = classifier.predict_set(asked, confidence=1 - error_rate, smoothing=False)
    return np.asarray(sets, dtype=bool)


def abstained(sets: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say where a set does not hold exactly one outcome."""
    return np.asarray(sets.sum(axis=1) != 1)
