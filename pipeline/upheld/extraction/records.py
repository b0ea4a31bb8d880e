"""One letter as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from upheld.layout import Letter


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of a letter: source offsets, its words with white space collapsed, its label."""

    start: int
    end: int
    text: str
    label: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extraction takes from one letter."""

    letter: Letter
    entities: Sequence[Entity] = field(default_factory=tuple)


def to_record(extraction: Extraction) -> dict[str, Any]:
    """Give a letter's data as the plain values of one line of JSON Lines.

    Keys are those of the project's contract; later versions may add keys and rename none.
    """
    letter = extraction.letter
    return {
        "source": letter.source,
        "sha256": letter.sha256,
        "family": letter.family,
        "text_chars": len(letter.text),
        "letter": asdict(letter.header),
        "items": [
            {
                "number": item.number,
                "text": item.text,
                "start": item.start,
                "end": item.end,
                "decision": item.decision,
                "claims_guideline": item.claims_guideline,
                "reviewer_guideline": item.reviewer_guideline,
                "rationale": asdict(item.rationale) | {"text": item.rationale_text}
                if item.rationale
                else None,
                "probability_overturned": None,
                "abstained": None,
            }
            for item in letter.items
        ],
        "entities": [asdict(entity) for entity in extraction.entities],
        "sections": [
            {"name": s.name, "start": s.start, "end": s.end, "item": s.item}
            for s in letter.sections
        ],
    }
