"""Mentions: entities by their place in a text, and the sentences that hold them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# A sentence ends behind `.`, `!`, `?` or `;` in front of a space, or with its paragraph. What ends no sentence: the
# full stop of an abbreviation, of an initial, of a number in a list.
_END = re.compile(r"[.!?;](?=[\s\"')\]])|\n+")
_NO_END = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|No|approx|incl|etc|e\.g|i\.e|p|pp|Ch|fig|mg|tab|tabs|cap|caps|hr|hrs|wk|wks|yr|yrs|b\.i\.d|t\.i\.d|q\.i\.d)"
    r"|\b[A-Z]|(?:^|\n)\s*[0-9]{1,2})\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """An entity: characters `[start, end)` of a text, and its label."""

    start: int
    end: int
    label: str

    def words(self, text: str) -> str:
        """Give its words."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mentions: characters `[start, end)` of a text.

    `first` is the number of its first mention among all of the text; `mentions` are in their order.
    """

    start: int
    end: int
    first: int
    mentions: tuple[Mention, ...]


def sentences(text: str, mentions: Sequence[Mention]) -> list[Sentence]:
    """Give the sentences that hold mentions, in their order; those that hold none cost nothing.

    Args:
        text: in paragraphs, parted by line feeds.
        mentions: in their order, none across another. One that a sentence's end would part keeps its sentence
            together.

    """
    return list(_sentences(text, tuple(mentions)))


# Several parts of meaning ask for those of the same letter, one after the other.
@lru_cache(maxsize=1)
def _sentences(text: str, mentions: tuple[Mention, ...]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    at = 0
    while at < len(mentions):
        start, end = _around(text, mentions[at], found[-1].end if found else 0)
        last = bisect_right(mentions, end - 1, lo=at, key=lambda m: m.start)
        while mentions[last - 1].end > end:
            end = _end_behind(text, mentions[last - 1].end)
            last = bisect_right(mentions, end - 1, lo=at, key=lambda m: m.start)
        found.append(Sentence(start, end, at, mentions[at:last]))
        at = last
    return tuple(found)


_REACH = (
    1500  # No sentence is looked for further away: a text without full stops is read in pieces.
)


def _around(text: str, mention: Mention, behind: int) -> tuple[int, int]:
    """Give the edges of the sentence of a mention, which begins behind the one before."""
    floor = max(behind, mention.start - _REACH)
    start = floor
    for end in _END.finditer(text, floor, mention.start):
        if not _is_no_end(text, end.end()):
            start = end.end()
    while start < mention.start and text[start].isspace():
        start += 1
    return start, _end_behind(text, mention.end)


def _end_behind(text: str, position: int) -> int:
    ceiling = min(len(text), position + _REACH)
    for end in _END.finditer(text, position, ceiling):
        if not _is_no_end(text, end.end()):
            return end.start() if end[0].startswith("\n") else end.end()
    return ceiling


def _is_no_end(text: str, position: int) -> bool:
    return text[position - 1] == "." and bool(_NO_END.search(text, max(0, position - 12), position))
