"""What can be wrong with tables that findings are taken from."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


class FindingsError(ValueError):
    """Tables that cannot be used: says what is missing and what to do."""


def require_columns(frame: pd.DataFrame, columns: Iterable[str], table: str) -> None:
    """Refuse a table that lacks a column.

    Raises:
        FindingsError: it does; the message names the first.

    """
    if missing := [column for column in columns if column not in frame.columns]:
        raise FindingsError(
            f"the table {table} has no column {missing[0]!r}: give the table as"
            f" 'upheld extract' writes it (its columns here: {', '.join(map(str, frame.columns))})"
        )
