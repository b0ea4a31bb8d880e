"""An annotated document: a text, its labelled spans and what is known of the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any, Literal, get_args

from upheld.corpus import values
from upheld.layout.letter import HEADER_FIELDS, Decision, Family

Label = Literal["TREATMENT", "BODY_PART", "DIAGNOSIS", "MEASUREMENT"]
Part = Literal["letters", "reports", "simulated"]
LABELS: tuple[str, ...] = get_args(Label)
PARTS: tuple[str, ...] = get_args(Part)
DECISIONS: tuple[str, ...] = get_args(Decision)
FAMILIES: tuple[str, ...] = get_args(Family)


class CorpusError(ValueError):
    """A corpus file that cannot be used: names the file, the document and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan:
    """Characters `[start, end)` of a document's text with one of `LABELS`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A disputed item as its annotator marked it; `start` and `end` delimit the request.

    `text` is the request with white space collapsed. `kind` (the kind of request) and
    `true_probability` (the probability, 0 to 1, with which the simulator overturned it) are
    known of simulated letters alone.
    """

    number: int
    text: str
    start: int
    end: int
    decision: str | None
    kind: str | None = None
    true_probability: float | None = None

    @classmethod
    def from_json(cls, record: object, place: str = "item") -> GoldItem:
        """Build an item from the values of one of a document's `items`; `place` names it in errors.

        Raises:
            WrongValueError: a key is missing or unknown, or holds a value of another type.

        """
        held = values.mapping(record, place)
        due = {entry.name: entry.default is MISSING for entry in fields(cls)}
        if missing := [key for key, required in due.items() if required and key not in held]:
            raise values.WrongValueError(f"{place}: the key '{missing[0]}' is missing")
        if not due.keys() >= held.keys():
            raise values.WrongValueError(f"{place} has a key that is none of {', '.join(due)}")
        return cls(
            number=values.integer(held["number"], f"{place}.number"),
            text=values.text(held["text"], f"{place}.text"),
            start=values.integer(held["start"], f"{place}.start"),
            end=values.integer(held["end"], f"{place}.end"),
            decision=values.optional(values.text, held["decision"], f"{place}.decision"),
            kind=values.optional(values.text, held.get("kind"), f"{place}.kind"),
            true_probability=values.optional(
                values.number, held.get("true_probability"), f"{place}.true_probability"
            ),
        )


@dataclass(frozen=True)
class Document:
    """One annotated document of a corpus.

    `case` names the case that it tells of: documents of one case never stand on two sides of a
    split. `author` names the hand that wrote it. `letter` holds the header fields that the letter
    states, `family` and `items` its layout; a report that is no letter has none of the three.
    `extent` is the number of characters from the start that were annotated: what lies behind it
    carries no spans because nobody read it.
    """

    id: str
    text: str = field(repr=False)
    label: tuple[LabelledSpan, ...]
    part: str
    case: str
    author: str
    sha256: str
    family: str | None = None
    letter: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[GoldItem, ...] = ()
    extent: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def annotated(self) -> int:
        """Give the number of characters, from the start, that were annotated."""
        return len(self.text) if self.extent is None else self.extent

    def to_json(self) -> dict[str, Any]:
        """Give the document as the plain values of one line of JSON Lines.

        `label` is a list of `[start, end, label]`, as doccano reads and writes it. What is not
        known is left out, except in `letter` and `items`, where it is null.
        """
        record: dict[str, Any] = {
            "id": self.id,
            "sha256": self.sha256,
            "part": self.part,
            "case": self.case,
            "author": self.author,
            "text": self.text,
            "label": [[span.start, span.end, span.label] for span in sorted(self.label)],
        }
        if self.extent is not None:
            record["extent"] = self.extent
        if self.family is not None:
            record["family"] = self.family
        if self.family is not None or self.letter:
            header = {name: self.letter.get(name) for name in HEADER_FIELDS}
            record["letter"] = header | dict(self.letter)
        if self.family is not None or self.items:
            record["items"] = [asdict(item) for item in self.items]
        return record | dict(self.extra)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Document:
        """Build a document from the values of one line; keys that it does not know stay in `extra`.

        `entities`, as doccano exports spans beside relations, stand for `label`. What is null
        counts as not given.

        Raises:
            CorpusError: a key is missing or holds a value of another type.

        """
        known = {key for key in cls.__dataclass_fields__ if key != "extra"}
        try:
            text = values.text(record["text"], "text")
            name = values.name(record["id"], "id")
            label = read_spans(record)
            given = {key: value for key, value in record.items() if value is not None}
            items = values.sequence(given.get("items", ()), "items")
            return cls(
                id=name,
                text=text,
                label=label,
                part=values.name(given.get("part", "letters"), "part"),
                case=values.name(given.get("case", name), "case"),
                author=values.name(given.get("author", "unknown"), "author"),
                sha256=values.text(given.get("sha256", ""), "sha256") or text_hash(text),
                family=values.optional(values.text, given.get("family"), "family"),
                letter=dict(values.mapping(given.get("letter", {}), "letter")),
                items=tuple(
                    GoldItem.from_json(item, f"items[{at}]") for at, item in enumerate(items)
                ),
                extent=values.optional(values.integer, given.get("extent"), "extent"),
                extra={key: value for key, value in record.items() if key not in known},
            )
        except KeyError as error:
            raise CorpusError(f"the key {error} is missing") from None
        except values.WrongValueError as error:
            raise CorpusError(f"not a document of a corpus: {error}") from None


def read_spans(record: Mapping[str, Any]) -> tuple[LabelledSpan, ...]:
    """Read the spans of a record: `label`, or `entities`, as doccano exports them beside relations.

    An entry of either is `[start, end, label]` or an object with `start_offset`, `end_offset` and
    `label`.

    Raises:
        KeyError: the record has neither.
        WrongValueError: they are not of that form, or the two differ.

    """
    label, entities = _read_entries(record, "label"), _read_entries(record, "entities")
    if label is None and entities is None:
        if "label" in record:
            raise values.WrongValueError("label is not a list")
        raise KeyError("label")
    if label is None or entities is None:
        return label or entities or ()
    if sorted(label) != sorted(entities):
        raise values.WrongValueError("label and entities hold other spans: keep one of the two")
    return label


def _read_entries(record: Mapping[str, Any], key: str) -> tuple[LabelledSpan, ...] | None:
    if record.get(key) is None:
        return None
    entries = values.sequence(record[key], key)
    return tuple(_to_span(entry, f"{key}[{at}]") for at, entry in enumerate(entries))


def _to_span(entry: object, place: str) -> LabelledSpan:
    if isinstance(entry, Mapping):
        entry = [entry.get(key) for key in ("start_offset", "end_offset", "label")]
    parts = values.sequence(entry, place)
    if len(parts) != 3:
        raise values.WrongValueError(f"{place} is not [start, end, label]")
    start, end, label = parts
    return LabelledSpan(
        values.offset(start, f"{place}: its start"),
        values.offset(end, f"{place}: its end"),
        values.text(label, f"{place}: its label"),
    )


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
