"""Reflow of badly extracted text into paragraphs, with a map of offsets back to the source."""

from __future__ import annotations

import re
from functools import lru_cache

from upheld.reading.reflow.footers import CASE_NUMBER, find_footers
from upheld.reading.reflow.gluing import FUNCTION_WORDS
from upheld.reading.reflow.joining import Join, choose_joins
from upheld.reading.reflow.lines import Line, measure, split_lines
from upheld.reading.reflow.view import ReflowedText, ViewBuilder, trim
from upheld.reading.reflow.words import Vocabulary

__all__ = [
    "CASE_NUMBER",
    "FUNCTION_WORDS",
    "ReflowedText",
    "find_footers",
    "forget_views",
    "reflow",
    "trim",
]

_LAST_WORD = re.compile(r"([^\W\d_]{1,30})-$|[\w)]-$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,30}|\w")
_WHITE_SPACE = re.compile(r"\s+")


def reflow(text: str) -> ReflowedText:
    r"""Mend the lines of an extracted text.

    Paragraphs are separated by `\n\n`, lines that stay lines (headings, list entries, short
    lines) by `\n`; wrapped lines, also across a page footer, are joined by a space, words
    hyphenated over a line break without one. Runs of white space become one space.
    """
    return _mend_kept(text) if len(text) <= _LONGEST_KEPT else _mend(text)


def _mend(text: str) -> ReflowedText:
    lines = split_lines(text, find_footers(text))
    setting = measure(lines)
    vocabulary = Vocabulary(text)
    builder = ViewBuilder(text)
    joins: list[Join | None] = [*choose_joins(lines, setting), None]
    for line, following, join in zip(lines, [*lines[1:], None], joins, strict=False):
        hyphen = _hyphen(text, line, following, join, vocabulary) if following else None
        _copy_line(builder, line.start, line.end - (hyphen == ""), vocabulary)
        if join is not None and hyphen is None:
            builder.join(join.value)
    return builder.build()


# Layout, entities, their meaning and decisions need views of the same letter and of some ten parts of it, one
# after the other, a batch of letters at a time.
_KEPT, _LONGEST_KEPT = 512, 50_000
_mend_kept = lru_cache(maxsize=_KEPT)(_mend)


def forget_views() -> None:
    """Forget the views that are kept, as a measurement of speed must: it reads the same letters again."""
    _mend_kept.cache_clear()


def _hyphen(
    text: str, line: Line, following: Line | None, join: Join | None, vocabulary: Vocabulary
) -> str | None:
    """Tell what a hyphen at the line's end becomes: kept `-`, dropped ``, or None for no hyphen."""
    if following is None:
        return None
    if join is Join.PARAGRAPH and not text[following.start].islower():
        return None
    last = _LAST_WORD.search(text, max(line.start, line.end - 32), line.end)
    first = _FIRST_WORD.match(text, following.start, following.end)
    if last is None or first is None:
        return None
    keeps = last.group(1) is None or vocabulary.keeps_hyphen(last.group(1), first.group())
    return "-" if keeps else ""


def _copy_line(builder: ViewBuilder, start: int, end: int, vocabulary: Vocabulary) -> None:
    """Copy a line, collapsing its white space and putting in the spaces that it lacks."""
    line = builder.source[start:end]
    cuts = [(place, place) for place in vocabulary.missing_spaces(line)]
    cuts += [match.span() for match in _WHITE_SPACE.finditer(line) if match.group() != " "]
    position = 0
    for cut_start, cut_end in sorted(cuts):
        if cut_start > position:
            builder.copy(start + position, start + cut_start)
        builder.join(" ")
        position = cut_end
    if position < len(line):
        builder.copy(start + position, end)
