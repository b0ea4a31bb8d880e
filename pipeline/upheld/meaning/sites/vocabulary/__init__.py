"""The regions of the body, and the words, muscles, nerves, joints, diseases and operations that say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from upheld.meaning.tables import read_tables

NOWHERE = "nowhere"
RANKS = ("parts", "names", "general")
_TOKEN = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_TOGETHER = re.compile(r"\b(?:(left|right)([a-z]{3,})|([a-z]{3,})(pain))\b")
_MAYBE_TOGETHER = re.compile(r"[a-z]pain|left[a-z]|right[a-z]")
_DOUBLE = re.compile(r"([a-z])\1")
_SHORTEST_STEM = 3
_NOT_PLURAL = ("ss", "us", "is")
_SIBILANTS = ("ches", "shes", "xes")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase says: its regions, and its rank: 0 a part, 1 a name that says its site, 2 a general word."""

    regions: tuple[str, ...]
    rank: int


def tokens(words: str) -> list[str]:
    """Give the words in small letters and, roughly, in the singular; `neckpain` and `rightleg` are two."""
    words = words.lower()
    if _MAYBE_TOGETHER.search(words):
        words = _TOGETHER.sub(r"\1\3 \2\4", words)
    return [singular(token) for token in _TOKEN.findall(words)]


def _single(words: str) -> str:
    """Write double letters once, for misspelt words often differ by them: *depresion*, *sacroilliac*."""
    return _DOUBLE.sub(r"\1", words)


def singular(token: str) -> str:
    """Take the plural's ending off a word, wrongly but alike off any form of it."""
    if len(token) < 4 or not token.endswith("s") or token.endswith(_NOT_PLURAL):
        return token
    if token.endswith(_SIBILANTS) and not token.endswith("aches"):
        return token[:-2]
    return token[:-3] + "y" if token.endswith("ies") else token[:-1]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases by their tokens, joined by spaces; a phrase whose last word is a stem ends in `*`.

    `longest` says how many words the longest of several has that begins with a word.
    """

    phrases: Mapping[str, Entry]
    longest: Mapping[str, int]

    def entries(self, words: list[str]) -> Iterator[Entry]:
        """Give what the phrases say, from left to right, the longest first, none across another."""
        words = _single(" ".join(words)).split()
        at = 0
        while at < len(words):
            entry, length = self._at(words, at)
            if entry is not None and entry.regions != (NOWHERE,):
                yield entry
            at += length

    def _at(self, words: list[str], at: int) -> tuple[Entry | None, int]:
        longest = self.longest.get(words[at], 1)
        for length in range(min(longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length]) if length > 1 else words[at]
            if entry := self.phrases.get(phrase) or self._by_stem(
                phrase, len(words[at + length - 1])
            ):
                return entry, length
        return None, 1

    def _by_stem(self, phrase: str, last: int) -> Entry | None:
        for cut in range(last - _SHORTEST_STEM + 1):
            if entry := self.phrases.get(phrase[: len(phrase) - cut] + "*"):
                return entry
        return None


@cache
def load_vocabulary() -> Vocabulary:
    """Read the tables beside this module.

    Raises:
        ValueError: two regions hold the same phrase.

    """
    found: dict[str, Entry] = {}
    for name, table in read_tables(__package__):
        for regions, ranks in table.items():
            for rank, phrases in ranks.items():
                entry = Entry(tuple(regions.split("+")), RANKS.index(rank))
                for phrase in phrases:
                    key = _key(phrase)
                    if found.setdefault(key, entry).regions != entry.regions:
                        raise ValueError(f"{name}: {phrase!r} says another region as well")
    longest: dict[str, int] = {}
    for first, *others in map(str.split, found):
        if others:
            longest[first] = max(longest.get(first, 0), len(others) + 1)
    return Vocabulary(found, longest)


def _key(phrase: str) -> str:
    stem = phrase.endswith("*")
    words = _TOKEN.findall(phrase.lower())
    words = (
        [*(singular(w) for w in words[:-1]), words[-1]] if stem else [singular(w) for w in words]
    )
    return " ".join(map(_single, words)) + ("*" if stem else "")
