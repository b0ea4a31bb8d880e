"""Gold of what entities and items mean: JSON Lines that stand off from the documents.

A line names a document (`id`, `sha256`), what its entities mean (`entities`: `start`, `end`, `label`, and what is not
the default) and what its items ask for (`items`: `number`, and what they say). `annotations/meaning.md` has the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from upheld.corpus import values
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_lines


@dataclass(frozen=True, slots=True)
class GoldMeaning:
    """What an entity means, by a reader. Offsets are those of the source text.

    `codes` are all that are right; an empty one says that no code is. `measures` is the place of the entity that a
    quantity belongs to. `quantity` is in its written form.
    """

    start: int
    end: int
    label: str
    status: str | None = None
    result: str | None = None
    quantity: str | None = None
    measures: tuple[int, int] | None = None
    sites: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    side: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldRequest:
    """What an item asks for, by a reader; quantities in their written forms, without their kind."""

    number: int
    kind: str
    drug: str | None = None
    dose: str | None = None
    count: str | None = None
    frequency: str | None = None
    duration: str | None = None
    sites: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    side: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class GoldMeanings:
    """What the entities and items of one document mean; entities in the order of the text."""

    id: str
    sha256: str
    entities: tuple[GoldMeaning, ...]
    items: tuple[GoldRequest, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the plain values of one line; defaults are left out."""
        return {
            "id": self.id,
            "sha256": self.sha256,
            "entities": [_spare(entity) for entity in self.entities],
            "items": [_spare(item) for item in self.items],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> GoldMeanings:
        """Build it from the values of one line.

        Raises:
            CorpusError: a key is missing, or not known, or holds a value of another type.

        """
        try:
            return cls(
                values.name(record["id"], "id"),
                values.text(record["sha256"], "sha256"),
                tuple(_read(GoldMeaning, e, "entities") for e in record["entities"]),
                tuple(_read(GoldRequest, e, "items") for e in record["items"]),
            )
        except KeyError as error:
            reason = f"the key {error} is missing"
        except (values.WrongValueError, TypeError) as error:
            reason = str(error)
        raise CorpusError(f"no gold of meaning: {reason}")


def _spare(entry: Any) -> dict[str, Any]:
    pairs = ((f.name, getattr(entry, f.name), f.default) for f in fields(entry))
    return {
        name: list(v) if isinstance(v, tuple) else v for name, v, default in pairs if v != default
    }


def _read(kind: type[Any], value: object, place: str) -> Any:
    record = values.mapping(value, place)
    known = {f.name: f for f in fields(kind)}
    if unknown := set(record) - set(known):
        raise values.WrongValueError(f"{place} has the unknown key {values.shown(min(unknown))}")
    return kind(**{name: _value(name, held) for name, held in record.items()})


def _value(name: str, held: object) -> Any:
    if name in {"start", "end", "number"}:
        return values.offset(held, name)
    if name == "measures":
        first, last = values.sequence(held, name)
        return values.offset(first, name), values.offset(last, name)
    if name in {"sites", "levels", "codes"}:
        return tuple(values.text(entry, name) for entry in values.sequence(held, name))
    return values.optional(values.text, held, name)


def read_meanings(path: Path) -> Iterator[GoldMeanings]:
    """Read a file of them.

    Raises:
        CorpusError: a line holds none; the message names file and line.
        OSError: the file cannot be opened.

    """
    for number, record in read_lines(path):
        try:
            yield GoldMeanings.from_json(record)
        except CorpusError as error:
            raise CorpusError(f"{path}:{number}: {error}") from None


def require_on(gold: GoldMeanings, document: Document) -> None:
    """Refuse gold that does not fit its document.

    Raises:
        CorpusError: the text is another, an entity is not one of the document's, an entity lacks its gold, or an
            item is not there.

    """
    if not document.sha256.startswith(gold.sha256):
        raise CorpusError(f"{gold.id}: its text is not the one whose meaning was annotated")
    theirs = {(s.start, s.end, s.label) for s in document.label}
    ours = {(e.start, e.end, e.label) for e in gold.entities}
    if theirs != ours:
        at = min(theirs ^ ours)
        raise CorpusError(
            f"{gold.id}: the entity at {at[0]} to {at[1]} has gold of meaning or a gold span, not both"
        )
    if extra := {i.number for i in gold.items} - {i.number for i in document.items}:
        raise CorpusError(f"{gold.id}: there is no item {min(extra)} in the document")
