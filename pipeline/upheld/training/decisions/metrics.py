"""Metrics of probabilities, each for many weightings of the same decisions at once, as a bootstrap needs them.

Every function takes outcomes (0 and 1, shape `(rows,)`), what was foretold, and weights of shape `(draws, rows)`, how
often each decision was drawn; it gives one value a draw, not a number where a draw leaves it undefined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Outcomes = npt.NDArray[np.int64]
Metric = Callable[[Outcomes, Floats, Floats], Floats]

BINS = 10
_CUT = 0.5


def roc_auc(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the area under the ROC curve; ties count half."""
    wins, losses = _by_score(outcomes, probabilities, weights)
    below = np.cumsum(losses, axis=1) - losses
    pairs = (wins * (below + losses / 2)).sum(axis=1)
    return _ratio(pairs, wins.sum(axis=1) * losses.sum(axis=1))


def pr_auc(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the average precision, the area under the precision-recall curve in steps."""
    wins, losses = _by_score(outcomes, probabilities, weights)
    wins, losses = wins[:, ::-1], losses[:, ::-1]
    right = np.cumsum(wins, axis=1)
    precision = _ratio(right, right + np.cumsum(losses, axis=1))
    return _ratio((wins * np.nan_to_num(precision)).sum(axis=1), wins.sum(axis=1))


def accuracy(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the share whose likelier outcome came; overturned is said above a half."""
    right = (probabilities > _CUT) == (outcomes == 1)
    return _ratio(weights @ right, weights.sum(axis=1))


def balanced_accuracy(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the mean of the shares found of each outcome."""
    matrix = _confusion(outcomes, probabilities, weights)
    recalls = [_ratio(matrix[k, k], matrix[k].sum(axis=0)) for k in (0, 1)]
    mean: Floats = np.mean(recalls, axis=0)
    return mean


def macro_f1(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the mean F1 of both outcomes."""
    matrix = _confusion(outcomes, probabilities, weights)
    scores = [
        _ratio(2 * matrix[k, k], matrix[k].sum(axis=0) + matrix[:, k].sum(axis=0)) for k in (0, 1)
    ]
    mean: Floats = np.mean(scores, axis=0)
    return mean


def brier(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Give the mean squared distance of probability and outcome."""
    return _ratio(weights @ (probabilities - outcomes) ** 2, weights.sum(axis=1))


def expected_calibration_error(
    outcomes: Outcomes, probabilities: Floats, weights: Floats
) -> Floats:
    """Give the mean distance of mean probability and share overturned in `BINS` bins of equally many decisions.

    The bins are those of all rows, whatever the draw; equal probabilities share one. Chance alone makes it greater
    than nothing, the more so the fewer decisions there are.
    """
    edges = np.quantile(probabilities, np.arange(1, BINS) / BINS)
    binned = np.searchsorted(edges, probabilities, side="right")[:, None] == np.arange(BINS)
    apart = weights @ (binned * (probabilities - outcomes)[:, None])
    return _ratio(np.abs(apart).sum(axis=1), weights.sum(axis=1))


METRICS: dict[str, Metric] = {
    "roc_auc": roc_auc,
    "pr_auc": pr_auc,
    "accuracy": accuracy,
    "balanced_accuracy": balanced_accuracy,
    "macro_f1": macro_f1,
    "brier": brier,
    "ece": expected_calibration_error,
}


def abstention(
    outcomes: Outcomes, sets: npt.NDArray[np.bool_], weights: Floats
) -> dict[str, Floats]:
    """Measure sets of outcomes, shape `(rows, 2)`.

    Returns:
        `coverage`: the share whose outcome is in the set; `decided`: the share whose set has one outcome;
        `error_of_decided`: the share of these whose outcome is the other.

    """
    covered = sets[np.arange(len(outcomes)), outcomes]
    decided = sets.sum(axis=1) == 1
    total, said = weights.sum(axis=1), weights @ decided
    return {
        "coverage": _ratio(weights @ covered, total),
        "decided": _ratio(said, total),
        "error_of_decided": _ratio(weights @ (decided & ~covered), said),
    }


def _by_score(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Add up what was drawn of each outcome, by rising probability: shapes `(draws, distinct probabilities)`."""
    order = np.argsort(probabilities, kind="stable")
    _, starts = np.unique(probabilities[order], return_index=True)
    drawn = weights[:, order]
    wins = np.add.reduceat(drawn * (outcomes[order] == 1), starts, axis=1)
    losses = np.add.reduceat(drawn * (outcomes[order] == 0), starts, axis=1)
    return wins, losses


def _confusion(outcomes: Outcomes, probabilities: Floats, weights: Floats) -> Floats:
    """Count by outcome and by what was said: shape `(2, 2, draws)`."""
    said = (probabilities > _CUT).astype(np.int64)
    counts: Floats = np.array(
        [[weights @ ((outcomes == k) & (said == m)) for m in (0, 1)] for k in (0, 1)], dtype=float
    )
    return counts


def _ratio(top: npt.NDArray[Any], bottom: npt.NDArray[Any]) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio: Floats = np.asarray(top, dtype=float) / bottom
    return ratio
