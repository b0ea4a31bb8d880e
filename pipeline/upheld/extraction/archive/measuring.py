"""How large the input is, found beside the run, for the time that is left."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow.fs as pafs

from upheld.extraction.archive.progress import State
from upheld.reading.addresses import connect, is_address


class Measuring:
    """While it is open, adds up the bytes of the files in the sources, and puts the sum into `state.total`.

    What cannot be measured leaves the total unknown: the run itself says what is wrong with it.
    """

    def __init__(self, sources: Sequence[str | Path], state: State) -> None:
        """Take the sources."""
        self._sources, self._state = sources, state
        self._stop = False
        self._thread = threading.Thread(target=self._measure, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, finished or not."""
        self._stop = True
        self._thread.join()

    def _measure(self) -> None:
        total = 0
        try:
            for source in self._sources:
                for size in _sizes(source):
                    if self._stop:
                        return
                    total += size
        except (OSError, ValueError, ImportError):
            return
        self._state.total = total


def _sizes(source: str | Path) -> Iterator[int]:
    if is_address(source):
        system, path = connect(str(source))
        yield from _sizes_at(system, system.get_file_info(path))
    elif os.path.isdir(source):
        for root, _, files in os.walk(source):
            yield from (os.stat(os.path.join(root, name)).st_size for name in files)
    else:
        yield os.stat(source).st_size


def _sizes_at(system: pafs.FileSystem, info: pafs.FileInfo) -> Iterator[int]:
    if info.type == pafs.FileType.File:
        yield info.size or 0
    elif info.type == pafs.FileType.Directory:
        for below in system.get_file_info(pafs.FileSelector(info.path, recursive=False)):
            yield from _sizes_at(system, below)
