"""Writing the outcomes of letters to JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from upheld.extraction.entities import Outcome
from upheld.extraction.records import to_record
from upheld.extraction.tables import SCHEMAS, TableName, to_rows
from upheld.reading import ReadingError

_BATCH = 2_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Writer:
    """Writes outcomes to files that appear under their names only when all is written."""

    def __init__(self) -> None:
        """Start with no file."""
        self.paths: list[Path] = []
        self._temporary: list[tuple[Path, Path]] = []
        self._open = ExitStack()

    def add(self, outcome: Outcome) -> None:
        """Take one outcome."""
        raise NotImplementedError

    def finish(self) -> None:
        """Write what is left to write."""

    def reserve(self, path: Path) -> Path:
        """Give the temporary file that becomes `path` in the end."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._temporary.append((temporary, path))
        return temporary

    def open_text(self, path: Path) -> TextIO:
        """Open a text file that becomes `path` in the end."""
        stream = self.reserve(path).open("w", encoding="utf-8", newline="")
        return self._open.enter_context(stream)

    def __enter__(self) -> Self:
        """Start writing."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the files in their places, or take them away if something went wrong."""
        try:
            if kind is None:
                self.finish()
        finally:
            self._open.close()
        for temporary, path in self._temporary:
            if kind is None:
                temporary.replace(path)
                self.paths.append(path)
            else:
                temporary.unlink(missing_ok=True)


class JsonlWriter(Writer):
    """One object a letter; errors go to a file of their own, or to standard error."""

    def __init__(self, path: Path | None) -> None:
        """Write to `path`, or to standard output."""
        super().__init__()
        self._path = path
        self._stream = sys.stdout if path is None else self.open_text(path)
        self._errors: TextIO | None = None

    def add(self, outcome: Outcome) -> None:
        """Write one line."""
        if isinstance(outcome, ReadingError):
            if self._path is not None:
                self._errors = self._errors or self.open_text(beside(self._path, "errors"))
                self._errors.write(json.dumps(outcome.to_dict(), ensure_ascii=False) + "\n")
        else:
            self._stream.write(json.dumps(to_record(outcome), ensure_ascii=False) + "\n")


class CsvWriter(Writer):
    """The tables as CSV, safe to open in a spreadsheet.

    A text cell that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a tab or a
    carriage return) gets an apostrophe in front.
    """

    def __init__(self, out: Path) -> None:
        """Write the tables into the folder `out`, or beside the file `out`."""
        super().__init__()
        self._writers: dict[TableName, csv.DictWriter[str]] = {}
        for name, schema in SCHEMAS.items():
            stream = self.open_text(table_path(out, name, ".csv"))
            self._writers[name] = csv.DictWriter(stream, schema.names)
            self._writers[name].writeheader()

    def add(self, outcome: Outcome) -> None:
        """Write the rows of one outcome."""
        for name, rows in to_rows(outcome).items():
            for row in rows:
                self._writers[name].writerow({key: guard(value) for key, value in row.items()})


class ParquetWriter(Writer):
    """The tables as Parquet."""

    def __init__(self, out: Path) -> None:
        """Write the tables into the folder `out`, or beside the file `out`."""
        super().__init__()
        self._rows: dict[TableName, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self._writers = {
            name: self._open.enter_context(
                pq.ParquetWriter(self.reserve(table_path(out, name, ".parquet")), schema)
            )
            for name, schema in SCHEMAS.items()
        }

    def add(self, outcome: Outcome) -> None:
        """Take the rows of one outcome and write those of a full batch."""
        for name, rows in to_rows(outcome).items():
            self._rows[name] += rows
            if len(self._rows[name]) >= _BATCH:
                self._flush(name)

    def finish(self) -> None:
        """Write the rows that are left."""
        for name in SCHEMAS:
            self._flush(name)

    def _flush(self, name: TableName) -> None:
        rows, self._rows[name] = self._rows[name], []
        if rows:
            self._writers[name].write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[name]))


def guard(value: Any) -> Any:
    """Make a CSV cell harmless: text that a spreadsheet would run gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def table_path(out: Path, name: TableName, suffix: str) -> Path:
    """Give the file of a table: in the folder `out`, or, where `out` names a file, beside it.

    The file `out` itself is the table of items; `out.letters.csv` and the others stand beside it.
    """
    if out.suffix.lower() == suffix and not out.is_dir():
        return out if name == "items" else beside(out, name)
    return out / f"{name}{suffix}"


def beside(path: Path, name: str) -> Path:
    """Give the path of a companion file: `out.jsonl` and `errors` make `out.errors.jsonl`."""
    return path.with_name(f"{path.stem}.{name}{path.suffix}")
