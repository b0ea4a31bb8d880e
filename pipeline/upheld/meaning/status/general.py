"""General rules: sentences of a rationale that speak of guidelines and of patients at large, by points."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from upheld.meaning.status.lists import BREAKS, clause_bounds
from upheld.meaning.tables import read_table

_DEFINITE = frozenset("the this these those that his her their".split())
_PRESENT = frozenset(
    "is are may can could should must would might will has have does do treats helps requires works needs carries"
    " causes brings applies".split()
)
_HAS = frozenset("had underwent took came went fell".split())
_PAST = frozenset("was were had did".split())
_PHRASE_ENDS = BREAKS | frozenset(", : which who so whose".split())
_NEW_SUBJECT = frozenset("he she it the there this his her they no not here".split())
_PLAIN = ("pronoun", "was", "date", "record", "request", "here")


@dataclass(frozen=True, slots=True)
class Points:
    """The points table: word sets by name, and points by part of the sentence."""

    threshold: int
    words: dict[str, frozenset[str]]
    parts: dict[str, tuple[str, ...]]
    worth: dict[str, int]


@cache
def _points() -> Points:
    table = read_table(__package__, "tables/points")
    parts = ("clause", "phrase", "sentence", "mention")
    return Points(
        table["threshold"],
        {name: frozenset(words.split()) for name, words in table["words"].items()},
        {part: tuple(table[part]) for part in parts},
        {f"{part}.{name}": worth for part in parts for name, worth in table[part].items()},
    )


def is_general(
    words: tuple[str, ...], place: int, known: float, number: int, after_rule: bool
) -> bool:
    """Say if a mention of a rationale stands in a general rule.

    Args:
        words: the sentence's.
        place: where the mention's letter is among them.
        known: share of the mention's words that the summary and the items hold.
        number: of the sentence in its paragraph, from 0.
        after_rule: the sentence before speaks of a guideline.

    """
    table = _points()
    return (
        sum(table.worth[fact] for fact in facts_of(words, place, known, number, after_rule))
        > table.threshold
    )


def facts_of(
    words: tuple[str, ...], place: int, known: float, number: int, after_rule: bool
) -> list[str]:
    """Give what counts for or against a general rule, by the names of the points table."""
    table = _points()
    start, end = clause_bounds(words, place)
    clause = frozenset(words[start:end])
    facts = _of_words(table, "clause", clause)
    facts += _of_sentence(words)
    facts += _of_words(table, "phrase", frozenset(_phrase(words, place)))
    facts += [f"mention.{fact}" for fact in _facts(words, place, clause, number, table)]
    if after_rule:
        facts.append("mention.after_rule")
    kind = "diagnosis" if words[place] == "D" else "treatment"
    share = "known" if known >= 0.99 else "part" if known > 0.3 else "new"
    facts.append(f"mention.{share}_{kind}")
    if share == "new" and not table.words["risk"].isdisjoint(clause):
        facts.append(f"mention.risk_of_{kind}")
    return [fact for fact in facts if fact in table.worth]


def speaks_of_rules(words: Iterable[str]) -> bool:
    """Say if a sentence names a guideline or what one does."""
    table = _points()
    return not (table.words["rule"] | table.words["guideline"]).isdisjoint(words)


def _of_words(table: Points, part: str, words: Set[str]) -> list[str]:
    return [
        f"{part}.{name}" for name in table.parts[part] if not table.words[name].isdisjoint(words)
    ]


@lru_cache(maxsize=1)  # That of one mention after the other.
def _of_sentence(words: tuple[str, ...]) -> list[str]:
    return _of_words(_points(), "sentence", frozenset(words))


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
        "of_patient": _tells_of_patient(words, place, table),
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


def _tells_of_patient(words: tuple[str, ...], place: int, table: Points) -> bool:
    """Say if the patient does or has something in front of the mention, in its clause: `she takes`."""
    start, _ = clause_bounds(words, place)
    return any(
        v in _HAS or v.endswith(("s", "ed"))
        for w, v in pairwise(words[start:place])
        if w in table.words["subject"]
    )


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
