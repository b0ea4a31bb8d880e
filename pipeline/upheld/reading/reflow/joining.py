"""How two neighbouring lines belong together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from upheld.reading.reflow.lines import Line, Measure

_HALF = 0.5


class Join(Enum):
    """What stands between two lines in the view."""

    SPACE = " "
    LINE = "\n"
    PARAGRAPH = "\n\n"


def choose_joins(lines: Sequence[Line], setting: Measure) -> list[Join]:
    """Choose what stands between each line and the next: one join fewer than lines."""
    joins = [_choose(before, line, setting) for before, line in pairwise(lines)]
    _settle_blocks(lines, joins)
    return joins


def _choose(before: Line, line: Line, setting: Measure) -> Join:
    """Choose what stands between two lines.

    A line is *full* when the first word of the next would not have fitted on it: then the break
    was made by wrapping. A wider gap than the ordinary one is a new paragraph, unless it lies in
    the middle of a sentence. Where neither says enough, the line break stays.
    """
    if line.gap == 0:
        return Join.SPACE
    wide = line.gap > setting.gap and not line.interrupted
    if before.heading and line.heading and not wide and before.runs_on:
        return Join.LINE
    if before.closes or (line.opens and not before.bracket_open):
        goes_on = before.unfinished and not before.closes and not line.heading
        return Join.PARAGRAPH if (wide and not goes_on) or before.heading else Join.LINE
    full = 0 < setting.full <= before.length + 1 + len(line.first_word)
    long = before.length > _HALF * setting.width > 0
    inside = before.runs_on and (line.first_word[0].islower() or line.first_word[0] == "(")
    if wide:
        aside = inside and line.first_word[0] == "("
        within = before.unfinished or aside or (inside and (full or long))
        return Join.SPACE if within else Join.PARAGRAPH
    if full and (before.runs_on or not line.interrupted):
        return Join.SPACE
    if before.unfinished or (inside and (line.interrupted or long)):
        return Join.SPACE
    if setting.width == 0 and not inside and not line.interrupted:
        return Join.PARAGRAPH
    return Join.LINE


def _settle_blocks(lines: Sequence[Line], joins: list[Join]) -> None:
    """Keep the lines of a list apart, also full ones; join the lines of prose, also short ones.

    A block in which a short line without a sentence's end is followed by one that starts with a
    capital is no wrapped prose: there, no line that starts with a capital continues another.
    """
    first = 0
    ends = [number + 1 for number, join in enumerate(joins) if join is Join.PARAGRAPH]
    for stop in [*ends, len(lines)]:
        block = range(first, stop - 1)
        first = stop
        if any(joins[n] is Join.LINE and _is_entry(lines[n], lines[n + 1]) for n in block):
            old, new, belongs = Join.SPACE, Join.LINE, _is_entry
        elif any(joins[n] is Join.SPACE for n in block):
            old, new, belongs = Join.LINE, Join.SPACE, _is_tail
        else:
            continue
        for n in block:
            if joins[n] is old and belongs(lines[n], lines[n + 1]):
                joins[n] = new


def _is_entry(before: Line, line: Line) -> bool:
    """Say whether a line may be an entry of a list behind another entry."""
    if before.opens or before.closes or line.opens or line.interrupted or line.gap == 0:
        return False
    return before.runs_on and not before.unfinished and line.first_word[0].isupper()


def _is_tail(before: Line, line: Line) -> bool:
    """Say whether a line goes on with a sentence that a short line before it left open."""
    if before.closes or line.opens:
        return False
    return before.runs_on and (line.first_word[0].islower() or line.first_word[0] == "(")
