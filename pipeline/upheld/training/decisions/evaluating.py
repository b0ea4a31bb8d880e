"""Asks classifiers of years to come: fitted once and left, and fitted anew each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import clone

from upheld.decisions.errors import DecisionError
from upheld.training import bootstrap
from upheld.training.decisions.measuring import DRAWS, FEWEST, Foretold, measure
from upheld.training.writing import write_evaluation

SETTINGS: tuple[str, ...] = ("frozen", "refitted")


@dataclass(frozen=True)
class Evaluation:
    """What was measured.

    `scores` has the columns of `upheld.training.decisions.measuring.measure` and `setting`; `predictions` a row for
    each setting, classifier and decision: `setting`, `classifier`, `year`, the groups, `outcome`, `probability`.
    """

    frozen_until: int
    error_rate: float
    scores: pd.DataFrame
    predictions: pd.DataFrame


def evaluate(
    known: pd.DataFrame,
    outcomes: npt.NDArray[np.int64],
    classifiers: Mapping[str, Any],
    *,
    time: str,
    groups: tuple[str, ...] = (),
    frozen_until: int,
    error_rate: float = 0.1,
    fewest: int = FEWEST,
    tell: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Measure classifiers on the years after `frozen_until`.

    In the setting `frozen` they learn from the years up to it, and are asked of all later ones; in `refitted` they
    are asked of each later year after learning from all years before that one.

    Args:
        known: what is known before each decision, with a column of years.
        outcomes: 0 and 1.
        classifiers: unfitted, by name; the first is the model.
        time: the name of the column of years.
        groups: columns by whose values scores are given as well.
        frozen_until: the last year to learn from in `frozen`.
        error_rate: of the conformal sets, for classifiers that have `predict_set`.
        fewest: groups with fewer decisions are left out.
        tell: is told what is being fitted.

    Raises:
        DecisionError: there is no year to learn from or none to ask of.

    """
    years = known[time].to_numpy(dtype=np.int64)
    asked = np.unique(years[years > frozen_until]).tolist()
    if not asked or (years <= frozen_until).sum() == 0:
        raise DecisionError(
            f"the years are {years.min()} to {years.max()}: none {'after' if not asked else 'up to'} {frozen_until}"
        )
    # In both settings decisions stand in the order of their years.
    order = np.argsort(years, kind="stable")
    order = order[years[order] > frozen_until]
    told: dict[str, dict[str, Foretold]] = {setting: {} for setting in SETTINGS}
    for name, classifier in classifiers.items():
        frozen, refitted = [], []
        fitted = first = None
        for year in asked:
            learnt, here = years < year, years == year
            tell(f"{name}, to ask of {year}")
            fitted = clone(classifier).fit(known[learnt], outcomes[learnt])
            first = first or fitted
            refitted.append(_ask(fitted, known[here], error_rate))
            frozen.append(_ask(first, known[here], error_rate))
        told["frozen"][name], told["refitted"][name] = _joined(frozen), _joined(refitted)
    table = known.iloc[order].reset_index(drop=True)
    truth = outcomes[order]
    by = pd.DataFrame({"year": table[time]} | {group: table[group] for group in groups})
    scores = [measure(truth, told[s], by, fewest=fewest).assign(setting=s) for s in SETTINGS]
    predictions = [
        by.assign(setting=s, classifier=name, outcome=truth, probability=said.probabilities)
        for s in SETTINGS
        for name, said in told[s].items()
    ]
    return Evaluation(frozen_until, error_rate, pd.concat(scores), pd.concat(predictions))


def write(evaluation: Evaluation, out: Path) -> list[Path]:
    """Write `metrics.json`, `scores.csv` and `predictions.parquet` into a folder, made if need be, and name them.

    Raises:
        OSError: the folder cannot be written.

    """
    about = {
        "frozen_until": evaluation.frozen_until,
        "error_rate": evaluation.error_rate,
        "bootstrap": bootstrap.about(DRAWS, "determinations"),
    }
    return write_evaluation(out, about, evaluation.scores, predictions=evaluation.predictions)


def _ask(fitted: Any, known: pd.DataFrame, error_rate: float) -> Foretold:
    sets = fitted.predict_set(known, error_rate) if hasattr(fitted, "predict_set") else None
    return Foretold(fitted.predict_proba(known)[:, 1], sets)


def _joined(parts: list[Foretold]) -> Foretold:
    sets = [part.sets for part in parts if part.sets is not None]
    return Foretold(
        np.concatenate([part.probabilities for part in parts]),
        np.concatenate(sets) if sets else None,
    )
