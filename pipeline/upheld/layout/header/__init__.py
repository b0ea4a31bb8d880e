"""The header of a letter: case, dates, patient and reviewer."""

from __future__ import annotations

from upheld.layout.header.case import (
    find_case_number,
    find_dates,
    find_misspelt_dates,
    find_opening_injury,
    find_priority,
)
from upheld.layout.header.patient import find_patient
from upheld.layout.header.reviewer import find_reviewer
from upheld.layout.headings import Outline
from upheld.layout.letter import Header, SectionName

__all__ = ["find_header"]

_Span = tuple[int, int]


def find_header(outline: Outline, source: str) -> Header:
    """Find the header fields of a letter, in its letterhead or in its prose.

    `source` is the text before reflow: a case number may stand in a page footer alone.
    """
    text = outline.text
    head = (0, outline.headings[0].start if outline.headings else min(len(text), 1500))
    front = [head, *_contents(outline, "determination"), *_contents(outline, "issues")]
    summary = _contents(outline, "summary")
    documents = _contents(outline, "documents")
    everything = (0, len(text))
    age, sex = find_patient(text, [*summary, head, everything], summary)
    dates = find_dates(text, [*front, *summary, *documents, everything])
    misspelt = find_misspelt_dates(text, *head)
    dates = {name: date or misspelt.get(name) for name, date in dates.items()}
    if dates["date_of_injury"] is None and summary:
        dates["date_of_injury"] = find_opening_injury(text, *summary[0])
    reviewer = [*_contents(outline, "reviewer"), everything]
    return Header(
        case_number=find_case_number(text, source),
        priority=find_priority(text),
        patient_age=age,
        patient_sex=sex,
        **dates,
        **find_reviewer(text, reviewer),
    )


def _contents(outline: Outline, name: SectionName) -> list[_Span]:
    return [outline.content(heading) for heading in outline.named(name)]
