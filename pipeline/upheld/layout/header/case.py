"""Case number, dates and priority, from the letterhead or from prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from upheld.layout.header.dates import DATE, to_iso, written_dates
from upheld.layout.phrases import UTILIZATION_REVIEW, phrase, sentences
from upheld.reading.reflow import CASE_NUMBER

_UR = UTILIZATION_REVIEW
_BETWEEN = r"[\s:.#_*-]{0,12}"


def _label(words: str) -> re.Pattern[str]:
    return re.compile(r"\b" + phrase(words) + _BETWEEN + f"(?P<date>{DATE})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Before:
    """Words that stand behind a date; every date of a text is found once for all of these."""

    words: re.Pattern[str]

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Give the dates in front of such words in `text[start:end]`."""
        for date in _dates(text):
            inside = start <= date.start() and date.end() <= end
            if inside and self.words.match(text, date.end(), end):
                yield date

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first date in front of such words."""
        return next(self.finditer(text, 0, len(text)), None)


@lru_cache(maxsize=1)
def _dates(text: str) -> tuple[re.Match[str], ...]:
    return tuple(written_dates(text))


def _before(words: str) -> _Before:
    return _Before(re.compile(phrase(words), re.IGNORECASE))


def _prose(words: str) -> re.Pattern[str]:
    return re.compile(phrase(words) + rf"\s{{0,4}}(?P<date>{DATE})", re.IGNORECASE)


_ON = r"(?:dated|on|of|from|was|is|as of|:)?"
# Ways to state each date, the surest first. Labels stand in the letterhead, the rest in prose.
_DATES: dict[str, tuple[re.Pattern[str] | _Before, ...]] = {
    "date_of_injury": (
        _label(r"dates? of (?:the )?(?:inj(?:ury|uries)?\b|loss|accident)"),
        _label(r"(?:injury date|doi|d\.o\.i\.)"),
        _prose(r"\b(?:date of (?:the )?(?:injury|loss|accident)|doi|d/i)[^.:;\d\n]{0,30}?"),
        _prose(
            r"\b(?:injur(?:y|ies|ed)|accident|incident|fell|hurt|strain(?:ed)?|crushed|occurred"
            r"|slipped|tripped|stepped|twisted|lift(?:ed|ing)|struck|hit|collision|rear-ended|caught|trauma)"
            r"(?: [a-z,/'\u2019 -]{0,80}?)? ?(?:on|of|dated|date)"
        ),
        _before(
            r"[^.;]{0,60}\b(?:was injured|sustained|injured h|fell|slipped|was struck|was hit|hurt)"
        ),
    ),
    "date_assigned": (
        _label(r"(?:date assigned|assigned date|assignment date|date of assignment|assigned)"),
        _prose(r"\bnotices? of assignment\b[^.;]{0,160}?(?:on|dated|sent|mailed)"),
        _before(r"[^.;]{0,100}\bnotices? of assignment"),
    ),
    "decision_date": (
        _label(
            r"(?:(?<!ur\s)(?<!review\s)(?:decision|determination) date"
            r"|date of (?:imr )?(?:final )?(?:decision|determination)|date decided)"
        ),
        re.compile(
            rf"(?:^|\n)\s?(?i:Dated?)\s{{0,3}}:?\s{{0,4}}(?P<date>(?i:{DATE}))"
            rf"|\bDated\s{{0,3}}:\s{{0,4}}(?P<other>(?i:{DATE}))"
        ),
    ),
    "ur_denial_date": (
        _label(rf"{_UR} (?:denial|decision|determination|modification)(?: letter)?(?: date)?"),
        _label(rf"date of (?:the )?{_UR} (?:denial|decision|determination|modification)"),
        _prose(
            rf"\b{_UR} (?:denial|decision|determination|modification)s?(?:/[a-z]{{3,14}})?(?: letter)? {_ON}"
        ),
        _prose(rf"\b{_UR}[a-z\s,/()-]{{0,80}}? (?:dated|on|of|from|\()"),
        _prose(
            rf"\b(?:denied|non-?certified|modified)[^.;\d]{{0,40}}? (?:by|in|at|under) [^.;\d]{{0,30}}?"
            rf"{_UR}[^.;\d]{{0,30}}?(?:dated|on|of)"
        ),
        _prose(rf"\b{_UR},?"),
        _before(rf"[^.:;\n]{{0,60}}\b{_UR}\b"),
        _before(
            r"[^.;]{0,60}\b(?:claims a|insurer|adjuster|carrier)[^.;]{0,60}"
            r"\b(?:denied|non-?certif|declin|refus|modif)"
        ),
        _prose(
            r"\b(?:claims a|insurer|adjuster|carrier)[^.;]{0,80}\b(?:denied|non-?certif|declin|refus|modif)"
            r"[^.;\d]{0,60}?(?:dated|on|of)"
        ),
    ),
    "application_received": (
        _before(r"[^.;]{0,60}\bfiled[^.;]{0,30}\bapp?lication"),
        _prose(
            r"\b(?:filed|applied) for (?:an? )?(?:independent medical review|imr)[^.;\d]{0,20}?(?:on|dated)"
        ),
        _prose(
            r"\bappl(?:ication|n|\.)? for (?:an? )?(?:independent medical review|imr) (?:was )?filed (?:on)?"
        ),
        _label(r"(?:imr )?application (?:date )?(?:rec[a-z']{1,8}|filed)(?: on| date)?"),
        _label(r"(?:date (?:of )?(?:imr )?application(?: received)?|date received)"),
        _prose(
            r"\b(?:filed|submitted|received|made|signed)\b[^.;]{0,40}?\bapplication\b[^.;\d]{0,80}?(?:on|of|dated)"
        ),
        _prose(r"\bapplication (?:of|dated|from)"),
        _prose(
            r"\bapp?licat(?:i?on)\b[^.;]{0,100}? (?:filed|received|submitted|dated|made)[^.;\d]{0,40}?(?:on|of)?"
        ),
    ),
}
# How the labels of dates are printed, for those that are misspelt or cut off.
_PRINTED = {
    "date of injury": "date_of_injury",
    "injury date": "date_of_injury",
    "date assigned": "date_assigned",
    "decision date": "decision_date",
    "date of decision": "decision_date",
    "ur denial date": "ur_denial_date",
    "ur decision date": "ur_denial_date",
    "date of ur decision": "ur_denial_date",
    "date of ur denial": "ur_denial_date",
    "application received": "application_received",
    "imr application received": "application_received",
}
_SIMILAR = 84
_LABELLED = re.compile(
    rf"(?P<label>[A-Za-z][A-Za-z .'/]{{4,36}}?)\s?:\s{{0,6}}(?P<date>{DATE})", re.IGNORECASE
)
_OPENING = re.compile(rf"\bon\s{{0,3}}(?P<date>{DATE})", re.IGNORECASE)
_LATER_EVENT = re.compile(
    r"\b(?:evaluat|seen|saw|visit|report|progress|exam|mri|x-?ray|review|request|surg|underwent|present"
    r"|follow|denied|complain|dated|operat|inject|prescri|certif)",
    re.IGNORECASE,
)
_PRIORITY = re.compile(
    r"\bpriority[\s:.]{0,8}(?:is\s{1,3})?(?P<behind>standard|expedited)\b"
    r"|\b(?P<before>standard|expedited)\s{1,3}(?:priority|(?:independent\s{1,3}medical\s{1,3})?review)\b",
    re.IGNORECASE,
)
_CASE_LABEL = re.compile(
    phrase(r"\bcase (?:number|no\.?|#)") + _BETWEEN + f"(?P<number>{CASE_NUMBER.pattern})",
    re.IGNORECASE,
)


DATE_FIELDS = tuple(_DATES)
"""The names of the header's dates."""


def find_dates(
    text: str, order: Iterable[tuple[int, int]], names: Iterable[str] = DATE_FIELDS
) -> dict[str, str | None]:
    """Find the dates of the header with these names, searching the spans of `order` for each way to state one."""
    spans = list(order)
    return {name: _first_date(text, spans, _DATES[name]) for name in names}


def find_opening_injury(text: str, start: int, end: int) -> str | None:
    """Find the date in the first sentences of a summary, where it is by custom the injury's.

    Only behind `on`, and in a sentence up to there that tells of no visit, report or treatment.
    """
    for sentence_start, sentence_end in sentences(text, start, min(end, start + 900))[:3]:
        match = _OPENING.search(text, sentence_start, sentence_end)
        if match and not _LATER_EVENT.search(text, sentence_start, match.start()):
            return to_iso(match["date"])
    return None


def _first_date(
    text: str, spans: list[tuple[int, int]], patterns: tuple[re.Pattern[str] | _Before, ...]
) -> str | None:
    for pattern in patterns:
        # Most ways stand nowhere in a letter: one look at all of it saves one at each of its parts.
        if pattern.search(text) is None:
            continue
        for start, end in spans:
            for match in pattern.finditer(text, start, end):
                found = to_iso(next(group for group in match.groups() if group))
                if found:
                    return found
    return None


def find_misspelt_dates(text: str, start: int, end: int) -> dict[str, str]:
    """Find dates behind labels of the letterhead that are misspelt or cut off at the edge."""
    found: dict[str, str] = {}
    for match in _LABELLED.finditer(text, start, end):
        label = " ".join(match["label"].lower().split())
        best = process.extractOne(label, _PRINTED.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        written = to_iso(match["date"])
        if best and written:
            found.setdefault(_PRINTED[best[0]], written)
    return found


def find_case_number(view: str, source: str) -> str | None:
    """Find the case's number: behind its label, else the first one, else in a page footer."""
    match = _CASE_LABEL.search(view)
    number = match["number"] if match else None
    if number is None:
        footer = _CASE_LABEL.search(source)
        plain = CASE_NUMBER.search(source)
        number = footer["number"] if footer else plain and plain.group()
    return re.sub(r"[\u2010-\u2014]", "-", "".join(number.split())).upper() if number else None


def find_priority(text: str) -> str | None:
    """Find the priority of the review, `Standard` or `Expedited`."""
    match = _PRIORITY.search(text)
    return str(match["behind"] or match["before"]).capitalize() if match else None
