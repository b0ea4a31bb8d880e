"""A shard while it is read: its letters in batches, their rows, and the tables that come of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, sha256

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from upheld.extraction.archive.manifest import Entry, ShardId, table_file
from upheld.extraction.archive.planning import Draft
from upheld.extraction.archive.store import Store
from upheld.extraction.batches import BatchRows, rows_of
from upheld.extraction.tables import SCHEMAS, TableName
from upheld.reading import RawLetter, ReadingError

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
    """A shard that is being read. Letters of equal content are read once."""

    id: ShardId
    sources: list[str]
    sizes: list[int]
    last: bool
    raws: dict[int, RawLetter]
    """The letters that are read, by the place of the first of their content."""
    same: list[int]
    """For each place the place whose rows are its own, too."""
    read: dict[int, _Read] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> OpenShard:
        """Open a shard; what could not be read from its source is done with."""
        first: dict[bytes, int] = {}
        raws, same, read = {}, [], {}
        for place, letter in enumerate(draft.letters):
            if isinstance(letter, ReadingError):
                read[place] = _Read(rows_of([letter]), 0)
                same.append(place)
                continue
            original = first.setdefault(_content(letter), place)
            same.append(original)
            if original == place:
                raws[place] = letter
        return cls(draft.id, draft.sources, draft.sizes, draft.last, raws, same, read)

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

    @property
    def is_done(self) -> bool:
        """Whether every letter has its rows."""
        return not self.raws

    def write(self, store: Store) -> Entry:
        """Write the shard's part of each table and give its entry, which is to be written after them.

        Raises:
            OSError: it cannot be written.

        """
        reads = [self.read[place] for place in self.same]
        files = {name: _to_bytes(_assemble(name, reads, self.sources)) for name in SCHEMAS}
        for name, data in files.items():
            store.put(table_file(name, self.id), data)
        return Entry(
            shard=str(self.id),
            sources=self.sources,
            sizes=self.sizes,
            rows={name: sum(r.rows.counts[name][r.at] for r in reads) for name in SCHEMAS},
            last=self.last,
            words=sum(r.rows.words[r.at] for r in reads),
            sha256={name: sha256(data).hexdigest() for name, data in files.items()},
        )


def _content(letter: RawLetter) -> bytes:
    data = (
        letter.data.encode("utf-8", "surrogatepass")
        if isinstance(letter.data, str)
        else letter.data
    )
    return blake2b(data, digest_size=16, person=letter.kind.encode()[:16]).digest()


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
    # As every name that leaves the program: what UTF-8 cannot hold is replaced.
    names = [source.encode("utf-8", "replace").decode("utf-8") for source in sources]
    own = [source for source, count in zip(names, counts, strict=True) for _ in range(count)]
    column = table.schema.get_field_index("source")
    return table.set_column(column, SCHEMAS[name].field("source"), pa.array(own, pa.string()))


def _to_bytes(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", row_group_size=max(1, table.num_rows))
    return stream.getvalue()
