"""General rules: sentences of a rationale that speak of guidelines and of patients at large, by points."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from upheld.meaning.status.reach import BREAKS, clause_bounds

_DEFINITE = frozenset("the this these those that his her their".split())
_PRESENT = frozenset(
    "is are may can could should must would might will has have does do treats helps requires works needs carries causes"
    " brings applies".split()
)
_PAST = frozenset("was were had did".split())
_PHRASE_ENDS = BREAKS | frozenset(", : which who so whose".split())
_NEW_SUBJECT = frozenset("he she it the there this his her they no not here".split())
_PLAIN = ("pronoun", "was", "date", "record", "request", "here")
# Words that many names share, which tell nothing of what is named.
_COMMON = frozenset(
    "pain of the and in left right bilateral chronic severe mild moderate acute syndrome symptoms disease injury both low upper"
    " lower trial unit therapy treatment program use".split()
)
_NAME = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Points:
    """The points table: word sets by name, and points by part of the sentence."""

    threshold: int
    words: dict[str, frozenset[str]]
    clause: dict[str, int]
    phrase: dict[str, int]
    sentence: dict[str, int]
    mention: dict[str, int]


@cache
def _points() -> Points:
    path = files(__package__).joinpath("tables/points.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    table["words"] = {name: frozenset(words.split()) for name, words in table["words"].items()}
    return Points(**table)


@lru_cache(maxsize=20_000)
def name_parts(name: str) -> tuple[frozenset[str], str]:
    """Give the beginnings of a name's telling words, and its initials (none of one word)."""
    words = _NAME.findall(name.lower())
    parts = frozenset(w[:6] for w in words if len(w) > 2 and w not in _COMMON)
    initials = "".join(w[0] for w in words if w not in ("of", "the", "and"))
    return parts, initials if len(initials) > 1 else ""


@dataclass(slots=True)
class Names:
    """Names that were met in a part of the letter."""

    parts: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def add(self, name: str) -> None:
        """Remember a name, its words and its initials."""
        parts, initials = name_parts(name)
        self.parts |= parts
        self.whole.add(name.lower())
        if initials:
            self.whole.add(initials)

    def knows(self, name: str) -> float:
        """Give the share of a name's words that were met."""
        if name.lower() in self.whole:
            return 1.0
        parts, _ = name_parts(name)
        return len(parts & self.parts) / len(parts) if parts else 0.0


def is_general(
    words: tuple[str, ...], place: int, known: float, number: int, after_rule: bool
) -> bool:
    """Say if a mention of a rationale stands in a general rule.

    Args:
        words: the sentence's, the mention's letter at `place`.
        known: share of the mention's words that the summary and the items hold.
        number: of the sentence in its paragraph, from 0.
        after_rule: the sentence before speaks of a guideline.

    """
    table = _points()
    start, end = clause_bounds(words, place)
    clause = frozenset(words[start:end])
    score = _of_words(table, clause, table.clause)
    score += _of_words(table, frozenset(words), table.sentence)
    score += _of_words(table, frozenset(_phrase(words, place)), table.phrase)
    facts = _facts(words, place, clause, number, table)
    if after_rule:
        facts.append("after_rule")
    kind = "diagnosis" if words[place] == "D" else "treatment"
    facts.append(f"{'known' if known >= 0.99 else 'part' if known > 0.3 else 'new'}_{kind}")
    return score + sum(table.mention.get(fact, 0) for fact in facts) > table.threshold


def speaks_of_rules(words: Iterable[str]) -> bool:
    """Say if a sentence names a guideline or what one does."""
    table = _points()
    return not (table.words["rule"] | table.words["guideline"]).isdisjoint(words)


def _of_words(table: Points, words: Set[str], points: dict[str, int]) -> int:
    return sum(worth for name, worth in points.items() if not table.words[name].isdisjoint(words))


def _facts(
    words: tuple[str, ...], place: int, clause: frozenset[str], number: int, table: Points
) -> list[str]:
    before = words[place - 1] if place else ""
    behind = words[place + 1] if place + 1 < len(words) else ""
    later = next((w for w in words[place + 1 :] if w in _PRESENT or w in _PAST or w in BREAKS), "")
    definite = before in _DEFINITE
    plain = all(table.words[name].isdisjoint(clause) for name in _PLAIN)
    facts = {
        "definite": before in ("the", "this", "these", "those", "that"),
        "bare": not definite,
        "bare_first": not definite and number == 0,
        "first": number == 0,
        "second": number == 1,
        "late": number > 2,
        "after_of": before == "of",
        "after_for": before in ("for", "in", "against"),
        "listed": before in (",", "and", "or"),
        "before_present": behind in _PRESENT,
        "before_past": later in _PAST,
        "plain_clause": plain,
        "plain_rule": not definite
        and not table.words["rule"].isdisjoint(clause)
        and table.words["pronoun"].isdisjoint(clause),
    }
    return [name for name, holds in facts.items() if holds]


def _phrase(words: tuple[str, ...], place: int) -> tuple[str, ...]:
    start, end = place, place + 1
    while start and not _ends_phrase(words, start - 1):
        start -= 1
    while end < len(words) and not _ends_phrase(words, end):
        end += 1
    return words[start:end]


def _ends_phrase(words: tuple[str, ...], at: int) -> bool:
    if words[at] == "and":
        return at + 1 < len(words) and words[at + 1] in _NEW_SUBJECT
    return words[at] in _PHRASE_ENDS
