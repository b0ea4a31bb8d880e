"""How two neighbouring lines belong together."""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise

from upheld.reading.reflow.lines import Line, Measure, ends_block, is_heading, starts_block

_SENTENCE_ENDS = ".!?:;"
_CLOSERS = "\"'\u201d\u2019)]"
_FULL = 0.82
_HALF = 0.5
_UNFINISHED = re.compile(
    r"(?:[,(\[/&]|\b(?:of|the|and|or|to|for|with|in|on|an?|is|are|was|were|by|not|that|at|from|as|no|per|his|her"
    r"|this|has|have|had|be|been|which|who|whose|than|but|into|over|under|between|without|after|before))$",
    re.IGNORECASE,
)


class Join(Enum):
    """What stands between two lines in the view."""

    SPACE = " "
    LINE = "\n"
    PARAGRAPH = "\n\n"


def choose_joins(text: str, lines: list[Line], setting: Measure) -> list[Join]:
    """Choose what stands between each line and the next: one join fewer than lines."""
    joins = [_choose(text, before, line, setting) for before, line in pairwise(lines)]
    _settle_blocks(text, lines, joins)
    return joins


def _settle_blocks(text: str, lines: list[Line], joins: list[Join]) -> None:
    """Keep the lines of a list apart, also full ones; join the lines of prose, also short ones.

    A block in which a short line without a sentence's end is followed by one that starts with a
    capital is no wrapped prose: there, no line that starts with a capital continues another.
    """
    first = 0
    for stop in [*(n + 1 for n, join in enumerate(joins) if join is Join.PARAGRAPH), len(lines)]:
        block = range(first, stop - 1)
        if any(joins[n] is Join.LINE and _is_entry(text, lines[n], lines[n + 1]) for n in block):
            for n in block:
                if joins[n] is Join.SPACE and _is_entry(text, lines[n], lines[n + 1]):
                    joins[n] = Join.LINE
        elif any(joins[n] is Join.SPACE for n in block):
            for n in block:
                if joins[n] is Join.LINE and _is_tail(text, lines[n], lines[n + 1]):
                    joins[n] = Join.SPACE
        first = stop


def _is_tail(text: str, before: Line, line: Line) -> bool:
    """Say whether a line goes on with a sentence that a short line before it left open."""
    first, second = text[before.start : before.end], text[line.start : line.end]
    if ends_block(first) or starts_block(second):
        return False
    return second[0].islower() and not first.rstrip(_CLOSERS).endswith(tuple(_SENTENCE_ENDS))


def _is_entry(text: str, before: Line, line: Line) -> bool:
    first, second = text[before.start : before.end], text[line.start : line.end]
    if ends_block(first) or starts_block(first) or starts_block(second) or line.interrupted:
        return False
    ended = first.rstrip(_CLOSERS).endswith((*_SENTENCE_ENDS, "-")) or _UNFINISHED.search(
        first[-12:]
    )
    return second[0].isupper() and not ended and line.gap > 0


def _choose(text: str, before: Line, line: Line, setting: Measure) -> Join:
    """Choose what stands between two lines.

    A line is *full* when the first word of the next would not have fitted on it: then the break
    was made by wrapping. A wider gap than the ordinary one is a new paragraph, unless it lies in
    the middle of a sentence. Where neither says enough, the line break stays.
    """
    first, second = text[before.start : before.end], text[line.start : line.end]
    if line.gap == 0:
        return Join.SPACE
    wide = line.gap > setting.gap and not line.interrupted
    if is_heading(first) and is_heading(second) and not wide and not first.endswith(":"):
        return Join.LINE
    if ends_block(first) or starts_block(second):
        return Join.LINE if not wide and not is_heading(first) else Join.PARAGRAPH
    full = _is_full(first, second, setting.width)
    running = not first.rstrip(_CLOSERS).endswith(tuple(_SENTENCE_ENDS))
    unfinished = bool(_UNFINISHED.search(first[-12:]))
    inside = running and (second[0].islower() or second[0] == "(")
    if wide:
        long = len(first) > _HALF * setting.width > 0
        return Join.SPACE if unfinished or (inside and (full or long)) else Join.PARAGRAPH
    if full and (running or not line.interrupted):
        return Join.SPACE
    if unfinished or (inside and (line.interrupted or len(first) > _HALF * setting.width > 0)):
        return Join.SPACE
    if setting.width == 0 and not inside:
        return Join.PARAGRAPH
    return Join.PARAGRAPH if line.interrupted and not running else Join.LINE


def _is_full(first: str, second: str, width: int) -> bool:
    if width == 0:
        return False
    return len(first) + 1 + len(second.split(maxsplit=1)[0]) >= _FULL * width
