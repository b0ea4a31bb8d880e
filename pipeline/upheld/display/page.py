"""A letter as a self-contained HTML page, its sections, items and entities highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined

from upheld.extraction import Entity
from upheld.layout import Letter

_TITLES = {
    "letterhead": "Letterhead",
    "determination": "Determination",
    "reviewer": "Reviewer",
    "summary": "Case summary",
    "documents": "Documents reviewed",
    "issues": "Issues",
    "item": "Disputed item",
    "request": "Request, stated again",
    "claims_guideline": "Claims administrator's guideline",
    "reviewer_guideline": "Reviewer's guideline",
    "rationale": "Rationale",
    "closing": "Closing",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted stretch of the view: style class, title, and the source span behind it."""

    start: int
    end: int
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the view that the same marks cover; `anchor` is set where an item starts."""

    text: str
    classes: str
    title: str
    anchor: str | None


def render_page(letter: Letter, entities: Sequence[Entity] = ()) -> str:
    """Render a letter as one HTML page that loads nothing and runs no script.

    The page shows the header, the items with their decisions, and the text in paragraphs with
    sections, items and entities marked. All text of the letter is escaped.
    """
    marks = _marks(letter, entities)
    return (
        environment()
        .get_template("letter.html")
        .render(
            letter=letter,
            header=[
                (field.name.replace("_", " "), getattr(letter.header, field.name))
                for field in fields(letter.header)
            ],
            segments=list(_segments(letter.reflowed.text, marks)),
            legend=[(name, title) for name, title in _TITLES.items() if _is_used(letter, name)],
            labels=sorted({entity.label for entity in entities}),
        )
    )


@cache
def environment() -> Environment:
    """Give the templates of pages; what they are filled with is escaped."""
    return Environment(
        loader=PackageLoader("upheld.display", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _is_used(letter: Letter, name: str) -> bool:
    return any(section.name == name for section in letter.sections)


def _marks(letter: Letter, entities: Sequence[Entity]) -> list[Mark]:
    """Give the marks in view offsets, those of sections first."""
    view = letter.reflowed
    spans = [
        (s.start, s.end, f"s-{s.name}", _TITLES[s.name] + (f" {s.item}" if s.item else ""))
        for s in letter.sections
        if s.name != "item"
    ]
    spans += [
        (i.start, i.end, f"item {i.decision or 'undecided'}", f"item {i.number}: {i.decision}")
        for i in letter.items
    ]
    spans += [(e.start, e.end, f"entity e-{e.label.lower()}", _title(e)) for e in entities]
    return [
        Mark(view.to_view(start), view.to_view(end), style, title)
        for start, end, style, title in spans
        if start < end
    ]


def _title(entity: Entity) -> str:
    """Tell what an entity means, in a few words."""
    meaning = entity.meaning
    site = " ".join(
        [*filter(None, [meaning.site.side]), *meaning.site.regions, *meaning.site.levels]
    )
    told = [
        entity.label,
        meaning.status,
        meaning.result,
        str(meaning.quantity) if meaning.quantity else None,
        site.replace("_", " "),
        f"{meaning.code.code} {meaning.code.title}" if meaning.code else None,
        f"{meaning.drug.generic} ({meaning.drug.drug_class})" if meaning.drug else None,
    ]
    return ", ".join(part for part in told if part)


def _segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Cut the view at every edge of a mark, so that marks may overlap freely."""
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, len(text), *starts, *ends})
    active: list[Mark] = []
    number = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark not in ends.get(start, [])]
        opening = starts.get(start, [])
        active += opening
        anchor = None
        if any(mark.style.startswith("item ") for mark in opening):
            number += 1
            anchor = f"item-{number}"
        classes = " ".join(mark.style for mark in active)
        yield Segment(text[start:end], classes, active[-1].title if active else "", anchor)
