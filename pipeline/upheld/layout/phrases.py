"""Building blocks of the patterns: phrases that bear bad extraction, sentences, enumerators."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GAP = r"\s{0,4}"
_BLANK_OR_CLASS = re.compile(r"\[(?:\\.|[^\]])*\]|(?<!\\) ")


def phrase(words: str) -> str:
    """Turn a phrase into a pattern that allows missing, doubled and broken spaces.

    Blanks, except in a character class, stand for any white space or none; everything else is
    pattern syntax as it stands.
    """
    return _BLANK_OR_CLASS.sub(lambda m: _GAP if m.group() == " " else m.group(), words)


REVIEWER = r"(?:(?:expert|physician|professional|medical|independent|maximus) reviewer|reviewing physician)"
"""Who decides: the physician who reviews for the independent review organisation."""

CLAIMS_ADMINISTRATOR = (
    r"(?:claims (?:administrator|adjuster|examiner)|(?:insurance )?carrier|insurer|insurance company"
    r"|adjuster|employer|utilization review(?:er)?|\bur\b)(?:['\u2019]s?)?"
    r"(?: (?:ur|utilization review(?:er)?|physician|reviewer|decision|denial|determination))?"
)
"""Whose refusal is reviewed: the claims administrator, under the names that letters give it."""

UTILIZATION_REVIEW = r"(?:utilization review(?:er)?|ur\b)"

ENUMERATOR = re.compile(
    r"(?:(?:item|issue|request|number|no\.)\s{0,2})?[#(]?(?P<number>\d{1,2}|[IVXivx]{1,5})"
    r"\s?[.):]{1,2}(?!\d)\s{0,4}|#\s?\d{1,2}\s{1,4}(?=[A-Z])|[\u2022\u25a0-\u25ff\u2610-\u2612*]\s{0,4}|[-\u2013\u2014]\s{1,4}",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]{0,2}\s+(?=[\"'\u201c(\[]{0,2}[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:pgs?|pp?|nos?|vs|dr|mr|mrs|ms|ed|eds|vol|ch|chap|sec|sect|fig|al|e\.g|i\.e|etc|inc|st"
    r"|approx|qty|ref|cf|ca|dept|[A-Z])\.$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s{0,4}\(?(?:\d{1,2}|[IVX]{1,5})\.")


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Find where sentences start in `text[start:end]`, the first at `start`.

    A full stop behind a common abbreviation, an initial or an enumerator ends no sentence.
    """
    starts = [start]
    for match in _SENTENCE_END.finditer(text, start, end):
        stop = match.start() + 1
        numbered = _BARE_NUMBER.fullmatch(text, starts[-1], stop)
        if not numbered and not _ABBREVIATION.search(text, max(starts[-1], stop - 12), stop):
            starts.append(match.end())
    return starts


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split `text[start:end]` into the spans of its sentences; a blank line ends one as well."""
    starts: list[int] = []
    position = start
    for block in re.split(r"(\n\n)", text[start:end]):
        if block.strip():
            starts += sentence_starts(text, position, position + len(block))
        position += len(block)
    return list(zip(starts, [*starts[1:], end], strict=True)) if starts else []


def around(edges: Iterable[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Give where the sentences with these edges begin and end that a stretch of the text touches, it included."""
    touched = [edge for edge in edges if edge[0] < end and start < edge[1]]
    return min([start, *(edge[0] for edge in touched)]), max([end, *(edge[1] for edge in touched)])


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ROMAN |= {"x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15}


def to_number(written: str | None) -> int | None:
    """Read an enumerator's number, arabic or roman; None where it is neither."""
    if written is None:
        return None
    return int(written) if written.isdecimal() else _ROMAN.get(written.lower())
