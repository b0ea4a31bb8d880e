"""Reads the tables of model cards, so that what is drawn and shown is what the card says."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

_NAMES = {"F1": "f1", "overlap F1": "overlap_f1"}
_INTERVAL = "95 %"


def read_card(path: Path, name: str) -> pd.DataFrame:
    """Read a table that stands in a Markdown file between `<!-- name -->` and `<!-- /name -->`.

    Returns:
        The columns by the names that `scores.csv` has: numbers as numbers, `f1_low` and `f1_high` for the interval.

    Raises:
        ValueError: there is no such table.
        OSError: the file cannot be read.

    """
    text = path.read_text(encoding="utf-8")
    marked = re.search(
        rf"<!-- {re.escape(name)} -->\n(.*?)<!-- /{re.escape(name)} -->", text, re.DOTALL
    )
    lines = [line for line in marked[1].splitlines() if line.startswith("|")] if marked else []
    if len(lines) < 3:
        raise ValueError(f"{path}: no table between <!-- {name} --> and <!-- /{name} -->")
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    frame = pd.DataFrame(rows, columns=[_NAMES.get(column, column) for column in head])
    if _INTERVAL in frame:
        ends = frame.pop(_INTERVAL).str.split(" to ", expand=True)
        frame["f1_low"], frame["f1_high"] = ends[0], ends[1]
    for column in frame:
        numbers = pd.to_numeric(frame[column].str.replace(",", ""), errors="coerce")
        if numbers.notna().all():
            frame[column] = numbers
    return frame
