"""Letters at addresses as `s3://bucket/letters`: what pyarrow reaches by itself, and what fsspec does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

import pyarrow.fs as pafs

from upheld.reading.containers import find_in_file
from upheld.reading.errors import ReadingError
from upheld.reading.identify import holds_letters, read_letter, unreadable
from upheld.reading.names import is_hidden
from upheld.reading.raw import Found, RawLetter, found_error

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]{1,30})://.", re.IGNORECASE)
_BUFFER = 1_000_000
_OF_PYARROW = frozenset({"s3", "gs", "gcs", "abfs", "abfss", "hdfs", "file"})


def is_address(source: str | Path) -> bool:
    """Say whether a source is an address, not a path: it starts with a scheme, as `s3://` does."""
    return isinstance(source, str) and _ADDRESS.match(source) is not None


def connect(address: str) -> tuple[pafs.FileSystem, str]:
    """Give the file system of an address, and the path in it.

    Raises:
        OSError: there is no such place, or it cannot be reached.
        ImportError: a package that this kind of address needs is not installed.
        ValueError: nothing knows this kind of address.

    """
    scheme = address.partition("://")[0].lower()
    if scheme in _OF_PYARROW:
        found: tuple[pafs.FileSystem, str] = pafs.FileSystem.from_uri(address)
        return found
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return pafs.PyFileSystem(pafs.FSSpecHandler(system)), str(path)


def find_at_address(address: str, text_column: str | None) -> Iterator[Found]:
    """Yield each letter at an address, in the order of the names: a file, a folder, an archive, a table."""
    try:
        system, path = connect(address)
        info = system.get_file_info(path)
    except (OSError, ValueError, ImportError) as error:
        yield found_error(_unreachable(address, error))
        return
    found = False
    for letter in _find(system, info, address.rstrip("/"), text_column):
        found = True
        yield letter
    if not found:
        yield found_error(
            ReadingError(address, "find", "a folder without files", "Check the address.")
        )


def _unreachable(address: str, error: Exception) -> ReadingError:
    if isinstance(error, ImportError):
        return ReadingError(address, "open", f"cannot be reached: {error}", "Install that package.")
    if isinstance(error, ValueError):
        return ReadingError(address, "open", "an unknown kind of address", "Check its beginning.")
    return unreadable(address, error)


def _find(system: Any, info: Any, name: str, text_column: str | None) -> Iterator[Found]:
    """Find the letters in a file or folder that goes by an address."""
    try:
        if info.type == pafs.FileType.Directory:
            below = system.get_file_info(pafs.FileSelector(info.path, recursive=False))
            for entry in sorted(below, key=_order):
                if not is_hidden(entry.base_name):
                    yield from _find(system, entry, f"{name}/{entry.base_name}", text_column)
        elif info.type != pafs.FileType.File:
            yield found_error(ReadingError(name, "find", "nothing is there", "Check the address."))
        elif holds_letters(PurePosixPath(info.path).name):
            with system.open_input_file(info.path) as stream:
                # Arrow's own file reads no lines.
                yield from find_in_file(_buffered(stream), name, info.size, text_column)
        else:
            yield Found(
                name, info.size or 0, partial(_read_file, system, info.path, name), apart=True
            )
    except (OSError, ValueError, RuntimeError) as error:
        yield found_error(unreadable(name, error))


def _buffered(stream: Any) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(stream, _BUFFER))


def _order(entry: Any) -> tuple[bool, str]:
    """Put the files of a folder in front of the folders in it, each by their names, as on a disk."""
    return entry.type == pafs.FileType.Directory, entry.base_name


def _read_file(system: Any, path: str, name: str) -> RawLetter | ReadingError:
    try:
        with system.open_input_stream(path) as stream:
            return read_letter(stream, name)
    except (OSError, ValueError, RuntimeError) as error:
        return unreadable(name, error)
