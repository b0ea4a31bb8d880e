"""Phrases of diagnoses as letters write them, and their codes by region: tables of the project's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from upheld.meaning.sites.vocabulary import singular, tokens
from upheld.meaning.tables import read_tables

UNCODED = "-"
_QUALIFIERS = "qualifiers.toml"
_SHORTEST_STEM = 3
# The digit that stands for a region behind the stem of a code (ICD-10-CM, chapter XIII).
_JOINTS = {
    "shoulder": 1,
    "elbow": 2,
    "wrist": 3,
    "hand": 4,
    "finger": 4,
    "hip": 5,
    "knee": 6,
    "ankle": 7,
    "foot": 7,
    "toe": 7,
}
_MUSCLES = {
    "shoulder": 1, "upper_arm": 2, "forearm": 3, "elbow": 3, "hand": 4, "wrist": 4, "finger": 4,
    "thigh": 5, "hip": 5, "buttock": 5, "lower_leg": 6, "ankle": 7, "foot": 7, "toe": 7,
}  # fmt: skip
_SPINE = {"neck": 2, "upper_back": 4, "lower_back": 6, "sacrum": 8}
DIGITS: Mapping[str, Mapping[str, int]] = {"joints": _JOINTS, "muscles": _MUSCLES, "spine": _SPINE}


@dataclass(frozen=True, slots=True)
class Concept:
    """A diagnosis: its code where no site is said, and its codes by region."""

    name: str
    code: str | None
    sites: Mapping[str, str]
    bare: bool = False
    injured: str | None = None

    def code_at(self, regions: tuple[str, ...]) -> str | None:
        """Give the code at the first of the regions that has one of its own, else the one without a site."""
        if regions and self.bare:
            return None
        return next((self.sites[region] for region in regions if region in self.sites), self.code)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a concept, in any order; a stem ends in `*`."""

    words: tuple[str, ...]
    concept: Concept


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases, by each of their words."""

    phrases: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    qualifiers: frozenset[str]
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def matches(self, words: list[str]) -> Iterator[tuple[Phrase, tuple[int, ...]]]:
        """Give the phrases whose words all stand among these, with the places of them."""
        places: dict[int, dict[str, int]] = {}
        for place, word in enumerate(words):
            for key in _keys(word):
                for number in self.by_word.get(key, ()):
                    places.setdefault(number, {})[key] = place
        for number, found in places.items():
            phrase = self.phrases[number]
            if len(found) == len(phrase.words):
                yield phrase, tuple(found.values())

    def codes(self) -> frozenset[str]:
        """Give all codes that the phrases name."""
        concepts = {phrase.concept.name: phrase.concept for phrase in self.phrases}.values()
        named = {code for c in concepts for code in (c.code, c.injured, *c.sites.values()) if code}
        return frozenset(named - {UNCODED})


def _keys(word: str) -> Iterator[str]:
    yield word
    for length in range(_SHORTEST_STEM, len(word) + 1):
        yield word[:length] + "*"


@cache
def load_phrases() -> Phrases:
    """Read the tables beside this module."""
    phrases: list[Phrase] = []
    qualifiers: dict[str, Any] = {}
    for name, table in read_tables(__package__):
        if name == _QUALIFIERS:
            qualifiers = table
            continue
        for name, entry in table.items():
            concept = _concept(name, entry)
            phrases += (Phrase(_words(words), concept) for words in entry["words"])
    by_word: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for word in phrase.words:
            by_word.setdefault(word, []).append(number)
    return Phrases(
        tuple(phrases),
        {word: tuple(numbers) for word, numbers in by_word.items()},
        frozenset(singular(word) for word in qualifiers["qualifiers"]["words"]),
        qualifiers["synonyms"],
    )


def _concept(name: str, entry: Mapping[str, Any]) -> Concept:
    sites = {
        region: f"{entry[kind]}{'' if '.' in entry[kind] else '.'}{digit}"
        for kind, digits in DIGITS.items()
        if kind in entry
        for region, digit in digits.items()
    }
    sites |= entry.get("sites", {})
    return Concept(name, entry.get("code"), sites, entry.get("bare", False), entry.get("injured"))


def _words(phrase: str) -> tuple[str, ...]:
    found = []
    for word in phrase.split():
        found += [word.lower()] if word.endswith("*") else tokens(word)
    return tuple(dict.fromkeys(found))
