"""An annotated document: a text, its labelled spans and what is known of the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

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
        known is left out, except in `items`, where it is null.
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
            record["letter"] = {name: self.letter.get(name) for name in HEADER_FIELDS}
            record["items"] = [asdict(item) for item in self.items]
        return record | dict(self.extra)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Document:
        """Build a document from the values of one line; keys that it does not know stay in `extra`.

        Raises:
            CorpusError: a key is missing or holds a value of another type.

        """
        known = {name for name in cls.__dataclass_fields__ if name != "extra"}
        try:
            text = record["text"]
            if not isinstance(text, str):
                raise TypeError("text is not a string")
            return cls(
                id=str(record["id"]),
                text=text,
                label=tuple(
                    LabelledSpan(int(s), int(e), str(name)) for s, e, name in record["label"]
                ),
                part=str(record.get("part", "letters")),
                case=str(record.get("case", record["id"])),
                author=str(record.get("author", "unknown")),
                sha256=str(record.get("sha256") or text_hash(text)),
                family=record.get("family"),
                letter=dict(record.get("letter") or {}),
                items=tuple(GoldItem(**item) for item in record.get("items") or ()),
                extent=record.get("extent"),
                extra={key: value for key, value in record.items() if key not in known},
            )
        except KeyError as error:
            raise CorpusError(f"the key {error} is missing") from None
        except (TypeError, ValueError) as error:
            raise CorpusError(f"not a document of a corpus: {error}") from None


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
