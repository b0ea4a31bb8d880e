"""From what the user names to the letters in it, each of them or the reason why it cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from upheld.reading.addresses import find_at_address, is_address
from upheld.reading.containers import find_in_file, find_in_memory
from upheld.reading.errors import ReadingError
from upheld.reading.identify import holds_letters, read_path, unreadable
from upheld.reading.kinds import shown_kind
from upheld.reading.limits import LIMITS
from upheld.reading.names import is_hidden
from upheld.reading.raw import Found, Reading, found_error
from upheld.reading.source import SourceText

STDIN = "-"
_LONGEST_PATH = 4096


def read_sources(
    sources: Iterable[str | Path], *, text_column: str | None = None
) -> Iterator[Reading]:
    """Yield one reading for each letter in what `find_letters` finds, in its order; arguments are the same."""
    return (found.to_text() for found in find_letters(sources, text_column=text_column))


def find_letters(
    sources: Iterable[str | Path], *, text_column: str | None = None
) -> Iterator[Found]:
    """Yield each letter in files, folders, archives and tables, in order, without reading it.

    A source that lies in an earlier one is read once.
    Folders are read recursively in the order of their names; hidden files and what operating
    systems leave behind are passed over, any other file gives a letter or an error. `-` is standard input.
    A letter must be read, if at all, before the next one is asked for, unless it is `apart`.

    Args:
        sources: paths of files and folders, addresses as `s3://bucket/letters`, or `-`.
        text_column: name of the text column of tables, by default found by its name.

    """
    seen: list[Path] = []
    addresses: set[str] = set()
    for source in sources:
        if isinstance(source, str) and (
            not source or "\n" in source or len(source) > _LONGEST_PATH
        ):
            yield found_error(_no_path(source))
        elif str(source) == STDIN:
            data = sys.stdin.buffer.read(LIMITS.file_bytes + 1)
            yield from find_in_memory(data, "stdin", shown_kind(data), text_column, 0)
        elif is_address(source):
            if str(source) not in addresses:
                addresses.add(str(source))
                yield from find_at_address(str(source), text_column)
        else:
            path = Path(os.path.abspath(source))
            if not _is_read(path, seen):
                seen.append(path)
                yield from _find_at(Path(source), text_column)


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


def _find_at(path: Path, text_column: str | None) -> Iterator[Found]:
    try:
        if path.is_dir():
            yield from _find_in_folder(path, text_column)
        elif path.is_file():
            yield from _find_in_path(path, text_column)
        elif path.exists():
            yield found_error(
                ReadingError(str(path), "open", "not a regular file", "Name a file or a folder.")
            )
        else:
            yield found_error(
                ReadingError(str(path), "find", "no such file or folder", "Check the path.")
            )
    except (OSError, ValueError, RuntimeError) as error:
        yield found_error(unreadable(str(path), error))


def _find_in_folder(folder: Path, text_column: str | None) -> Iterator[Found]:
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
                yield found_error(
                    ReadingError(
                        str(path), "open", "a link out of the folder", "Name the file it leads to."
                    )
                )
            else:
                yield from _find_at(path, text_column)
        yield from (found_error(unreadable(str(error.filename), error)) for error in errors)
        empty = empty and not errors
        errors.clear()
    for error in errors:
        empty = False
        yield found_error(unreadable(str(error.filename), error))
    if empty:
        yield found_error(
            ReadingError(str(folder), "find", "a folder without files", "Check the path.")
        )


def _find_in_path(path: Path, text_column: str | None) -> Iterator[Found]:
    size = path.stat().st_size
    if not holds_letters(path.name):
        yield Found(str(path), size, partial(read_path, path), apart=True)
        return
    with path.open("rb") as stream:
        yield from find_in_file(stream, str(path), size, text_column)


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # A link to itself.
        return False
