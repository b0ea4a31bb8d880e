"""The typed values that a letter is turned into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

from upheld.layout.plain import to_plain
from upheld.reading.reflow import ReflowedText, reflow

Decision = Literal["upheld", "overturned"]
Family = Literal["imr-2013-notice", "imr-2013-form", "imr-2014", "imr-2015", "unknown"]
SectionName = Literal[
    "letterhead",
    "determination",
    "reviewer",
    "summary",
    "documents",
    "issues",
    "item",
    "request",
    "claims_guideline",
    "reviewer_guideline",
    "rationale",
    "closing",
]


# The sections in which a reviewer writes of the patient and of what was asked for.
CLINICAL_SECTIONS: frozenset[str] = frozenset({"summary", "issues", "item", "request", "rationale"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text: characters from `start`, up to but without `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section(Span):
    """A part of the letter; `item` is the number of the disputed item it belongs to, if one.

    `item` as a name is the request where the letter lists it, `request` the same where it stands
    again, as above its reasons.
    """

    name: SectionName
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Item(Span):
    """A disputed item: one request, with the decision on it.

    `start` and `end` delimit the request in the source text; `text` is the same words with
    white space collapsed and line-break hyphens and page footers taken out. `rationale` is a span
    of the source text, `rationale_text` its words as a text field. What the letter does not state
    is None.
    """

    number: int
    text: str
    decision: Decision | None
    claims_guideline: str | None = None
    reviewer_guideline: str | None = None
    rationale: Span | None = None
    rationale_text: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a letter says of the case and of its reviewer.

    Dates are ISO 8601 (`2014-07-08`), the age is in years, the sex `female` or `male`, the
    priority `Standard` or `Expedited`. What the letter does not state is None, never guessed.
    """

    case_number: str | None = None
    date_of_injury: str | None = None
    date_assigned: str | None = None
    decision_date: str | None = None
    ur_denial_date: str | None = None
    application_received: str | None = None
    priority: str | None = None
    reviewer_specialty: str | None = None
    reviewer_subspecialty: str | None = None
    reviewer_licensure: str | None = None
    patient_age: int | None = None
    patient_sex: str | None = None


HEADER_FIELDS: tuple[str, ...] = tuple(entry.name for entry in fields(Header))


@dataclass(frozen=True)
class Letter:
    """A determination letter as data. All offsets are characters of `text`, end exclusive."""

    source: str
    text: str = field(repr=False)
    sha256: str
    family: Family
    header: Header
    items: list[Item]
    sections: list[Section]

    @cached_property
    def reflowed(self) -> ReflowedText:
        """The text in paragraphs: the inner view, for reading and for models."""
        return reflow(self.text)

    def section_at(self, offset: int) -> SectionName | None:
        """Name the innermost section that holds the character at `offset`, if any does."""
        holding = [s for s in self.sections if s.start <= offset < s.end]
        return min(holding, key=lambda s: s.end - s.start).name if holding else None

    def clinical_parts(self) -> list[Span]:
        """Give the stretches of the source text that may hold entities, in their order.

        They are those whose innermost section is one of `CLINICAL_SECTIONS`: letterhead, boilerplate, lists of
        documents and citations of guidelines are none.
        """
        edges = sorted({edge for s in self.sections for edge in (s.start, s.end)})
        parts: list[Span] = []
        for start, end in pairwise(edges):
            if self.section_at(start) not in CLINICAL_SECTIONS:
                continue
            if parts and parts[-1].end == start:
                start = parts.pop().start
            parts.append(Span(start, end))
        return parts

    def to_dict(self) -> dict[str, Any]:
        """Give the letter as plain values, without its text."""
        return {
            "source": self.source,
            "sha256": self.sha256,
            "family": self.family,
            "header": to_plain(self.header),
            "items": [to_plain(item) for item in self.items],
            "sections": [to_plain(section) for section in self.sections],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], text: str) -> Letter:
        """Rebuild a letter from the values of `to_dict` and its text."""
        items = [
            Item(**{**item, "rationale": item["rationale"] and Span(**item["rationale"])})
            for item in values["items"]
        ]
        return cls(
            source=values["source"],
            text=text,
            sha256=values["sha256"],
            family=values["family"],
            header=Header(**values["header"]),
            items=items,
            sections=[Section(**section) for section in values["sections"]],
        )
