"""Small tables of items, letters and entities, for tests of findings and their plots."""

from __future__ import annotations

import pandas as pd

from upheld.extraction.frames import to_frame


def make_items(*rows: tuple[object, ...], columns: str) -> pd.DataFrame:
    """Make a table of items: the letter's name, then the values of the columns; a hash for each name."""
    names = columns.split()
    records = [
        {
            "source": name,
            "sha256": f"hash of {name}",
            "number": number,
            **dict(zip(names, rest, strict=True)),
        }
        for number, (name, *rest) in enumerate(rows, start=1)
    ]
    return to_frame(records, "items")


def make_letters(**dates: dict[str, str]) -> pd.DataFrame:
    """Make a table of letters: for each name the columns that it states."""
    records = [
        {"source": name, "sha256": f"hash of {name}", **told} for name, told in dates.items()
    ]
    return to_frame(records, "letters")


def make_diagnoses(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """Make a table of diagnoses: the letter's name, status and code."""
    records = [
        {
            "source": name,
            "sha256": f"hash of {name}",
            "label": "DIAGNOSIS",
            "status": status,
            "code": code,
        }
        for name, status, code in rows
    ]
    return to_frame(records, "entities")
