"""A shard while it is read: its letters in batches, their rows, and the tables that come of them."""

from __future__ import annotations

import io
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from upheld.extraction.archive.manifest import Entry, ShardId, table_file
from upheld.extraction.archive.originals import (
    Original,
    Originals,
    content_of,
    have_own_names,
    read_rows,
)
from upheld.extraction.archive.planning import Draft
from upheld.extraction.archive.store import Store
from upheld.extraction.batches import BatchRows, rows_of
from upheld.extraction.tables import SCHEMAS, TableName
from upheld.reading import RawLetter, ReadingError
from upheld.reading.source import written_name

BATCH_LETTERS = 16
"""Most letters of a batch. More are not faster, and take more memory."""
BATCH_BYTES = 2_000_000
"""Most bytes of a batch of several letters."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some letters of one shard, each known by its number among those that the shard reads."""

    shard: ShardId
    places: tuple[int, ...]
    attempt: int = 1
    """How often its one letter is read apart."""
    losses: int = 0
    """How often it was lost with the machine that read it."""

    def apart(self) -> list[Batch]:
        """Give the letters as batches of their own."""
        return [Batch(self.shard, (place,)) for place in self.places]


@dataclass(slots=True)
class _Read:
    """Where the rows of a letter are: those of letter `at` of some rows."""

    rows: BatchRows
    at: int


@dataclass(slots=True)
class OpenShard:
    """A shard that is being read. Letters of a content that was met before are not read again."""

    id: ShardId
    sources: list[str]
    sizes: list[int]
    last: bool
    raws: dict[int, RawLetter]
    """The letters that are read, by the place of the first of their content."""
    contents: dict[bytes, int]
    """The first place of each content."""
    same: list[int]
    """For each place the place whose rows are its own, too."""
    originals: dict[int, Original]
    """The letters of other shards whose rows are those of a place."""
    read: dict[int, _Read] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, known: Originals) -> OpenShard:
        """Open a shard; what could not be read from its source is done with."""
        shard = cls(draft.id, draft.sources, draft.sizes, draft.last, {}, {}, [], {})
        for place, letter in enumerate(draft.letters):
            if isinstance(letter, ReadingError):
                shard.read[place] = _Read(rows_of([letter]), 0)
                shard.same.append(place)
                continue
            content = content_of(letter)
            first = shard.contents.setdefault(content, place)
            shard.same.append(first)
            if first != place:
                continue
            if (original := known.get(content)) is not None:
                shard.originals[place] = original
            else:
                shard.raws[place] = letter
        known.add(shard.id, shard._own())
        return shard

    def _own(self) -> dict[bytes, int]:
        """Give the places of the contents that are read here, and that can be found in the tables by their names."""
        is_found = have_own_names(self.sources)
        return {
            content: place
            for content, place in self.contents.items()
            if place not in self.originals and is_found[place]
        }

    def batches(self) -> list[Batch]:
        """Give the letters to read in batches, the longest together, so that no batch of short ones waits for one."""
        batches: list[list[int]] = []
        weight = 0
        for place in sorted(self.raws, key=lambda place: (-len(self.raws[place].data), place)):
            size = len(self.raws[place].data)
            full = bool(batches) and len(batches[-1]) >= BATCH_LETTERS
            if not batches or full or weight + size > BATCH_BYTES:
                batches.append([])
                weight = 0
            batches[-1].append(place)
            weight += size
        return [Batch(self.id, tuple(places)) for places in batches]

    def letters(self, batch: Batch) -> list[RawLetter]:
        """Give the letters of a batch."""
        return [self.raws[place] for place in batch.places]

    def take(self, batch: Batch, rows: BatchRows) -> None:
        """Take the rows of a batch."""
        for at, place in enumerate(batch.places):
            self.read[place] = _Read(rows, at)
            del self.raws[place]

    def give_up(self, batch: Batch, reason: str, remedy: str) -> None:
        """Make an error of a letter that no worker can read."""
        for place in batch.places:
            error = ReadingError(self.sources[place], "worker", reason, remedy)
            self.read[place] = _Read(rows_of([error]), 0)
            del self.raws[place]

    def is_done(self, finished: Set[ShardId]) -> bool:
        """Whether every letter has its rows, here or in one of the shards that are finished."""
        return not self.raws and all(
            original.shard in finished for original in self.originals.values()
        )

    def write(self, store: Store, known: Originals) -> Entry:
        """Write the shard's part of each table and give its entry, which is to be written after them.

        Raises:
            ArchiveError: a shard that holds some of the rows was changed.
            OSError: it cannot be written.

        """
        self._take_rows(store, known)
        reads = [self.read[place] for place in self.same]
        files = {name: _to_bytes(_assemble(name, reads, self.sources)) for name in SCHEMAS}
        for name, data in files.items():
            store.put(table_file(name, self.id), data)
        content_at = {place: content.hex() for content, place in self.contents.items()}
        known.finish({content: _words(self.read[place]) for content, place in self._own().items()})
        return Entry(
            shard=str(self.id),
            sources=self.sources,
            sizes=self.sizes,
            rows={name: sum(r.rows.counts[name][r.at] for r in reads) for name in SCHEMAS},
            last=self.last,
            words=list(map(_words, reads)),
            contents=[content_at.get(first, "") for first in self.same],
            sha256={name: sha256(data).hexdigest() for name, data in files.items()},
        )

    def _take_rows(self, store: Store, known: Originals) -> None:
        """Take the rows of the letters that were read in other shards."""
        by_shard: dict[ShardId, dict[int, Original]] = {}
        for content, place in self.contents.items():
            # Once more, since by now it is told how many words it has.
            if place in self.originals and (original := known.get(content)):
                by_shard.setdefault(original.shard, {})[place] = original
        for held in by_shard.values():
            rows = read_rows(store, list(held.values()))
            self.read |= {place: _Read(rows, at) for at, place in enumerate(held)}


def _words(read: _Read) -> int:
    return read.rows.words[read.at]


def _assemble(name: TableName, reads: Sequence[_Read], sources: Sequence[str]) -> pa.Table:
    """Put the rows of a table into the order of the letters, each under the name of its own source."""
    parts: dict[int, BatchRows] = {id(read.rows): read.rows for read in reads}
    firsts: dict[int, np.ndarray] = {}
    tables, before = [], 0
    for key, rows in parts.items():
        ends = np.cumsum([0, *rows.counts[name]])
        firsts[key] = ends[:-1] + before
        before += int(ends[-1])
        tables.append(rows.tables[name])
    counts = [read.rows.counts[name][read.at] for read in reads]
    places = [
        np.arange(count) + firsts[id(read.rows)][read.at]
        for read, count in zip(reads, counts, strict=True)
    ]
    # One piece, so that the bytes of the file do not tell of batches.
    table = pa.concat_tables(tables).combine_chunks()
    table = table.take(pa.array(np.concatenate(places), pa.int64())).combine_chunks()
    own = [written_name(s) for s, count in zip(sources, counts, strict=True) for _ in range(count)]
    column = table.schema.get_field_index("source")
    return table.set_column(column, SCHEMAS[name].field("source"), pa.array(own, pa.string()))


def _to_bytes(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", row_group_size=max(1, table.num_rows))
    return stream.getvalue()
