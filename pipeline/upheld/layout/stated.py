"""Where a letter states the fields of its header: for those who check what was read."""

from __future__ import annotations

from itertools import pairwise

from upheld.layout import HEADER_FIELDS, Letter, Span, lay_out
from upheld.layout.phrases import sentences
from upheld.reading.reflow.view import trim
from upheld.reading.source import SourceText


def where_stated(letter: Letter) -> dict[str, Span]:
    """Find the sentence, or the line, with which each field of the header is known.

    Read up to its end, the letter has the field as it is in the whole letter, and keeps it; read up to its start, it
    has not. So it holds for any way of stating a field, and takes a reading for each sentence, a second or two a
    letter.

    Returns:
        Spans of the source text by the names of the fields that the letter states, in the order of `HEADER_FIELDS`.

    """
    view = letter.reflowed
    units = [
        (first + at, first + at + len(line))
        for first, last in sentences(view.text, 0, len(view.text))
        for at, line in _lines(view.text[first:last])
    ]
    places = [view.to_source(first, last) for first, last in units]
    # A page footer, which may state the case number, is in no sentence of the view: it lies between two of them.
    edges = sorted({0, len(letter.text), *(edge for place in places for edge in place)})
    stated = {name: value for name in HEADER_FIELDS if (value := getattr(letter.header, name))}
    found: dict[str, Span] = {}
    # From the end, since a field may change on the way: the last stretch that changes it counts.
    for start, end in reversed(list(pairwise(edges))):
        if len(found) == len(stated):
            break
        before = lay_out(SourceText(letter.source, letter.text[:start])).header
        for name, value in stated.items():
            if name not in found and getattr(before, name) != value:
                found[name] = Span(*trim(letter.text, start, end))
    return {name: found[name] for name in stated if name in found}


def _lines(text: str) -> list[tuple[int, str]]:
    """Cut a text into its lines without the white space around them, each with its offset."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line) + 1
    return lines
