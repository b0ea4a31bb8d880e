"""How well a treatment worked: relief that is small or short is mixed, whatever the cue says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upheld.meaning.status.lists import BREAKS

# Less than this much relief is some relief. Guidelines ask for half (MTUS, Epidural steroid injections, 2009: at least
# 50% for six to eight weeks), for drugs for a moderate 30%.
_LEAST_PERCENT = 50
_PERCENT = re.compile(r"(?P<low>[0-9]{1,3})(?:\s?(?:-|to)\s?[0-9]{1,3})?\s?(?:%|percent)")
_TIME = re.compile(
    r"(?:[0-9.,/-]{1,8}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple)[ -]{1,2}"
    r"(?:to [a-z0-9]{1,6} )?(?:hour|day|week|month|hr|wk|mo)s?",
    re.IGNORECASE,
)
_FOR = frozenset(
    "for of lasting lasted about nearly almost only with gave some roughly up and to over brought provided".split()
)
_UNITS = frozenset("hour hours day days week weeks month months".split())


def is_partial(words: tuple[str, ...], start: int, measures: Sequence[tuple[int, str]]) -> bool:
    """Say if the words from a cue at `start` to the end of its clause tell of relief that was small or short.

    Args:
        words: the sentence's.
        start: where the cue begins.
        measures: the places and the words of the sentence's measurements.

    """
    end = start
    while end < len(words) and words[end] not in BREAKS and not (words[end] == "T" and end > start):
        end += 1
    if any(start - 1 <= place < end and _is_small(words, place, name) for place, name in measures):
        return True
    return any(
        words[i] in _UNITS
        and words[i - 2] in _FOR
        and words[i - 1] in ("a", "one", "two", "few", "some")
        for i in range(start + 2, end)
    )


def _is_small(words: tuple[str, ...], place: int, name: str) -> bool:
    if percent := _PERCENT.match(name):
        return int(percent["low"]) < _LEAST_PERCENT
    before = words[place - 1] if place else ""
    return bool(_TIME.fullmatch(name)) and before in _FOR
