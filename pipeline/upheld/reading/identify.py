"""What a file holds, by its name and its first bytes, and how much of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from upheld.reading.errors import ReadingError
from upheld.reading.kinds import ARCHIVES, SUFFIXES, TABLES, named_kind, shown_kind
from upheld.reading.limits import LIMITS
from upheld.reading.raw import RawLetter

HEAD = 4096
"""How many bytes at its beginning show what a file holds."""


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
    if named == "tar" and shown in {"gzip data", "bzip2 data", "xz data"}:
        return named
    return _wrong_suffix(name, named, shown)


def _wrong_suffix(name: str, named: str, shown: str) -> ReadingError:
    suffix = next((suffix for suffix, kind in SUFFIXES.items() if kind == shown), None)
    what = f"{shown} data" if suffix else shown
    remedy = f"Rename it to {suffix}." if suffix else "Give the letter as text, PDF or HTML."
    if shown == "text" and named in {"pdf", "zip", "tar", "parquet"}:
        remedy = f"Fetch the file again, or rename it to .txt if it is text, not {named}."
    return ReadingError(name, "identify", f"named as {named}, but holds {what}", remedy)


def holds_letters(name: str) -> bool:
    """Say whether a file may hold several letters, by its name: an archive, a table, or it has no suffix."""
    named = named_kind(name)
    return named == "any" or named in TABLES or named in ARCHIVES


def read_letter(stream: BinaryIO, name: str) -> RawLetter | ReadingError:
    """Read a file of one letter."""
    try:
        data = stream.read(LIMITS.file_bytes + 1)
    except (OSError, ValueError, RuntimeError) as error:
        return unreadable(name, error)
    return to_letter(data, name)


def to_letter(data: bytes, name: str) -> RawLetter | ReadingError:
    """Give the one letter that the bytes of a file are."""
    kind = identify(data[:HEAD], name)
    if isinstance(kind, ReadingError):
        return kind
    if len(data) > LIMITS.file_bytes:
        return too_large(name)
    return RawLetter(name, kind, data)


def read_path(path: Path) -> RawLetter | ReadingError:
    """Read the file of one letter."""
    try:
        with path.open("rb") as stream:
            return read_letter(stream, str(path))
    except (OSError, ValueError, RuntimeError) as error:
        return unreadable(str(path), error)


def too_large(name: str) -> ReadingError:
    """Refuse a file for its size."""
    return ReadingError(
        name,
        "open",
        f"larger than {LIMITS.file_bytes:,} bytes, too large for a letter",
        "Split it into letters.",
    )


def unreadable(name: str, error: Exception) -> ReadingError:
    """Tell why a file could not be opened or read."""
    reason = (
        error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    )
    return ReadingError(
        name, "open", f"cannot be opened: {reason}", "Check the path and its rights."
    )
