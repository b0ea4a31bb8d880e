"""Which mentions a cue reaches: the next ones in its way, those listed with them, up to where its clause ends."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from upheld.meaning.status.cues import Cue, Kind, find_cues
from upheld.meaning.status.words import MENTIONS, Words

# Words that end a clause, and with it the reach of a cue (termination terms of NegEx and ConText).
BREAKS = frozenset("; . but however although though while whereas yet except because unless until".split())
# What may stand between the members of a list.
_GLUE = frozenset(", / + & and or nor and/or any other of in at B M ( ) either a an no also as well further".split())
_NO_LIST = frozenset(
    "with without which who whom that was were is are has have had he she it they this there for from by after before when if"
    " showed shows revealed on due to not".split()
)
_JOINS = frozenset("and or nor and/or".split())
_ARTICLES = frozenset("the his her".split())
_PAIR = frozenset("and or with M B of".split())
_NEAR, _FAR = 6, 14


@dataclass(frozen=True, slots=True)
class Reached:
    """A cue that reaches a mention from `distance` words away."""

    kind: Kind
    distance: int
    start: int
    length: int


def reach_of_cues(read: Words) -> list[list[Reached]]:
    """Give, for each mention of a sentence, the cues that reach it."""
    words, places = read.words, read.places
    found: list[list[Reached]] = [[] for _ in places]
    for label in "TD":
        if label not in words:
            continue
        taken: set[tuple[int, str]] = set()
        for cue in find_cues(words, label):
            if cue.kind.way == "here" or (cue.start, cue.kind.status) in taken:
                continue
            reached = _reached(cue, words, places)
            if reached:
                taken.add((cue.start, cue.kind.status))
            for i in reached:
                place = places[i]
                if words[place] == label:
                    away = place - cue.end if place >= cue.end else cue.start - place
                    found[i].append(Reached(cue.kind, max(0, away), cue.start, cue.end - cue.start))
    return found


def _reached(cue: Cue, words: tuple[str, ...], places: tuple[int, ...]) -> list[int]:
    if cue.kind.way == "forward":
        ahead = [i for i, place in enumerate(places) if place >= cue.end]
        if cue.kind.reach == "clause":
            return _in_clause(cue, words, places, ahead)
        return _listed(cue, words, places, ahead, cue.end)
    behind = [i for i, place in enumerate(places) if place < cue.start][::-1]
    return _listed_back(cue, words, places, behind)


def _in_clause(cue: Cue, words: tuple[str, ...], places: tuple[int, ...], ahead: list[int]) -> list[int]:
    end = cue.end
    while end < len(words) and words[end] not in BREAKS:
        end += 1
    return [i for i in ahead if places[i] < end and words[places[i]] in cue.kind.labels]


def _listed(
    cue: Cue, words: tuple[str, ...], places: tuple[int, ...], ahead: list[int], start: int
) -> list[int]:
    found: list[int] = []
    at = start
    for i in ahead:
        gap = words[at : places[i]]
        letter = words[places[i]]
        if found:
            if not _lists(gap, letter == words[at - 1], cue.kind.status == "denied"):
                break
        elif len(gap) > _NEAR or _closes(gap):
            break
        if letter in cue.kind.labels:
            found.append(i)
            at = places[i] + 1
        elif letter not in "BM":
            break
    return found


def _lists(gap: tuple[str, ...], alike: bool, strict: bool) -> bool:
    """Say if a list goes on over the words between two mentions; `strict` lists hold no measurements."""
    if len(gap) > _FAR or (strict and "M" in gap):
        return False
    if not alike and _JOINS.isdisjoint(gap):
        return False
    return all(w in _GLUE or (w in _ARTICLES and v == "B") for w, v in pairwise((*gap, "")))


def _closes(gap: tuple[str, ...]) -> bool:
    """Say if the words between a cue and the first mention end its reach."""
    return any(
        w in BREAKS or w in "():" or (w == "," and v not in ("a", "an", "any", "or"))
        for w, v in pairwise((*gap, ""))
    )


def _listed_back(
    cue: Cue, words: tuple[str, ...], places: tuple[int, ...], behind: list[int]
) -> list[int]:
    found: list[int] = []
    at = cue.start
    far = _FAR if cue.kind.status == "tried" else _NEAR
    for i in behind:
        gap = words[places[i] + 1 : at]
        letter = words[places[i]]
        if found:
            glue = _PAIR if cue.kind.reach == "next" else _GLUE | {"with"} if cue.kind.status == "past" else _GLUE
            if letter not in "BM" and not all(w in glue for w in gap):
                break
        elif len(gap) > far or any(w in BREAKS or w == ":" for w in gap):
            break
        if letter in cue.kind.labels:
            found.append(i)
            at = places[i]
        elif letter not in "BM" and (found or cue.kind.status != "tried"):
            break
    return found


def clause_bounds(words: tuple[str, ...], place: int) -> tuple[int, int]:
    """Give the clause `[start, end)` that holds a word."""
    start = place
    while start and words[start - 1] not in BREAKS:
        start -= 1
    end = place + 1
    while end < len(words) and words[end] not in BREAKS:
        end += 1
    return start, end


__all__ = ["BREAKS", "MENTIONS", "Reached", "clause_bounds", "reach_of_cues"]
