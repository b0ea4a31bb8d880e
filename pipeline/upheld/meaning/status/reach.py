"""Which mentions a cue reaches: the next ones in its way, those listed with them, up to where its clause ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from upheld.meaning.status.cues import Cue, Kind, find_cues
from upheld.meaning.status.lists import (
    clause_bounds,
    goes_back,
    goes_on,
    is_alternative,
    is_closed,
    is_linked,
    opens,
    reaches_back,
)
from upheld.meaning.status.words import Words

_SENTENCES = 2048  # Some more than a batch of letters holds.
_LISTED_BY_COMMAS = frozenset("no without w/o".split())


@dataclass(frozen=True, slots=True)
class Reached:
    """A cue that reaches a mention from `distance` words away; it is the words `[start, end)`."""

    kind: Kind
    distance: int
    start: int
    end: int


# What the decision model may see of a letter are mostly sentences that were read before.
@lru_cache(maxsize=_SENTENCES)
def reach_of_cues(read: Words) -> tuple[tuple[Reached, ...], ...]:
    """Give, for each mention of a sentence, the cues that reach it."""
    found: list[list[Reached]] = [[] for _ in read.places]
    for label in "TD":
        if label not in read.words:
            continue
        # Words that are a cue both ways (`failed`) look forward first.
        taken: set[tuple[int, str]] = set()
        for cue in find_cues(read.words, label):
            if cue.kind.way == "here" or (cue.start, cue.kind.status) in taken:
                continue
            for i in _reached(cue, read):
                taken.add((cue.start, cue.kind.status))
                if read.words[read.places[i]] == label:
                    found[i].append(_reach(cue, read.places[i]))
    return tuple(map(tuple, found))


def _reach(cue: Cue, place: int) -> Reached:
    distance = place - cue.end if place >= cue.end else cue.start - place
    return Reached(cue.kind, max(0, distance), cue.start, cue.end)


def _reached(cue: Cue, read: Words) -> list[int]:
    if cue.kind.way == "backward":
        return _behind(cue, read)
    if cue.kind.reach == "clause":
        return _in_clause(cue, read)
    return _ahead(cue, read)


def _in_clause(cue: Cue, read: Words) -> list[int]:
    _, end = clause_bounds(read.words, cue.end - 1)
    return [
        i
        for i, place in enumerate(read.places)
        if cue.end <= place < end and read.words[place] in cue.kind.labels
    ]


def _ahead(cue: Cue, read: Words) -> list[int]:
    words, at = read.words, cue.end
    found: list[int] = []
    gaps: list[tuple[str, ...]] = []
    for i, place in enumerate(read.places):
        if place < cue.end:
            continue
        gap, letter = words[at:place], words[place]
        if not found:
            holds = opens(gap)
        elif cue.kind.reach == "next":
            holds = is_alternative(gap)
        else:
            holds = goes_on(gap, letter == words[at - 1], cue.kind.status != "denied")
        if letter in cue.kind.labels:
            if not holds:
                break
            gaps.append(gap)
            found.append(i)
            at = place + 1
        elif letter not in "BM" and not ("(" in gap and ")" not in gap and found):
            break
    if words[cue.start] in _LISTED_BY_COMMAS and not is_closed([*gaps[1:], words[at : at + 1]]):
        return found[:1]
    return found


def _behind(cue: Cue, read: Words) -> list[int]:
    words, at = read.words, cue.start
    kind = cue.kind
    found: list[int] = []
    for i in range(len(read.places) - 1, -1, -1):
        place = read.places[i]
        if place >= cue.start:
            continue
        gap, letter = words[place + 1 : at], words[place]
        if letter in kind.labels:
            if found and not goes_back(gap, kind.reach == "next", kind.status == "past"):
                break
            if not found and not reaches_back(gap, kind.status == "tried"):
                break
            found.append(i)
            at = place
            if "(" in gap and ")" not in gap:
                break  # A cue in brackets speaks of what they stand behind.
        elif (
            letter not in "BM" and (found or kind.status != "tried") and not is_linked(words, place)
        ):
            break
    return found
