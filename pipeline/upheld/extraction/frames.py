"""Extraction to pandas."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from upheld.extraction.entities import EntityFinder, Outcome
from upheld.extraction.stream import Source, run
from upheld.extraction.tables import SCHEMAS, TableName, to_rows
from upheld.layout import Letter

_DTYPES = {pa.string(): "str", pa.int64(): "Int64", pa.float64(): "float64", pa.bool_(): "boolean"}


class Tables(NamedTuple):
    """The data of many letters; `letters`, `items`, `entities` join on `source` and `sha256`."""

    letters: pd.DataFrame
    items: pd.DataFrame
    entities: pd.DataFrame
    errors: pd.DataFrame


class _RowSink:
    def __init__(self) -> None:
        self.rows: dict[TableName, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}

    def add(self, outcome: Outcome) -> None:
        for name, rows in to_rows(outcome).items():
            self.rows[name] += rows


def extract_tables(
    sources: Source | Iterable[Source],
    *,
    strict: bool = False,
    text_column: str | None = None,
    entities: bool = True,
    model: str | Path | None = None,
) -> Tables:
    """Extract from files, folders, archives and tables into data frames.

    Args:
        sources: a path or a letter, or several; `-` is standard input. Texts in memory:
            `map(upheld.read_text, texts)`.
        strict: raise the first letter's error instead of collecting errors.
        text_column: name of the text column of tables, by default found by its name.
        entities: find the entities as well, which takes most of the time.
        model: folder or package of the pipeline that finds them, by default that of the program.

    Returns:
        The tables; `errors` has one row for each letter that could not be read.

    Raises:
        ReadingError: with `strict`, the first letter that cannot be read.
        OSError: there is no such model.

    """
    if isinstance(sources, pd.DataFrame):
        raise TypeError("a data frame is no source: give map(upheld.read_text, frame[column])")
    named = [sources] if isinstance(sources, str | Path | Letter) else sources
    sink = _RowSink()
    finder = EntityFinder(model) if entities else None
    run(named, [sink], strict=strict, text_column=text_column, finder=finder)
    return Tables(**{name: to_frame(sink.rows[name], name) for name in SCHEMAS})


def extract(
    sources: Source | Iterable[Source],
    *,
    strict: bool = False,
    text_column: str | None = None,
) -> pd.DataFrame:
    """Extract from letters into one data frame: one row a disputed item, with its letter's header.

    Letters that could not be read are counted in a warning and listed in `frame.attrs["errors"]`, as a
    list of dicts. Arguments and errors are those of `extract_tables`; entities, which no row has, are not found.
    """
    tables = extract_tables(sources, strict=strict, text_column=text_column, entities=False)
    frame = tables.items.merge(
        tables.letters.drop_duplicates(["source", "sha256"]), on=["source", "sha256"], how="left"
    )
    frame.attrs["errors"] = tables.errors.to_dict("records")
    if len(tables.errors):
        warnings.warn(
            f"letters that could not be read: {len(tables.errors)}; see frame.attrs['errors']",
            UserWarning,
            stacklevel=2,
        )
    return frame


def to_frame(rows: list[dict[str, Any]] | pd.DataFrame, name: TableName) -> pd.DataFrame:
    """Give rows of a table as a data frame with the columns and types of the table."""
    schema = SCHEMAS[name]
    frame = pd.DataFrame(rows, columns=schema.names)
    return frame.astype({column.name: _DTYPES[column.type] for column in schema})
