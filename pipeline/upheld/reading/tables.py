"""Letters in tables with a text column: JSON Lines, CSV and Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from upheld.reading.decode import decode, guess_encoding
from upheld.reading.errors import ReadingError
from upheld.reading.limits import LIMITS

TEXT_COLUMNS = ("text", "letter", "full_text", "letter_text", "content", "body", "document")
"""Names under which the text column is found, letter case aside, the first that is there."""

_BATCH = 64
_PIECE = 1_000_000  # Bytes of a large table that are read at once.
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,30}")

Record = tuple[str, str] | ReadingError
"""The name and the text of one letter, or why there is none."""


def read_table(
    stream: BinaryIO, kind: str, name: str, column: str | None = None
) -> Iterator[Record]:
    """Yield the letters of a table: one a row, named `table#row`, rows counted from 1.

    Args:
        stream: the table's bytes.
        kind: `jsonl`, `csv` or `parquet`.
        name: the table's name, for errors and sources.
        column: the text column's name; by default the first of `TEXT_COLUMNS` that is there.

    """
    readers = {"jsonl": _read_jsonl, "csv": _read_csv, "parquet": _read_parquet}
    empty = True
    for record in readers[kind](stream, name, column):
        empty = False
        yield record
    if empty:
        yield ReadingError(name, "unpack", "a table without rows", "Give a table with letters.")


def choose_column(columns: Sequence[str], wanted: str | None) -> str | None:
    """Choose the text column among the columns of a table; None where there is none."""
    if wanted is not None:
        return wanted if wanted in columns else None
    lowered = {str(column).lower(): column for column in reversed(columns)}
    return next((lowered[name] for name in TEXT_COLUMNS if name in lowered), None)


def _no_column(name: str, columns: Sequence[str], wanted: str | None) -> ReadingError:
    # Only what looks like a name: where a header is lacking, the first row may be a letter.
    names = [str(column) for column in columns[:12] if _NAME.fullmatch(str(column))]
    listed = ", ".join(names) or "no column names"
    missing = f"column {wanted!r}" if wanted else f"text column ({', '.join(TEXT_COLUMNS)})"
    return ReadingError(
        name, "unpack", f"no {missing} among: {listed}", "Name the column with --text-column."
    )


def _record(name: str, row: int, value: Any) -> Record:
    source = f"{name}#{row}"
    if isinstance(value, str) and value.strip():
        return source, value
    what = "no text" if value is None or value != value or value == "" else "text is not a string"
    return ReadingError(source, "unpack", f"row {row}: {what}", "Mend or drop the row.")


def _read_jsonl(stream: BinaryIO, name: str, column: str | None) -> Iterator[Record]:
    row = 0
    while line := stream.readline(LIMITS.file_bytes + 1):
        row += 1
        source = f"{name}#{row}"
        if len(line) > LIMITS.file_bytes:
            yield ReadingError(source, "unpack", "a line too long for a letter", "Split the file.")
            return
        if not line.strip():
            row -= 1
            continue
        yield _parse_line(line, name, row, column)


def _parse_line(line: bytes, name: str, row: int, column: str | None) -> Record:
    source = f"{name}#{row}"
    try:
        value = json.loads(decode(line, source))
    except (ValueError, RecursionError) as error:
        reason = f"row {row} is not JSON ({type(error).__name__})"
        return ReadingError(source, "unpack", reason, "Write one JSON object a line.")
    except ReadingError as error:
        return error
    if not isinstance(value, dict):
        return ReadingError(
            source, "unpack", f"row {row} is no JSON object", "Write one JSON object a line."
        )
    chosen = choose_column(list(value), column)
    return (
        _no_column(source, list(value), column)
        if chosen is None
        else _record(name, row, value[chosen])
    )


def _read_csv(stream: BinaryIO, name: str, column: str | None) -> Iterator[Record]:
    csv.field_size_limit(LIMITS.file_bytes)
    try:
        rows = csv.DictReader(_lines(stream, name))
    except ReadingError as error:
        yield error
        return
    row = 0
    try:
        columns = rows.fieldnames or []
        chosen = choose_column(columns, column)
        if chosen is None:
            yield _no_column(name, columns, column)
            return
        for row, values in enumerate(rows, start=1):
            yield _record(name, row, values[chosen])
    except csv.Error:
        reason = f"row {row + 1} is not CSV"
        yield ReadingError(f"{name}#{row + 1}", "unpack", reason, "Write the table again.")


def _lines(stream: BinaryIO, name: str) -> TextIO:
    """Open the text of a table: decoded as a whole, and where it is too large for that, a piece at a time."""
    data = stream.read(LIMITS.file_bytes + 1)
    if len(data) <= LIMITS.file_bytes:
        return io.StringIO(decode(data, name).removeprefix("\ufeff"), newline="")
    encoding = guess_encoding(data)
    if encoding == "utf-8-sig":
        try:
            decoder = codecs.getincrementaldecoder(encoding)()
            while data:
                decoder.decode(data)
                data = stream.read(_PIECE)
        except UnicodeDecodeError:
            encoding = "cp1252"
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding, errors="replace", newline="")


def _read_parquet(stream: BinaryIO, name: str, column: str | None) -> Iterator[Record]:
    row = 0
    try:
        # Not a whole group of rows at once: it may hold all letters of the table.
        table = pq.ParquetFile(stream, buffer_size=_PIECE, pre_buffer=False)
        chosen = choose_column(table.schema_arrow.names, column)
        if chosen is None:
            yield _no_column(name, table.schema_arrow.names, column)
            return
        for batch in table.iter_batches(_BATCH, columns=[chosen]):
            for value in batch.column(0).to_pylist():
                row += 1
                yield _record(name, row, value)
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = f"damaged Parquet file after {row} rows ({type(error).__name__})"
        yield ReadingError(name, "unpack", reason, "Fetch the table again.")
