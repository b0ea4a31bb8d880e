"""Cues: words around a measurement that tell what it measures, each by its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from upheld.meaning.quantities.tables import one_of, table

_NO_KINDS = ("topical", "blood", "service")
_GENERAL = frozenset("score scale rating index inventory questionnaire".split())
_BEFORE = 100  # Characters in front in which a cue is looked for.
_BEHIND = 32
_DIRECT = re.compile(
    r"\s*(?:\(?(?:of|in|for|at|on|with|to|by|the|right|left|lumbar|cervical|pain|his|her)\s+){0,3}"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: the kind that it tells, the unit that goes without saying, and characters `[start, end)` of the text.

    `is_general` says that it names no certain scale, as `score` does not.
    """

    kind: str
    unit: str | None
    start: int
    end: int
    is_general: bool = False


@cache
def _kinds() -> tuple[dict[str, tuple[str, str | None]], re.Pattern[str]]:
    told: dict[str, tuple[str, str | None]] = {}
    letters: list[str] = []
    for key, cues in table("cues").items():
        kind, _, unit = key.partition(" ")
        if kind in _NO_KINDS:
            continue
        for word in cues["words"].replace("\n", "").split("|"):
            told.setdefault(word, (kind, unit or None))
        for word in filter(None, cues["letters"].split("|")):
            told.setdefault("=" + word, (kind, unit or None))
            letters.append(word)
    words = [word for word in told if not word.startswith("=")]
    return told, re.compile(
        rf"\b(?:(?P<letters>{one_of(letters)})\b|(?P<words>(?i:{one_of(words)}))(?i:e?s)?\b)"
    )


@cache
def words_of(name: str) -> re.Pattern[str]:
    """Give the pattern of the cues that are no kind: `topical`, `blood`; of `service`, of stems."""
    words = one_of(table("cues")[name]["words"].replace("\n", "").split("|")).replace(r"\?", "?")
    return re.compile(rf"(?i)\b{words}" if name == "service" else rf"(?i)\b{words}(?:s|es)?\b")


def _cue(match: re.Match[str]) -> Cue:
    told, _ = _kinds()
    kind, unit = told["=" + match["letters"]] if match["letters"] else told[match["words"].lower()]
    return Cue(kind, unit, match.start(), match.end(), match[0].lower().rstrip("s") in _GENERAL)


def cues_before(text: str, floor: int, start: int) -> list[Cue]:
    """Give the cues in front of a place, the nearest first, not further than `floor` and within one clause."""
    _, pattern = _kinds()
    clause = text.rfind(";", max(floor, start - _BEFORE), start) + 1
    floor = max(floor, start - _BEFORE, clause)
    return [_cue(match) for match in pattern.finditer(text, floor, start)][::-1]


def cue_behind(text: str, end: int, ceiling: int) -> Cue | None:
    """Give the cue directly behind a place, as of `30 degrees of flexion`."""
    _, pattern = _kinds()
    direct = _DIRECT.match(text, end, min(ceiling, end + _BEHIND))
    found = pattern.match(text, direct.end() if direct else end, ceiling)
    return _cue(found) if found else None
