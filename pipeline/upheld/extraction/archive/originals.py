"""Letters whose content comes again: where the first of each content is, and its rows, read from its shard.

What is known of contents lies in a temporary file, so that memory does not grow with the archive. The entries of the
shards that earlier runs have finished hold it as well.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from upheld.extraction.archive.manifest import (
    ArchiveError,
    Entry,
    ShardId,
    read_entry,
    table_file,
)
from upheld.extraction.archive.store import Store
from upheld.extraction.batches import BatchRows
from upheld.extraction.tables import SCHEMAS, TableName
from upheld.reading import RawLetter
from upheld.reading.source import written_name


def content_of(letter: RawLetter) -> bytes:
    """Give 128 bits of a hash of what a letter holds and of how that is to be read."""
    data = (
        letter.data.encode("utf-8", "surrogatepass")
        if isinstance(letter.data, str)
        else letter.data
    )
    return blake2b(data, digest_size=16, person=letter.kind.encode()[:16]).digest()


def have_own_names(sources: Sequence[str]) -> list[bool]:
    """Say of each letter of a shard whether its rows can be found in the tables by its name."""
    names = list(map(written_name, sources))
    often = Counter(names)
    return [often[name] == 1 for name in names]


class Original(NamedTuple):
    """The first letter of a content: its shard, its place there, and its words once the shard is finished."""

    shard: ShardId
    place: int
    words: int | None


class Originals:
    """The originals of an archive, by their contents."""

    def __init__(self) -> None:
        """Begin with none."""
        self._told: set[ShardId] = set()
        # A file without a name, which is gone when it is closed.
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(
            "CREATE TABLE originals (content BLOB PRIMARY KEY, generation INTEGER, number INTEGER,"
            " place INTEGER, words INTEGER) WITHOUT ROWID"
        )

    def get(self, content: bytes) -> Original | None:
        """Give the original of a content, None of a new one."""
        query = "SELECT generation, number, place, words FROM originals WHERE content = ?"
        row = self._file.execute(query, (content,)).fetchone()
        return None if row is None else Original(ShardId(*row[:2]), *row[2:])

    def know(self, entry: Entry) -> None:
        """Take what the entry of a finished shard tells of contents that are not known yet, once for each shard."""
        if entry.id in self._told:
            return
        self._told.add(entry.id)
        own = have_own_names(entry.sources)
        told = zip(entry.contents, entry.words, own, strict=True)
        rows = [
            (bytes.fromhex(content), *entry.id, place, words)
            for place, (content, words, is_found) in enumerate(told)
            if content and is_found
        ]
        self._change("INSERT OR IGNORE INTO originals VALUES (?, ?, ?, ?, ?)", rows)

    def add(self, shard: ShardId, places: Mapping[bytes, int]) -> None:
        """Remember at which places of a shard that is to be read new contents are."""
        rows = [(content, *shard, place) for content, place in places.items()]
        self._change("INSERT INTO originals VALUES (?, ?, ?, ?, NULL)", rows)

    def finish(self, words: Mapping[bytes, int]) -> None:
        """Remember how many words the contents of a finished shard have."""
        rows = [(number, content) for content, number in words.items()]
        self._change("UPDATE originals SET words = ? WHERE content = ?", rows)

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._file.execute("BEGIN")
        self._file.executemany(statement, rows)
        self._file.execute("COMMIT")

    def close(self) -> None:
        """Forget all of them."""
        self._file.close()


def read_rows(store: Store, originals: Sequence[Original]) -> BatchRows:
    """Read the rows of originals of one finished shard, in the order in which they are given.

    Raises:
        ArchiveError: the shard's tables are not those that were written.

    """
    shard = originals[0].shard
    sources = read_entry(store, shard).sources
    names = [written_name(sources[original.place]) for original in originals]
    tables: dict[TableName, pa.Table] = {}
    counts: dict[TableName, list[int]] = {}
    for name in SCHEMAS:
        table = _read_table(store, name, shard)
        places = _places(table, names)
        tables[name] = table.take(pa.array(np.concatenate(places), pa.int64()))
        counts[name] = list(map(len, places))
    if any(sum(pair) != 1 for pair in zip(counts["letters"], counts["errors"], strict=True)):
        raise _changed(store, table_file("letters", shard))
    return BatchRows(tables, counts, [original.words or 0 for original in originals])


def _read_table(store: Store, name: TableName, shard: ShardId) -> pa.Table:
    file = table_file(name, shard)
    data = store.get(file)
    if data is None:
        raise _changed(store, file)
    return pq.read_table(pa.BufferReader(data), use_threads=False)


def _places(table: pa.Table, names: Sequence[str]) -> list[npt.NDArray[np.intp]]:
    """Give the rows of each source."""
    found = pc.index_in(table["source"], value_set=pa.array(names, pa.string()))
    numbers = found.fill_null(-1).to_numpy()
    return [np.flatnonzero(numbers == number) for number in range(len(names))]


def _changed(store: Store, file: str) -> ArchiveError:
    return ArchiveError(
        f"{store.name}/{file}: changed while the run needed it. Give --overwrite to read all letters again."
    )
