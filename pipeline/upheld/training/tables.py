"""Scores as Markdown tables."""

from __future__ import annotations

import math

import pandas as pd

from upheld.training.naming import ALL, GROUPS

_COUNTS = ("documents", "gold", "found", "right")


def comparison(scores: pd.DataFrame) -> str:
    """Give a table of all finders beside one another, on each part of the corpus and on all of it."""
    rows = scores[(scores["family"] == ALL) & (scores["label"] == ALL)]
    rows = pd.concat(
        [rows[rows["part"] != ALL].sort_values("part", kind="stable"), rows[rows["part"] == ALL]]
    )
    return _markdown(rows, ["part", "finder"])


def details(scores: pd.DataFrame, finder: str) -> str:
    """Give a table of one finder by label, part and family."""
    return _markdown(scores[scores["finder"] == finder], list(GROUPS))


def _markdown(rows: pd.DataFrame, names: list[str]) -> str:
    header = [*names, *_COUNTS, "precision", "recall", "F1", "95 %", "overlap F1"]
    lines = [header, ["---"] * len(names) + ["---:"] * (len(header) - len(names))]
    for _, row in rows.iterrows():
        numbers = [f"{int(row[name]):,}" for name in _COUNTS]
        rates = [_rate(row[name]) for name in ("precision", "recall", "f1")]
        interval = f"{_rate(row['f1_low'])} to {_rate(row['f1_high'])}"
        lines.append(
            [
                *(str(row[name]) for name in names),
                *numbers,
                *rates,
                interval,
                _rate(row["overlap_f1"]),
            ]
        )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rate(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"
