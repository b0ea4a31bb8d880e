"""Where the results are kept: files that appear whole or not at all, in a folder or at an address."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

import pyarrow.fs as pafs

from upheld.reading.addresses import connect, is_address

_LOCK = ".lock"


class Store(Protocol):
    """Files by their names, which are paths with `/` within the store."""

    name: str

    def get(self, name: str) -> bytes | None:
        """Give the bytes of a file, None where there is none."""

    def put(self, name: str, data: bytes) -> None:
        """Write a file whole: whoever looks finds all of it, what was there before, or nothing."""

    def names(self, folder: str) -> list[str]:
        """Give the names of the files in a folder, in order, without it; none where there is no such folder."""

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""


def open_store(out: str | Path) -> Store:
    """Open the store of a path or an address.

    Raises:
        OSError: it cannot be reached.
        ValueError: nothing knows this kind of address.
        ImportError: a package that it needs is not installed.

    """
    return RemoteStore(str(out)) if is_address(out) else FolderStore(Path(out))


class FolderStore:
    """Files in a folder. Each is written under another name first, brought to the disk, and renamed."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when something is written."""
        self.name = str(folder)
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Give the bytes of a file, None where there is none."""
        path = self._folder / name
        return path.read_bytes() if path.is_file() else None

    def put(self, name: str, data: bytes) -> None:
        """Write a file whole.

        Raises:
            OSError: it cannot be written, as on a full disk; nothing of it is left.

        """
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.part")
        try:
            with temporary.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        _bring_to_disk(path.parent)

    def names(self, folder: str) -> list[str]:
        """Give the names of the files in a folder."""
        path = self._folder / folder
        return sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""
        (self._folder / name).unlink(missing_ok=True)


def _bring_to_disk(folder: Path) -> None:
    """Make the names in a folder last, as they must before a later file may speak of them."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class RemoteStore:
    """Files at an address. What object stores hold appears whole by their nature, once it is written."""

    def __init__(self, address: str) -> None:
        """Connect to the address."""
        self.name = address.rstrip("/")
        self._system, self._path = connect(self.name)

    def get(self, name: str) -> bytes | None:
        """Give the bytes of a file, None where there is none."""
        path = f"{self._path}/{name}"
        if self._system.get_file_info(path).type != pafs.FileType.File:
            return None
        with self._system.open_input_stream(path) as stream:
            return cast(bytes, stream.read())

    def put(self, name: str, data: bytes) -> None:
        """Write a file whole."""
        path = f"{self._path}/{name}"
        self._system.create_dir(path.rpartition("/")[0], recursive=True)
        with self._system.open_output_stream(path) as stream:
            stream.write(data)

    def names(self, folder: str) -> list[str]:
        """Give the names of the files in a folder."""
        selector = pafs.FileSelector(f"{self._path}/{folder}", allow_not_found=True)
        return sorted(entry.base_name for entry in self._system.get_file_info(selector))

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""
        if self.get(name) is not None:
            self._system.delete_file(f"{self._path}/{name}")


@contextmanager
def only_one(store: Store) -> Iterator[None]:
    """Keep other runs on this machine off a folder; a lock falls with the process that holds it, however it ends.

    Raises:
        BlockingIOError: another run writes there.

    """
    if not isinstance(store, FolderStore):
        yield
        return
    folder = Path(store.name)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
