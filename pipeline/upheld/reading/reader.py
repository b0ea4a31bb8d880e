"""From what the user names to the texts of letters, each of them or the reason why not."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from upheld.reading.archives import unpack
from upheld.reading.decode import decode
from upheld.reading.errors import ReadingError
from upheld.reading.html import extract_html
from upheld.reading.kinds import SUFFIXES, TABLES, named_kind, shown_kind
from upheld.reading.limits import LIMITS
from upheld.reading.names import is_hidden
from upheld.reading.pdf import extract_pdf
from upheld.reading.source import SourceText
from upheld.reading.tables import read_table

STDIN = "-"
_HEAD = 4096
_LONGEST_PATH = 4096

Reading = SourceText | ReadingError
"""What each letter of the input comes to: its text, or why there is none."""


def read_sources(
    sources: Iterable[str | Path], *, text_column: str | None = None
) -> Iterator[Reading]:
    """Yield one reading for each letter in files, folders, archives and tables, in order.

    A source that lies in an earlier one is read once.
    Folders are read recursively in the order of their names; hidden files and what operating
    systems leave behind are passed over, any other file gives a letter or an error. `-` is standard input.

    Args:
        sources: paths of files and folders, or `-`.
        text_column: name of the text column of tables, by default found by its name.

    """
    seen: list[Path] = []
    for source in sources:
        if isinstance(source, str) and (
            not source or "\n" in source or len(source) > _LONGEST_PATH
        ):
            yield _no_path(source)
        elif str(source) == STDIN:
            data = sys.stdin.buffer.read(LIMITS.file_bytes + 1)
            yield from _read_bytes(data, "stdin", shown_kind(data), text_column, 0)
        else:
            path = Path(os.path.abspath(source))
            if not _is_read(path, seen):
                seen.append(path)
                yield from _read_path(Path(source), text_column)


def _is_read(path: Path, earlier: list[Path]) -> bool:
    """Say whether a path was read with an earlier source: it is the same, or lies in that folder."""
    return path.exists() and any(
        path.is_relative_to(folder) and not is_hidden(str(path.relative_to(folder)))
        for folder in earlier
    )


def _no_path(source: str) -> ReadingError:
    """Refuse what cannot be a path without repeating it: it may be a letter."""
    what = f"a text of {len(source):,} characters, no path" if source else "no path given"
    return ReadingError("text", "find", what, "Read texts in memory with upheld.read_text.")


def read_one(source: str | Path) -> SourceText:
    """Read the one letter that a file, or `-`, holds.

    Raises:
        ReadingError: it cannot be read, or holds more than one letter.

    """
    readings = read_sources([source])
    first = next(readings, None)
    if isinstance(first, SourceText):
        if next(readings, None) is None and not Path(source).is_dir():
            return first
        raise ReadingError(
            str(source), "find", "more than one letter", "`upheld extract` reads many letters."
        )
    if first is None:
        raise ReadingError(str(source), "find", "no letter in it", "Name the letter's file.")
    raise first


def _read_path(path: Path, text_column: str | None) -> Iterator[Reading]:
    try:
        if path.is_dir():
            yield from _read_folder(path, text_column)
        elif path.is_file():
            yield from _read_file(path, text_column)
        elif path.exists():
            yield ReadingError(str(path), "open", "not a regular file", "Name a file or a folder.")
        else:
            yield ReadingError(str(path), "find", "no such file or folder", "Check the path.")
    except (OSError, ValueError, RuntimeError) as error:
        yield _unreadable(str(path), error)


def _read_folder(folder: Path, text_column: str | None) -> Iterator[Reading]:
    errors: list[OSError] = []
    empty = True
    for root, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(files):
            path = Path(root, name)
            if is_hidden(name):
                continue
            empty = False
            if path.is_symlink() and not _leads_into(path, folder):
                yield ReadingError(
                    str(path), "open", "a link out of the folder", "Name the file it leads to."
                )
            else:
                yield from _read_path(path, text_column)
        yield from (_unreadable(str(error.filename), error) for error in errors)
        empty = empty and not errors
        errors.clear()
    for error in errors:
        empty = False
        yield _unreadable(str(error.filename), error)
    if empty:
        yield ReadingError(str(folder), "find", "a folder without files", "Check the path.")


def _read_file(path: Path, text_column: str | None) -> Iterator[Reading]:
    name = str(path)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(0)
        kind = identify(head, name)
        if isinstance(kind, ReadingError):
            yield kind
        elif kind in TABLES:
            yield from _lay_hold(read_table(stream, kind, name, text_column))
        elif kind == "zip":
            yield from _read_archive(stream, name, text_column, 1)
        else:
            data = stream.read(LIMITS.file_bytes + 1)
            yield from _read_bytes(data, name, kind, text_column, 0)


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # A link to itself.
        return False


def identify(head: bytes, name: str) -> str | ReadingError:
    """Tell the kind of a file by its name and first bytes, or why the two disagree."""
    named, shown = named_kind(name), shown_kind(head)
    if not head:
        return ReadingError(name, "identify", "an empty file", "Fetch the letter again.")
    if named is None:
        supported = " ".join(SUFFIXES)
        return ReadingError(
            name, "identify", "an unsupported kind of file", f"Supported are: {supported}."
        )
    if named == "any":
        named = shown
    if shown == named and shown in {*SUFFIXES.values()}:
        return named
    if shown == "text" and named in {"html", "jsonl", "csv"}:
        return named
    if shown == "html" and named in {"jsonl", "csv"}:
        return named
    return _wrong_suffix(name, named, shown)


def _wrong_suffix(name: str, named: str, shown: str) -> ReadingError:
    suffix = next((suffix for suffix, kind in SUFFIXES.items() if kind == shown), None)
    what = f"{shown} data" if suffix else shown
    remedy = f"Rename it to {suffix}." if suffix else "Give the letter as text, PDF or HTML."
    if shown == "text" and named in {"pdf", "zip", "parquet"}:
        remedy = f"Fetch the file again, or rename it to .txt if it is text, not {named}."
    return ReadingError(name, "identify", f"named as {named}, but holds {what}", remedy)


def _read_archive(
    stream: BinaryIO | io.BytesIO, name: str, text_column: str | None, depth: int
) -> Iterator[Reading]:
    if depth > LIMITS.archive_depth:
        yield ReadingError(
            name, "unpack", f"archives nested more than {LIMITS.archive_depth} deep", "Unpack it."
        )
        return
    for member in unpack(stream, name):  # type: ignore[arg-type]
        if isinstance(member, ReadingError):
            yield member
            continue
        source, data = member
        kind = identify(data[:_HEAD], source)
        if isinstance(kind, ReadingError):
            yield kind
        else:
            yield from _read_bytes(data, source, kind, text_column, depth)


def _read_bytes(
    data: bytes, name: str, kind: str, text_column: str | None, depth: int
) -> Iterator[Reading]:
    if len(data) > LIMITS.file_bytes:
        yield ReadingError(
            name,
            "open",
            f"larger than {LIMITS.file_bytes:,} bytes, too large for a letter",
            "Split it into letters.",
        )
    elif kind in TABLES:
        yield from _lay_hold(read_table(io.BytesIO(data), kind, name, text_column))
    elif kind == "zip":
        yield from _read_archive(io.BytesIO(data), name, text_column, depth + 1)
    else:
        extract = {"pdf": extract_pdf, "html": extract_html, "text": decode}
        try:
            if kind not in extract:
                raise ReadingError(name, "identify", f"holds {kind}", "Give text, PDF or HTML.")
            yield _bounded(SourceText(name, extract[kind](data, name)))
        except ReadingError as error:
            yield error


def _lay_hold(records: Iterable[tuple[str, str] | ReadingError]) -> Iterator[Reading]:
    for record in records:
        if isinstance(record, ReadingError):
            yield record
            continue
        try:
            yield _bounded(SourceText(*record))
        except ReadingError as error:
            yield error


def _bounded(source: SourceText) -> SourceText:
    if len(source.text) > LIMITS.text_characters:
        raise ReadingError(
            source.name,
            "decode",
            f"{len(source.text):,} characters, too long for a letter",
            "Split it into letters.",
        )
    return source


def _unreadable(name: str, error: Exception) -> ReadingError:
    reason = (
        error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    )
    return ReadingError(
        name, "open", f"cannot be opened: {reason}", "Check the path and its rights."
    )
