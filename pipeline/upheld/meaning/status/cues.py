"""Cues: words that say what the mentions before or behind them mean, read from the tables beside this module.

After ConText (Harkema et al. 2009) and NegEx (Chapman et al. 2001): a cue has a way (forward, backward), a reach, and
loses to a longer one at the same place, so that `no change in` keeps `no` from denying.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Way = Literal["forward", "backward", "here"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cue says: of mentions of `labels` (letters), within `reach`, `status` and `result`."""

    status: str
    result: str | None
    way: Way
    labels: str
    reach: Literal["list", "clause", "next"]
    weak: int
    services: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: words `[start, end)` of a sentence."""

    start: int
    end: int
    kind: Kind


_ANY = r"[^ \n]{1,40} "
_SLOTS = {
    "_": _ANY,
    "_?": rf"(?:{_ANY})?",
    "*": rf"(?:(?![TDBM;:.(),] ){_ANY}){{0,3}}",
    "**": rf"(?:(?![TD;:.] ){_ANY}){{0,6}}",
    "***": rf"(?:(?![;.] ){_ANY}){{0,8}}",
}


def _slot(slot: str) -> str:
    if slot in _SLOTS:
        return _SLOTS[slot]
    words = "|".join(re.escape(word) for word in slot.removesuffix("?").split("|"))
    return rf"(?:(?:{words}) )?" if slot.endswith("?") and len(slot) > 1 else rf"(?:{words}) "


def _rank(pattern: str) -> int:
    return sum(slot not in _SLOTS and not slot.endswith("?") for slot in pattern.split())


@cache
def _matchers(label: str, way: str) -> dict[str, tuple[re.Pattern[str], tuple[Kind, ...]]]:
    """Give, by a cue's first word, one expression for all cues that begin with it, the longest first."""
    by_word: dict[str, list[tuple[int, str, Kind]]] = defaultdict(list)
    for path in sorted(files(__package__).joinpath("tables/cues").iterdir(), key=str):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("cue", ()):
            kind = Kind(
                table["status"],
                table.get("result"),
                table["way"],
                table.get("labels", "TD"),
                table.get("reach", "list"),
                table.get("weak", 0),
                table.get("services", ""),
            )
            if label not in kind.labels or kind.way not in (way, "here"):
                continue
            for pattern in table["words"]:
                first, _, rest = pattern.partition(" ")
                for word in first.split("|"):
                    expression = "".join(_slot(slot) for slot in rest.split())
                    by_word[word].append((_rank(pattern), expression, kind))
    found = {}
    for word, cues in by_word.items():
        cues.sort(key=lambda cue: -cue[0])
        found[word] = (
            re.compile("|".join(f"({expression})" for _, expression, _ in cues)),
            tuple(kind for _, _, kind in cues),
        )
    return found


def find_cues(words: tuple[str, ...], label: str) -> list[Cue]:
    """Find a sentence's cues for treatments (`T`) or diagnoses (`D`), none across another."""
    return [*_scan(words, label, "forward"), *_scan(words, label, "backward")]


def _scan(words: tuple[str, ...], label: str, way: str) -> Iterator[Cue]:
    matchers = _matchers(label, way)
    line, starts = "", []
    free = 0
    for at, word in enumerate(words):
        if at < free or word not in matchers:
            continue
        if not starts:
            line = " ".join(words) + " "
            place = 0
            for each in words:
                starts.append(place)
                place += len(each) + 1
            starts.append(place)
            index = {place: i for i, place in enumerate(starts)}
        expression, kinds = matchers[word]
        found = expression.match(line, starts[at + 1])
        if found and found.lastindex:
            end = index[found.end()]
            yield Cue(at, end, kinds[found.lastindex - 1])
            free = end
