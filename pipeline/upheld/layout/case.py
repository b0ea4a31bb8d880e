"""A case that is not decided yet, as a letter: a summary and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.layout.header import find_header
from upheld.layout.headings import Outline
from upheld.layout.letter import Item, Letter, Section
from upheld.reading.reflow import reflow
from upheld.reading.source import SourceText

_GAP = "\n\n"


def make_case(summary: SourceText, requests: Sequence[str]) -> Letter:
    """Make a letter of family `unknown` whose text is the summary with the requests behind it, none decided.

    Offsets in the summary are those of its own text.
    """
    text = summary.text.rstrip()
    sections = [Section(0, len(text), "summary")]
    items = []
    for number, request in enumerate(requests, start=1):
        words = " ".join(request.split())
        start = len(text) + len(_GAP)
        text += _GAP + words
        items.append(Item(start, len(text), number, words, None))
        sections.append(Section(start, len(text), "item", number))
    whole = SourceText(summary.name, text)
    return Letter(
        source=summary.name,
        text=text,
        sha256=whole.sha256,
        family="unknown",
        header=find_header(Outline(reflow(text).text), text),
        items=items,
        sections=sections,
    )
