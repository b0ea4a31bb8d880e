"""Which letters earlier passes have read: 33 bytes a letter, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from upheld.extraction.archive.manifest import Entry

_KEY = np.dtype([("high", "<u8"), ("low", "<u8")])


def keys(names: Sequence[str]) -> npt.NDArray[np.void]:
    """Give the keys of names: 128 bits of a hash, which no two of a billion names share."""
    digests = b"".join(blake2b(name.encode("utf-8"), digest_size=16).digest() for name in names)
    return np.frombuffer(digests, dtype=_KEY)


class Known:
    """The letters of some shards, by their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the shards' entries, which are not kept."""
        parts = [(keys(entry.sources), np.asarray(entry.sizes, np.int64)) for entry in entries]
        self._keys = np.concatenate([part for part, _ in parts] or [np.empty(0, _KEY)])
        sizes = np.concatenate([part for _, part in parts] or [np.empty(0, np.int64)])
        order = np.argsort(self._keys, order=("high", "low"), kind="stable")
        self._keys, self._sizes = self._keys[order], sizes[order]
        self._highs = np.ascontiguousarray(self._keys["high"])
        self._met = np.zeros(len(order), np.bool_)
        self.changed: list[str] = []

    def meet(self, name: str, size: int) -> bool:
        """Say whether a letter is known, each of several by one name once; note it if its size has changed."""
        place = next((place for place in self._places(name) if not self._met[place]), None)
        if place is None:
            return False
        self._met[place] = True
        if self._sizes[place] != size:
            self.changed.append(name)
        return True

    def holds(self, name: str) -> bool:
        """Say whether a letter of that name is known."""
        return next(self._places(name), None) is not None

    def _places(self, name: str) -> Iterator[int]:
        (key,) = keys([name])
        place = int(np.searchsorted(self._highs, key["high"]))
        while place < len(self._keys) and self._highs[place] == key["high"]:
            if self._keys[place]["low"] == key["low"]:
                yield place
            place += 1
