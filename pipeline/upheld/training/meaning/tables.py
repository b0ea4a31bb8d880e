"""Scores of meaning as Markdown tables."""

from __future__ import annotations

import math

import pandas as pd

from upheld.training.meaning.parts import PARTS

_COLUMNS = ("answered", "accuracy", "accuracy_of_answered", "macro_f1")


def comparison(scores: pd.DataFrame) -> str:
    """Give a table of all finders beside one another, part by part."""
    titles = ["part", "finder", "letters", "asked", *(c.replace("_", " ") for c in _COLUMNS)]
    titles = [title.replace("f1", "F1") for title in titles]
    lines = [titles, ["---"] * 2 + ["---:"] * (len(titles) - 2)]
    for part in PARTS:
        for _, row in scores[scores["part"] == part].iterrows():
            rates = [_rate(row, column) for column in _COLUMNS]
            lines.append(
                [part, row["finder"], f"{int(row['letters'])}", f"{int(row['asked']):,}", *rates]
            )
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rate(row: pd.Series[float], column: str) -> str:
    value = row.get(column, math.nan)
    if math.isnan(value):
        return "-"
    return f"{value:.3f} ({row[f'{column}_low']:.3f} to {row[f'{column}_high']:.3f})"
