"""The lines of a text as extraction left them, footers taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from upheld.reading.reflow.view import trim

_TYPICAL_LINE = 40
_LONGEST_WRAPPED_LINE = 140
_SMALLEST_WIDTH = 50
_LEAST_FULL = 0.82
_ENOUGH_LINES = 10
_MOST_BROKEN_SENTENCES = 0.35

_ENUMERATOR = re.compile(
    r"(?:[#(]?\d{1,2}[.)]|\(?[a-h]\)|[IVX]{1,5}[.)])(?=\s|[A-Z])"
    r"|[\u2022\u25a0-\u25ff\u2610-\u2612*]|[-\u2013\u2014]\s"
)
_LABEL = re.compile(r"[A-Z][A-Za-z()/&'\u2019. -]{2,70}:(?=\s|$)")
_DECIDED = re.compile(r"[:\u2013\u2014-]\s{0,3}(?:upheld|overturned)\W{0,2}$", re.IGNORECASE)
_DECISION_ALONE = re.compile(
    r"(?:[:\u2013\u2014-]\s{0,3})?(?:the\s)?(?:denial\s(?:is\s)?)?(?:upheld|overturned|reversed)\W{0,2}$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = tuple(".!?:;")
_CLOSERS = "\"'\u201d\u2019)]"
_UNFINISHED = re.compile(
    r"(?:[,(\[/&]|\b(?:of|the|and|or|to|for|with|in|on|an?|is|are|was|were|by|not|that|at|from|as"
    r"|no|per|his|her|this|has|have|had|be|been|which|who|whose|than|but|into|over|under|between"
    r"|without|after|before))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it: source offsets without the white space at its edges.

    `gap` counts the line ends between the line before and this one: 1 for the next line,
    2 with a blank line between, 0 for the rest of a line that a footer cut in two.
    `interrupted` says that a footer or a page break lies between, so that the gap tells nothing.

    What the words show: the line is a heading; it opens something of its own (a heading, a label,
    a list entry); nothing can follow on it (a heading, an item with its decision); its sentence
    runs on (no full stop or other end); or is plainly unfinished (a comma, an article, a bracket
    left open).
    """

    start: int
    end: int
    gap: int
    interrupted: bool
    first_word: str
    heading: bool
    opens: bool
    closes: bool
    runs_on: bool
    unfinished: bool
    bracket_open: bool

    @property
    def length(self) -> int:
        """Length in characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text is set.

    `width` is the length of its longest lines in characters, 0 where each paragraph is one long
    line; a line is full when it would reach `full` with the next word; `gap` is the ordinary gap.
    """

    width: int
    full: float
    gap: int


def split_lines(text: str, footers: list[tuple[int, int]]) -> list[Line]:
    """Split a text into the lines that hold something beside footers."""
    lines: list[Line] = []
    gap, interrupted, position, next_footer = 0, False, 0, 0
    for physical in text.splitlines(keepends=True):
        stop = position + len(physical)
        interrupted = interrupted or "\f" in physical
        while position < stop:
            while next_footer < len(footers) and footers[next_footer][1] <= position:
                next_footer += 1
            cut = footers[next_footer] if next_footer < len(footers) else (stop, stop)
            start, end = trim(text, position, max(position, min(cut[0], stop)))
            if start < end:
                lines.append(_line(text, start, end, gap, interrupted))
                gap, interrupted = 0, False
            if cut[0] < stop:
                interrupted = True
            position = min(max(cut[1], position), stop) if cut[0] < stop else stop
        gap += 1
    return lines


def _line(text: str, start: int, end: int, gap: int, interrupted: bool) -> Line:
    words = text[start:end]
    heading = _is_heading(words)
    bracket_open = words.rfind("(") > words.rfind(")") or words.rfind("[") > words.rfind("]")
    decided = bool(_DECISION_ALONE.match(words))
    return Line(
        start,
        end,
        gap,
        interrupted,
        first_word=words.split(maxsplit=1)[0],
        heading=heading,
        opens=heading or decided or bool(_ENUMERATOR.match(words) or _LABEL.match(words)),
        closes=heading or decided or bool(_DECIDED.search(words[-40:])),
        runs_on=not words.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS),
        unfinished=bracket_open or bool(_UNFINISHED.search(words[-12:])),
        bracket_open=bracket_open,
    )


def _is_heading(words: str) -> bool:
    """Say whether a line is set as a heading: short, two words or more, all in capitals."""
    if len(words) > _LONGEST_WRAPPED_LINE or words.upper() != words or words[-1] in ",-;":
        return False
    if any(character.isdigit() for character in words):
        return False
    return sum(word.rstrip(":,./()").isalpha() for word in words.split()) >= 2


def measure(lines: Sequence[Line]) -> Measure:
    """Measure how a text is set, from the lengths of its lines and the gaps between them."""
    width = _width(sorted(line.length for line in lines))
    return Measure(width, _full(lines, width), _ordinary_gap(lines))


def _full(lines: Sequence[Line], width: int) -> float:
    """Give how far full lines reach, from the lines that the next one plainly goes on with."""
    reaches = sorted(
        before.length + 1 + len(line.first_word)
        for before, line in pairwise(lines)
        if before.runs_on and line.first_word[0].islower() and not before.closes
    )
    least = _LEAST_FULL * width
    if len(reaches) < _ENOUGH_LINES:
        return least
    return max(least, min(reaches[len(reaches) // 10], width))


def _width(lengths: list[int]) -> int:
    """Give the width that full lines have; 0 where each paragraph is one long line."""
    total = sum(lengths)
    if sum(length for length in lengths if length > _LONGEST_WRAPPED_LINE) > 0.4 * total:
        return 0
    body = [n for n in lengths if _TYPICAL_LINE <= n <= _LONGEST_WRAPPED_LINE]
    if not body:
        return _SMALLEST_WIDTH
    return max(_SMALLEST_WIDTH, body[int(0.9 * (len(body) - 1))])


def _ordinary_gap(lines: Sequence[Line]) -> int:
    """Give the gap that stands between the lines of one paragraph.

    It is the smallest common one above which the breaks mostly lie at the ends of sentences: where
    a part of the lines is set wider than the rest, the wider gap is ordinary too.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap and not b.interrupted]
    if not pairs:
        return 1
    shares = {gap: sum(b.gap == gap for _, b in pairs) / len(pairs) for gap in (1, 2)}
    smallest = min(b.gap for _, b in pairs)
    ordinary = next((gap for gap in (1, 2) if shares[gap] > 0.2), smallest)
    prose = [(a, b) for a, b in pairs if not a.closes and not b.opens]
    for gap in range(ordinary, ordinary + 4):
        wide = [a for a, b in prose if b.gap > gap]
        if sum(a.runs_on for a in wide) <= _MOST_BROKEN_SENTENCES * len(wide):
            return gap
    return ordinary
