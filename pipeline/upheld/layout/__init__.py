"""From text to letter: family, sections, header and disputed items."""

from __future__ import annotations

from upheld.layout.draft import ItemDraft, Part
from upheld.layout.families import find_family, find_items
from upheld.layout.header import find_header
from upheld.layout.headings import ITEM_PARTS, Outline
from upheld.layout.letter import (
    HEADER_FIELDS,
    Decision,
    Family,
    Header,
    Item,
    Letter,
    Section,
    SectionName,
    Span,
)
from upheld.reading.reflow import ReflowedText, reflow
from upheld.reading.source import SourceText

__all__ = [
    "HEADER_FIELDS",
    "Decision",
    "Family",
    "Header",
    "Item",
    "Letter",
    "Section",
    "SectionName",
    "Span",
    "lay_out",
]


def lay_out(source: SourceText) -> Letter:
    """Lay out a letter: find its family, header, disputed items and sections.

    Never fails on a text: what is not found is None or an empty list.
    """
    view = reflow(source.text)
    outline = Outline(view.text)
    family = find_family(view.text)
    drafts = [draft for draft in find_items(outline, family) if draft.start < draft.end]
    items = [_item(view, number, draft) for number, draft in enumerate(drafts, start=1)]
    letter = Letter(
        source=source.name,
        text=source.text,
        sha256=source.sha256,
        family=family,
        header=find_header(outline, source.text),
        items=items,
        sections=_sections(view, outline, drafts),
    )
    letter.__dict__["reflowed"] = view
    return letter


def _item(view: ReflowedText, number: int, draft: ItemDraft) -> Item:
    start, end = view.to_source(draft.start, draft.end)
    rationale = draft.parts.rationale
    return Item(
        start=start,
        end=end,
        number=number,
        text=view.field(draft.start, draft.end),
        decision=draft.decision,
        claims_guideline=_joined(view, draft.parts.claims),
        reviewer_guideline=_joined(view, draft.parts.reviewer),
        rationale=Span(*view.to_source(*rationale)) if rationale else None,
        rationale_text=view.field(*rationale) if rationale else None,
    )


def _joined(view: ReflowedText, parts: tuple[Part, ...]) -> str | None:
    return " ".join(view.field(*part) for part in parts) or None


def _first_item(drafts: list[ItemDraft], name: SectionName, start: int, end: int) -> int:
    """Give where a section ends: that of the issues before the first item in it."""
    starts = [draft.start for draft in drafts if start < draft.start < end]
    return min(starts) if name == "issues" and starts else end


def _sections(view: ReflowedText, outline: Outline, drafts: list[ItemDraft]) -> list[Section]:
    """List the sections in the order of the letter; parts of an item carry its number."""
    owners: dict[tuple[SectionName, Part], list[int]] = {}
    for number, draft in enumerate(drafts, start=1):
        owners.setdefault(("item", (draft.start, draft.end)), []).append(number)
        for part in draft.parts.claims:
            owners.setdefault(("claims_guideline", part), []).append(number)
        for part in draft.parts.reviewer:
            owners.setdefault(("reviewer_guideline", part), []).append(number)
        for part in draft.parts.repeats:
            owners.setdefault(("request", part), []).append(number)
        if draft.parts.rationale:
            owners.setdefault(("rationale", draft.parts.rationale), []).append(number)
    named: list[tuple[SectionName, Part, int | None]] = [
        (name, part, numbers[0] if len(numbers) == 1 else None)
        for (name, part), numbers in owners.items()
    ]
    first = outline.headings[0].start if outline.headings else 0
    named.append(("letterhead", (0, first), None))
    for heading in outline.headings:
        if heading.name not in ITEM_PARTS:
            start, end = outline.content(heading)
            named.append(
                (heading.name, (start, _first_item(drafts, heading.name, start, end)), None)
            )
    spans = [(name, view.to_source(*part), item) for name, part, item in named]
    spans.sort(key=lambda entry: entry[1])
    return [Section(*span, name=name, item=item) for name, span, item in spans if span[0] < span[1]]
