"""The lines of a text as extraction left them, footers taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upheld.reading.reflow.view import trim

_TYPICAL_LINE = 40
_LONGEST_WRAPPED_LINE = 140
_SMALLEST_WIDTH = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text on it: source offsets without the white space at its edges.

    `gap` counts the line ends between the line before and this one: 1 for the next line,
    2 with a blank line between, 0 for the rest of a line that a footer cut in two.
    `interrupted` says that a footer or a page break lies between, so that the gap tells nothing.
    """

    start: int
    end: int
    gap: int
    interrupted: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text is set: the width of its full lines in characters, its ordinary gap."""

    width: int
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
                lines.append(Line(start, end, gap, interrupted))
                gap, interrupted = 0, False
            if cut[0] < stop:
                interrupted = True
            position = min(max(cut[1], position), stop) if cut[0] < stop else stop
        gap += 1
    return lines


def measure(lines: list[Line]) -> Measure:
    """Measure how a text is set, from the lengths of its lines and the gaps between them."""
    lengths = sorted(line.end - line.start for line in lines)
    return Measure(_width(lengths), _ordinary_gap(lines))


def _width(lengths: list[int]) -> int:
    """Give the width that full lines have; 0 where each paragraph is one long line."""
    total = sum(lengths)
    if sum(length for length in lengths if length > _LONGEST_WRAPPED_LINE) > 0.4 * total:
        return 0
    body = [n for n in lengths if _TYPICAL_LINE <= n <= _LONGEST_WRAPPED_LINE]
    if not body:
        return _SMALLEST_WIDTH
    return max(_SMALLEST_WIDTH, body[int(0.9 * (len(body) - 1))])


def _ordinary_gap(lines: list[Line]) -> int:
    gaps = [line.gap for line in lines[1:] if line.gap and not line.interrupted]
    if not gaps or sum(gap == 1 for gap in gaps) > 0.2 * len(gaps):
        return 1
    return 2 if sum(gap == 2 for gap in gaps) > 0.2 * len(gaps) else min(gaps)


_ENUMERATOR = re.compile(
    r"(?:\(?\d{1,2}[.)]|\(?[a-h]\)|[IVX]{1,5}[.)])(?=\s|[A-Z])|[\u2022\u25a0-\u25ff\u2610-\u2612*]"
    r"|[-\u2013\u2014]\s"
)
_LABEL = re.compile(r"[A-Z][A-Za-z()/&'\u2019. -]{2,70}:(?=\s|$)")
_DECIDED = re.compile(r"[:\u2013\u2014-]\s{0,3}(?:upheld|overturned)\W{0,2}$", re.IGNORECASE)


def starts_block(line: str) -> bool:
    """Say whether a line opens something of its own: a list entry, a label, a heading."""
    return bool(_ENUMERATOR.match(line) or _LABEL.match(line) or is_heading(line))


def ends_block(line: str) -> bool:
    """Say whether nothing can follow on a line: a heading, or an item with its decision."""
    return is_heading(line) or bool(_DECIDED.search(line[-40:]))


def is_heading(line: str) -> bool:
    """Say whether a line is set as a heading: short, two words or more, all in capitals."""
    if len(line) > _LONGEST_WRAPPED_LINE:
        return False
    words = [word for word in line.split() if word.isalpha() or word.rstrip(":,./()").isalpha()]
    return len(words) >= 2 and line.upper() == line and not any(c.isdigit() for c in line)
