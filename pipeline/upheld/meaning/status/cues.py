"""Cues: words that say what the mentions before or behind them mean, read from the tables beside this module.

After ConText (Harkema et al. 2009) and NegEx (Chapman et al. 2001): a cue has a way (forward, backward) and a reach,
and loses to a longer one at the same place, so that `no change in` keeps `no` from denying.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, Literal

from upheld.meaning.tables import read_table, read_tables

Way = Literal["forward", "backward", "here"]
Reach = Literal["list", "next", "clause"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cue says.

    Attributes:
        status: of `Status.value`; `none` (a pseudo-cue, which says nothing), `history` and `injury` (past, if the
            diagnosis is one that may be over).
        result: of a tried treatment.
        way: where its mentions are; a pseudo-cue is `here`.
        labels: of its mentions, as letters (`T`, `D`).
        reach: the next mention and those listed with it, the next alone (or two alternatives), or all of the clause.
        weak: how many words further away it counts.
        services: the kinds of service it speaks of, all if empty.

    """

    status: str
    result: str | None
    way: Way
    labels: str
    reach: Reach
    weak: int
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: words `[start, end)` of a sentence."""

    start: int
    end: int
    kind: Kind


# The slots of a pattern: `a|b` one of the words, `@a` one of a set, `a?` may be missing, and these.
_ANY = r"[^ \n]{1,40} "
_SLOTS = {
    "_": _ANY,
    "*": rf"(?:(?![TDBM;:.(),] ){_ANY}){{0,3}}",
    "**": rf"(?:(?![TD;:.] ){_ANY}){{0,6}}",
    "***": rf"(?:(?![;.] ){_ANY}){{0,8}}",
}

WAYS = ("forward", "backward")
_Matchers = dict[str, tuple[re.Pattern[str], tuple[Kind, ...]]]


def find_cues(words: tuple[str, ...], label: str) -> list[Cue]:
    """Find a sentence's cues for treatments (`T`) or diagnoses (`D`): forward ones, then backward ones.

    Cues of one way do not overlap.
    """
    begins = _beginnings(label)
    begun = [at for at, word in enumerate(words) if word in begins]
    if not begun:
        return []
    line = " ".join(words) + " "
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    found: list[Cue] = []
    for way in WAYS:
        matchers = _matchers(label, way)
        found += _scan(words, [at for at in begun if words[at] in matchers], line, starts, matchers)
    return found


def _scan(
    words: tuple[str, ...],
    begun: Sequence[int],
    line: str,
    starts: Sequence[int],
    matchers: _Matchers,
) -> Iterator[Cue]:
    """Find the cues that begin at some of the words; where one is, none begins until its end."""
    free = 0
    for at in begun:
        if at < free:
            continue
        expression, kinds = matchers[words[at]]
        found = expression.match(line, starts[at + 1])
        if found and found.lastindex:
            free = at + 1 + line.count(" ", starts[at + 1], found.end())
            yield Cue(at, free, kinds[found.lastindex - 1])


@cache
def _beginnings(label: str) -> frozenset[str]:
    """Give the first words of cues of both ways."""
    return frozenset().union(*(_matchers(label, way) for way in WAYS))


@cache
def _matchers(label: str, way: str) -> _Matchers:
    """Give, by a cue's first word, one expression for what may follow it, the longest cues first."""
    by_word: dict[str, list[tuple[int, str, Kind]]] = defaultdict(list)
    for table in _tables():
        kind = _kind(table)
        if label in kind.labels and kind.way in (way, "here"):
            for pattern in table["words"]:
                first, _, rest = pattern.partition(" ")
                expression = "".join(map(_slot, rest.split()))
                for word in _words(first):
                    by_word[word].append((_length(pattern), expression, kind))
    found: _Matchers = {}
    for word, cues in by_word.items():
        cues.sort(key=lambda cue: -cue[0])
        expressions = "|".join(f"({expression})" for _, expression, _ in cues)
        found[word] = (re.compile(expressions), tuple(kind for _, _, kind in cues))
    return found


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(
        cue for _, table in read_tables(__package__, "tables/cues") for cue in table["cue"]
    )


def _kind(table: dict[str, Any]) -> Kind:
    return Kind(
        status=table["status"],
        result=table.get("result"),
        way=table["way"],
        labels=table.get("labels", "TD"),
        reach=table.get("reach", "list"),
        weak=table.get("weak", 0),
        services=frozenset(table.get("services", "").split()),
    )


def _slot(slot: str) -> str:
    if slot in _SLOTS:
        return _SLOTS[slot]
    is_optional = slot.endswith("?") and slot != "?"
    words = "|".join(map(re.escape, _words(slot.removesuffix("?") if is_optional else slot)))
    return f"(?:(?:{words}) )?" if is_optional else f"(?:{words}) "


def _words(slot: str) -> list[str]:
    """Give the words of a slot, and those of the sets that it names."""
    return [
        w for part in slot.split("|") for w in (_sets()[part[1:]] if part[0] == "@" else (part,))
    ]


@cache
def _sets() -> dict[str, tuple[str, ...]]:
    sets = read_table(__package__, "tables/sets")
    return {name: tuple(words.split()) for name, words in sets.items()}


def _length(pattern: str) -> int:
    """Count the words that a pattern has at least."""
    return sum(slot not in _SLOTS and not slot.endswith("?") for slot in pattern.split())
