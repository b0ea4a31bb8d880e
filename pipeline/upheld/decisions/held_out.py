"""Scores of decisions by a scorer that has not learnt from them, to calibrate on."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import logit
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold

from upheld.decisions.errors import DecisionError

Floats = npt.NDArray[np.float64]

_FOLDS = 5
_NEAR = 1e-6


class HeldOut(NamedTuple):
    """Decisions with the log-odds that a scorer gave without having learnt from them: arrays of one length."""

    years: npt.NDArray[np.int64]
    scores: Floats
    outcomes: npt.NDArray[np.int64]


def held_out_scores(
    scorer: Any,
    X: pd.DataFrame,  # noqa: N803
    outcomes: npt.NDArray[np.int64],
    *,
    time: str,
    origins: int,
) -> HeldOut:
    """Score decisions by scorers fitted without them.

    Each of the last years is scored by a scorer fitted on all years before it, as a model in use scores the year to
    come. Where there is no earlier year with both outcomes, scores come from five folds.

    Args:
        scorer: a classifier with `predict_proba`; it is cloned, not fitted.
        X: what is known, with a column of years.
        outcomes: 0 and 1, shape `(rows,)`.
        time: the name of that column.
        origins: how many years to score at most.

    Raises:
        DecisionError: an outcome is so rare that no scorer can be held out.

    """
    years = X[time].to_numpy(dtype=np.int64)
    parts = []
    for year in np.unique(years)[1:][-origins:]:
        learnt, asked = years < year, years == year
        if len(np.unique(outcomes[learnt])) == 2:
            parts.append((asked, _score(scorer, X, outcomes, learnt, asked)))
    if not parts:
        parts = list(_folds(scorer, X, outcomes))
    return HeldOut(
        np.concatenate([years[asked] for asked, _ in parts]),
        np.concatenate([scores for _, scores in parts]),
        np.concatenate([outcomes[asked] for asked, _ in parts]),
    )


def log_odds(scorer: Any, X: pd.DataFrame) -> Floats:  # noqa: N803
    """Give the log-odds of the second class, never infinite."""
    scores: Floats = logit(np.clip(scorer.predict_proba(X)[:, 1], _NEAR, 1 - _NEAR))
    return scores


def _score(
    scorer: Any,
    table: pd.DataFrame,
    outcomes: npt.NDArray[np.int64],
    learnt: npt.NDArray[np.bool_],
    asked: npt.NDArray[np.bool_],
) -> Floats:
    fitted = clone(scorer).fit(table[learnt], outcomes[learnt])
    return log_odds(fitted, table[asked])


def _folds(
    scorer: Any, table: pd.DataFrame, outcomes: npt.NDArray[np.int64]
) -> list[tuple[npt.NDArray[np.bool_], Floats]]:
    rarest = int(np.bincount(outcomes, minlength=2).min())
    if rarest < 2:
        raise DecisionError(
            f"{rarest} decisions of one outcome: at least 2 of each are needed to calibrate"
        )
    folds = StratifiedKFold(min(_FOLDS, rarest), shuffle=True, random_state=0)
    parts = []
    for _, test in folds.split(outcomes, outcomes):
        asked = np.zeros(len(outcomes), dtype=bool)
        asked[test] = True
        parts.append((asked, _score(scorer, table, outcomes, ~asked, asked)))
    return parts
