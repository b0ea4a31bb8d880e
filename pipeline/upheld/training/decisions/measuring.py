"""Measures classifiers of decisions beside one another, with bootstrap intervals and by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.training.bootstrap import draw, named
from upheld.training.decisions.metrics import METRICS, Floats, abstention, roc_auc

ALL = "all"
DRAWS = 2_000
FEWEST = 150  # Decisions of a group that is measured by itself.


@dataclass(frozen=True, slots=True)
class Foretold:
    """What one classifier said of some decisions.

    `probabilities` that each is overturned, shape `(rows,)`; `sets` of outcomes, shape `(rows, 2)`, or None for a
    classifier that has none.
    """

    probabilities: Floats
    sets: npt.NDArray[np.bool_] | None = None

    def where(self, chosen: npt.NDArray[np.bool_]) -> Foretold:
        """Give what was said of some of them."""
        sets = None if self.sets is None else self.sets[chosen]
        return Foretold(self.probabilities[chosen], sets)


def measure(
    outcomes: npt.NDArray[np.int64],
    foretold: Mapping[str, Foretold],
    groups: pd.DataFrame,
    *,
    fewest: int = FEWEST,
    clusters: npt.NDArray[np.object_] | None = None,
) -> pd.DataFrame:
    """Measure classifiers on the same decisions: on all, and on each value of each column of groups.

    Args:
        outcomes: 0 and 1.
        foretold: by name; the first is compared with each other.
        groups: a row a decision.
        fewest: groups with fewer decisions are left out.
        clusters: what is drawn in the bootstrap, such as the letter of each decision; each decision by default.

    Returns:
        A row for each group and classifier: `group`, `value`, `classifier`, `decisions`, `overturned` (share),
        `mean_probability`; each metric; and `auc_lead`, how far the ROC AUC of the first is above this one's. Metrics
        have the interval of paired bootstrap samples of decisions (percentile method) in `_low` and `_high`.

    """
    rows = []
    for group, value, chosen in _groups(groups, fewest):
        drawn = draw_clusters((np.arange(len(outcomes)) if clusters is None else clusters)[chosen])
        told = outcomes[chosen]
        first: Floats | None = None
        for name, said in foretold.items():
            here = said.where(chosen)
            auc = roc_auc(told, here.probabilities, drawn)
            first = auc if first is None else first
            row: dict[str, object] = {
                "group": group,
                "value": value,
                "classifier": name,
                "decisions": len(told),
                "overturned": told.mean(),
                "mean_probability": here.probabilities.mean(),
            }
            rows.append(row | _scores(told, here, drawn) | named("auc_lead", first - auc))
    return pd.DataFrame(rows)


def _scores(outcomes: npt.NDArray[np.int64], said: Foretold, drawn: Floats) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name, metric in METRICS.items():
        scores |= named(name, metric(outcomes, said.probabilities, drawn))
    if said.sets is not None:
        for name, values in abstention(outcomes, said.sets, drawn).items():
            scores |= named(name, values)
    return scores


def _groups(groups: pd.DataFrame, fewest: int) -> Iterator[tuple[str, str, npt.NDArray[np.bool_]]]:
    yield ALL, ALL, np.ones(len(groups), dtype=bool)
    for column in groups:
        counts = groups[column].value_counts()
        values = [value for value in counts.index if counts[value] >= fewest]
        for value in sorted(values, key=lambda v: -counts[v] if isinstance(v, str) else v):
            yield str(column), str(value), (groups[column] == value).to_numpy(dtype=bool)


def draw_clusters(clusters: npt.NDArray[Any], draws: int = DRAWS) -> Floats:
    """Say how often each decision counts in bootstrap samples of clusters, such as letters.

    Args:
        clusters: of each decision, shape `(rows,)`.
        draws: how many samples.

    Returns:
        Shape `(1 + draws, rows)`: once each in the first row, in the others as often as the cluster was drawn.

    """
    names, numbers = np.unique(clusters, return_inverse=True)
    return np.vstack([np.ones(len(numbers)), draw(len(names), draws)[:, numbers]])
