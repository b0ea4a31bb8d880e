"""What an archive's folder says of itself: by which model and options it was made, and which shards it holds.

`manifest.json` is written first. Each finished shard has an entry, `shards/0-000000.json`, which is written last, when
its tables are there: a shard without one does not exist, and its tables are written anew.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, cast

from upheld.extraction.archive.store import Store
from upheld.extraction.tables import SCHEMAS, TableName

FORMAT = 2
"""Version of the layout of the folder."""

MANIFEST = "manifest.json"
_ENTRIES = "shards"
_NAME = re.compile(r"(\d+)-(\d{6,})\.(?:json|parquet)")


class ArchiveError(Exception):
    """An archive's folder that cannot be written into: which, why, and what to do."""


class ShardId(NamedTuple):
    """A shard: the pass over the input that made it, and its place in that pass, both from 0."""

    generation: int
    number: int

    def __str__(self) -> str:
        """Give its name in files."""
        return f"{self.generation}-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Options:
    """What shapes the tables beside the input: a folder holds those of one choice alone."""

    version: str
    """Version of `upheld`."""
    model: str
    """SHA-256 over the files of the model, 64 hexadecimal digits; empty without entities."""
    entities: bool
    """Whether entities are found."""
    text_column: str | None
    """The text column of tables, null where it is found by its name."""
    shard_letters: int
    """Letters of a shard; the last of a pass has fewer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished shard."""

    shard: str
    """Its name, that of its files in the folders of the tables."""
    sources: list[str]
    """The names of the letters in it, in the order of the input: one is a row of `letters` or of `errors`."""
    sizes: list[int]
    """How many bytes of the input each of them takes."""
    rows: dict[TableName, int]
    """How many rows its part of each table has."""
    words: list[int]
    """How many words each of them has, 0 of one that could not be read."""
    contents: list[str]
    """128 bits of a hash of what each of them holds, in hexadecimal digits; empty where its source gave nothing."""
    last: bool
    """Whether the input ended with it."""
    sha256: dict[TableName, str] = field(default_factory=dict)
    """SHA-256 of its file of each table."""

    def __post_init__(self) -> None:
        """Make sure that all is told of each letter.

        Raises:
            TypeError: what is told of each letter is no list.
            ValueError: it is not told of so many letters, or is no content.

        """
        if {len(self.sizes), len(self.words), len(self.contents)} != {len(self.sources)}:
            raise ValueError("not so many values as letters")
        bytes.fromhex("".join(self.contents))

    @property
    def id(self) -> ShardId:
        """Which shard it is."""
        return _parse(self.shard)

    def check(self) -> None:
        """Make sure that nothing was lost.

        Raises:
            ArchiveError: letters in are not letters out plus errors.

        """
        out = self.rows["letters"] + self.rows["errors"]
        if out != len(self.sources):
            raise ArchiveError(
                f"shard {self.shard}: {len(self.sources)} letters in, but {out} letters and errors out."
                " Please report it."
            )


def _parse(name: str) -> ShardId:
    generation, number = name.split("-")
    return ShardId(int(generation), int(number))


def table_file(name: TableName, shard: ShardId) -> str:
    """Name the file of a shard's part of a table."""
    return f"{name}/{shard}.parquet"


def write_entry(store: Store, entry: Entry) -> None:
    """Write the entry of a shard whose tables are there: from now on it exists."""
    entry.check()
    store.put(f"{_ENTRIES}/{entry.shard}.json", _to_json(asdict(entry)))


class Rows(NamedTuple):
    """What finished shards hold in sum: letters, errors, and words of the letters."""

    letters: int
    errors: int
    words: int


Finished = dict[ShardId, Rows]
"""The finished shards of a folder."""


def read_finished(store: Store) -> Finished:
    """Tell which shards are finished, in their order."""
    names = sorted(name for name in store.names(_ENTRIES) if _NAME.fullmatch(name))
    shards = sorted(_parse(name.split(".")[0]) for name in names)
    return {shard: count_rows(read_entry(store, shard)) for shard in shards}


def count_rows(entry: Entry) -> Rows:
    """Give what is counted of a shard."""
    return Rows(entry.rows["letters"], entry.rows["errors"], sum(entry.words))


def read_entry(store: Store, shard: ShardId) -> Entry:
    """Read the entry of a finished shard.

    Raises:
        ArchiveError: it is damaged.

    """
    name = f"{_ENTRIES}/{shard}.json"
    try:
        return Entry(**json.loads(cast(bytes, store.get(name))))
    except (ValueError, TypeError) as error:
        raise ArchiveError(
            f"{store.name}/{name}: no entry of a shard ({type(error).__name__})."
            " Delete it: its letters will be read again."
        ) from None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` holds."""

    format: int
    """Version of this layout, `FORMAT`."""
    options: Options
    """What shaped the tables."""
    complete: bool
    """Whether the last run came to the end of its input."""
    shards: int
    """How many shards there are; while `complete` is false, how many there were before that run."""
    letters: int
    """Letters in all shards together."""
    errors: int
    """Errors in all shards together."""


def read_manifest(store: Store) -> Manifest | None:
    """Read what a folder says of itself; None where it says nothing.

    Raises:
        ArchiveError: it was written by another version of the program, or is damaged.

    """
    data = store.get(MANIFEST)
    if data is None:
        return None
    try:
        values: dict[str, Any] = json.loads(data)
        if values["format"] != FORMAT:
            raise ArchiveError(
                f"{store.name}: laid out in format {values['format']}, this program writes {FORMAT}."
                " Give another --out, or --overwrite."
            )
        return Manifest(**values | {"options": Options(**values["options"])})
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(
            f"{store.name}/{MANIFEST}: damaged ({type(error).__name__})."
            " Give another --out, or --overwrite."
        ) from None


def write_manifest(store: Store, options: Options, finished: Finished, *, complete: bool) -> None:
    """Write what a folder says of itself, if it does not say so yet."""
    manifest = Manifest(
        format=FORMAT,
        options=options,
        complete=complete,
        shards=len(finished),
        letters=sum(rows.letters for rows in finished.values()),
        errors=sum(rows.errors for rows in finished.values()),
    )
    data = _to_json(asdict(manifest))
    if store.get(MANIFEST) != data:
        store.put(MANIFEST, data)


def require_same(store: Store, options: Options) -> None:
    """Make sure that a folder holds nothing, or results of the same model and options.

    Raises:
        ArchiveError: it holds other ones, or files of something else.

    """
    manifest = read_manifest(store)
    if manifest is None:
        for folder in (*SCHEMAS, _ENTRIES):
            if store.names(folder):
                raise ArchiveError(
                    f"{store.name}: its folder {folder} holds files, and no {MANIFEST} says whose."
                    " Give another --out."
                )
        return
    wanted, held = asdict(options), asdict(manifest.options)
    changed = [name for name in wanted if wanted[name] != held[name]]
    if changed:
        told = ", ".join(
            f"{name} {_short(held[name])}, now {_short(wanted[name])}" for name in changed
        )
        raise ArchiveError(
            f"{store.name}: made with {told}. Run with what it was made with, give another --out,"
            " or --overwrite to read all letters again."
        )


def _short(value: Any) -> str:
    return str(value)[:12] or "none"


def clear(store: Store) -> None:
    """Delete what runs before have written, and nothing else; the manifest last."""
    for folder in (_ENTRIES, *SCHEMAS):
        for name in store.names(folder):
            if _NAME.fullmatch(name.removeprefix(".").removesuffix(".part")):
                store.delete(f"{folder}/{name}")
    store.delete(MANIFEST)


def clear_unfinished(store: Store, finished: Finished) -> None:
    """Delete the tables of shards that a killed run did not finish."""
    names = {f"{shard}" for shard in finished}
    for folder in (_ENTRIES, *SCHEMAS):
        for name in store.names(folder):
            bare = name.removeprefix(".").removesuffix(".part")
            if _NAME.fullmatch(bare) and (bare != name or bare.split(".")[0] not in names):
                store.delete(f"{folder}/{name}")


def _to_json(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
