"""Inline markup: `[[LABEL|words]]` for an entity, `{{1 upheld|words}}` for a disputed item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from upheld.corpus.document import LABELS, CorpusError, LabelledSpan

_MARK = re.compile(
    rf"\[\[({'|'.join(LABELS)})\||\]\]|\{{\{{(\d{{1,3}}) (upheld|overturned|null)\||\}}\}}"
)
_UNKNOWN = re.compile(r"\[\[([^\[\]|\s]{1,30})\|")


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """The place and the decision of one disputed item."""

    number: int
    decision: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """A text without its marks, and what they marked, in the order of the text."""

    text: str
    spans: list[LabelledSpan] = field(default_factory=list)
    items: list[MarkedItem] = field(default_factory=list)


def parse(markup: str) -> Marked:
    """Take the marks out of a text.

    Raises:
        CorpusError: a mark is never closed, closes nothing, lies in another of its kind, or
            has an unknown label; the message gives its line.

    """
    pieces: list[str] = []
    length = position = 0
    span: tuple[str, int] | None = None
    item: tuple[int, str, int] | None = None
    result = Marked("")
    for match in _MARK.finditer(markup):
        pieces.append(markup[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match[1]:
            if span is not None:
                raise _fault(markup, match.start(), "a span lies in another: close the first")
            span = (match[1], length)
        elif match[2]:
            if item is not None:
                raise _fault(markup, match.start(), "an item lies in another: close the first")
            item = (int(match[2]), match[3], length)
        elif match[0] == "]]":
            if span is None:
                raise _fault(markup, match.start(), "']]' closes nothing: is its label known?")
            result.spans.append(LabelledSpan(span[1], length, span[0]))
            span = None
        else:
            if item is None or span is not None:
                raise _fault(markup, match.start(), "'}}' closes nothing, or cuts a span")
            decision = None if item[1] == "null" else item[1]
            result.items.append(MarkedItem(item[0], decision, item[2], length))
            item = None
    if span is not None or item is not None:
        raise _fault(markup, len(markup), "a mark is never closed")
    pieces.append(markup[position:])
    text = "".join(pieces)
    if unknown := _UNKNOWN.search(text):
        raise _fault(markup, markup.find(unknown[0]), f"unknown label {unknown[1]!r}")
    return Marked(text, result.spans, result.items)


def render(text: str, spans: Iterable[LabelledSpan], items: Iterable[MarkedItem] = ()) -> str:
    """Put marks into a text: `parse` takes them out again.

    Raises:
        CorpusError: spans overlap, or the text itself holds a mark.

    """
    if _MARK.search(text):
        raise CorpusError("the text itself holds what would be read as a mark")
    spans, items = sorted(spans), sorted(items, key=lambda item: item.start)
    for first, second in pairwise(spans):
        if second.start < first.end:
            raise CorpusError(f"spans overlap at {second.start}: {first} and {second}")
    # At one place: what ends there is closed first, inner before outer, then outer opened first.
    marks = [(span.start, 3, f"[[{span.label}|") for span in spans]
    marks += [(span.end, 0, "]]") for span in spans]
    marks += [(item.start, 2, f"{{{{{item.number} {item.decision or 'null'}|") for item in items]
    marks += [(item.end, 1, "}}") for item in items]
    pieces, position = [], 0
    for place, _, mark in sorted(marks):
        pieces += [text[position:place], mark]
        position = place
    return "".join([*pieces, text[position:]])


def _fault(markup: str, place: int, reason: str) -> CorpusError:
    line = markup.count("\n", 0, place) + 1
    return CorpusError(f"line {line}: {reason}")
