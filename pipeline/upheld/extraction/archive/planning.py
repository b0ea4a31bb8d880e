"""Which letters make up which shard, the same whenever it is asked of the same input.

A pass over the input, a generation, takes the letters that earlier ones have not read, in the order of the input, so
many a shard. A pass that was stopped goes on: its shards hold the same letters as before, and those that are finished
are passed over. Where the input has changed in the meantime, so that they would not, a new generation begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from upheld.extraction.archive.known import Known
from upheld.extraction.archive.manifest import Entry, ShardId
from upheld.reading import Found, RawLetter, ReadingError

SHARD_BYTES = 64_000_000
"""Bytes of the input with which a shard is full, however few letters they are: it is held in memory."""

Load = Callable[[Iterable[Found]], Iterator[RawLetter | ReadingError]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A shard that is to be read: its letters in order, or why one cannot be read, and the bytes that each takes."""

    id: ShardId
    letters: list[RawLetter | ReadingError]
    sources: list[str]
    sizes: list[int]
    last: bool
    """Whether the input ended with it."""


class InputChangedError(Exception):
    """The shards of a stopped pass would not hold the letters that they held: a new pass must begin."""


class Pass:
    """One pass over the input."""

    def __init__(
        self,
        finished: Iterable[ShardId],
        read: Callable[[ShardId], Entry],
        generation: int,
        shard_letters: int,
    ) -> None:
        """Take the finished shards, those of earlier passes and of this one, and how to read the entry of one."""
        shards = list(finished)
        self._earlier = Known(read(shard) for shard in shards if shard.generation < generation)
        own = [shard for shard in shards if shard.generation == generation]
        self._own = Known(map(read, own))
        self._finished = {shard.number for shard in own}
        self._read = read
        self._generation = generation
        self._size = shard_letters
        self.new = 0
        """How many letters it found that earlier passes have not read."""
        self.seen = 0
        """Bytes of the input that were gone through."""
        self.skipped = 0
        """How many of them were read before."""

    @property
    def changed(self) -> list[str]:
        """Letters that earlier passes have read, of another size now."""
        return self._earlier.changed

    def drafts(self, found: Iterable[Found], load: Load) -> Iterator[Draft]:
        """Yield the shards that are to be read.

        Raises:
            InputChangedError: the input is not the one that the stopped pass went through.

        """
        stream = self._new(iter(found))
        for number in range(10**9):
            shard = ShardId(self._generation, number)
            if number in self._finished:
                self._pass_over(self._read(shard), stream)
            elif (draft := self._draft(shard, stream, load)) is not None:
                yield draft
            else:
                return

    def _new(self, found: Iterator[Found]) -> Iterator[Found]:
        for letter in found:
            self.seen += letter.size
            if self._earlier.meet(letter.source, letter.size):
                self.skipped += letter.size
            else:
                self.new += 1
                yield letter

    def _draft(self, shard: ShardId, stream: Iterator[Found], load: Load) -> Draft | None:
        sources: list[str] = []
        sizes: list[int] = []
        left = SHARD_BYTES

        def noted() -> Iterator[Found]:
            nonlocal left
            # Never one more than the shard takes: what is found next stays for the next.
            while len(sources) < self._size and left > 0:
                if (letter := next(stream, None)) is None:
                    return
                if self._finished and self._own.holds(letter.source):
                    raise InputChangedError
                sources.append(letter.source)
                sizes.append(letter.size)
                left -= letter.size
                yield letter

        letters = list(load(noted()))
        last = len(sources) < self._size and left > 0
        return Draft(shard, letters, sources, sizes, last) if letters else None

    def _pass_over(self, entry: Entry, stream: Iterator[Found]) -> None:
        """Go past the letters of a finished shard, which must be the ones that it holds."""
        for source, size in zip(entry.sources, entry.sizes, strict=True):
            letter = next(stream, None)
            if letter is None or (letter.source, letter.size) != (source, size):
                raise InputChangedError
            self.skipped += size
        if entry.last and next(stream, None) is not None:
            raise InputChangedError


def current_generation(finished: Iterable[ShardId]) -> int:
    """Give the pass that was the last to finish a shard, which may not be at its end; 0 before the first."""
    return max((shard.generation for shard in finished), default=0)
