"""One letter as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from upheld.decisions.foretelling import Foretold
from upheld.layout import Letter
from upheld.layout.plain import to_plain
from upheld.meaning import Meaning, Request
from upheld.meaning.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of a letter: source offsets, its words with white space collapsed, its label, what it means.

    `measures` holds the offsets of the entity that a measurement belongs to.
    """

    start: int
    end: int
    text: str
    label: str
    section: str | None
    meaning: Meaning = field(default_factory=Meaning)
    measures: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What extraction takes from one letter.

    `requests` say what its items ask for, `decisions` what the decision model says of them, both in their order.
    """

    letter: Letter
    entities: Sequence[Entity] = field(default_factory=tuple)
    requests: Sequence[Request] = field(default_factory=tuple)
    decisions: Sequence[Foretold] = field(default_factory=tuple)


def to_record(extraction: Extraction) -> dict[str, Any]:
    """Give a letter's data as the plain values of one line of JSON Lines.

    Keys are those of the project's contract; later versions may add keys and rename none.
    """
    letter = extraction.letter
    requests: Sequence[Request | None] = extraction.requests or [None] * len(letter.items)
    decisions: Sequence[Foretold | None] = extraction.decisions or [None] * len(letter.items)
    return {
        "source": letter.source,
        "sha256": letter.sha256,
        "family": letter.family,
        "text_chars": len(letter.text),
        "letter": to_plain(letter.header),
        "items": [
            {
                "number": item.number,
                "text": item.text,
                "start": item.start,
                "end": item.end,
                "decision": item.decision,
                "claims_guideline": item.claims_guideline,
                "reviewer_guideline": item.reviewer_guideline,
                "rationale": to_plain(item.rationale) | {"text": item.rationale_text}
                if item.rationale
                else None,
                "probability_overturned": foretold and foretold.probability_overturned,
                "abstained": foretold and foretold.abstained,
                "surprising": foretold and foretold.surprising,
                "request": None if request is None else _with_lists(to_plain(request)),
            }
            for item, request, foretold in zip(letter.items, requests, decisions, strict=True)
        ],
        "entities": [_entity(entity) for entity in extraction.entities],
        "sections": [
            {"name": s.name, "start": s.start, "end": s.end, "item": s.item}
            for s in letter.sections
        ],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    meaning = entity.meaning
    return {
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "label": entity.label,
        "section": entity.section,
        "status": meaning.status,
        "result": meaning.result,
        "quantity": None if meaning.quantity is None else _quantity(meaning.quantity),
        "measures": None
        if entity.measures is None
        else dict(zip(("start", "end"), entity.measures, strict=True)),
        "site": _with_lists(to_plain(meaning.site)),
        "code": None if meaning.code is None else to_plain(meaning.code),
        "drug": None if meaning.drug is None else to_plain(meaning.drug),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    ends = {"low": quantity.low, "high": quantity.high}
    return {"form": str(quantity), **to_plain(quantity), **ends}


def _with_lists(values: dict[str, Any]) -> dict[str, Any]:
    """Turn tuples into lists, as JSON has them."""
    return {
        name: _with_lists(value)
        if isinstance(value, dict)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }
