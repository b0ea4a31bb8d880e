"""The kind of a request, by the scheme of `vocabulary/kinds.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from upheld.meaning.requests.tables import any_of, load
from upheld.meaning.requests.words import plain

_OTHER = "other"
_MEDICINE = "other_drug"
_DOSED = re.compile(
    r"# ?\d|\d ?(?:mg|mcg|micrograms?|milligrams?|g|gm|grams?|ml|iu|units?|tab\w*|cap\w*)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of request with what names it: see the head of `kinds.toml`."""

    name: str
    outright: re.Pattern[str] | None
    names: re.Pattern[str] | None
    words: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Act:
    """An act whose kind depends on its place."""

    words: re.Pattern[str]
    places: tuple[tuple[str, re.Pattern[str]], ...]
    elsewhere: str

    def kind_at(self, item: str) -> str:
        """Say of which kind the act is, done where the item says."""
        found = (kind for kind, places in self.places if places.search(item))
        return next(found, self.elsewhere)


@cache
def _table() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Give the category and the table of every kind, in the order in which they are tried."""
    scheme = load("kinds")
    found = {
        name: (category, table)
        for category in scheme["categories"]
        for name, table in load(category).items()
    }
    return {name: found[name] for name in scheme["order"]}


@cache
def categories() -> Mapping[str, str]:
    """Give the category of every kind."""
    return {name: category for name, (category, _) in _table().items()}


@cache
def titles() -> Mapping[str, str]:
    """Give what every kind is called."""
    return {name: table["title"] for name, (_, table) in _table().items()}


@cache
def _kinds() -> tuple[_Kind, ...]:
    fields = ("outright", "names", "words")
    return tuple(
        _Kind(name, *(any_of(table[field]) if field in table else None for field in fields))
        for name, (_, table) in _table().items()
    )


@cache
def _acts() -> tuple[_Act, ...]:
    return tuple(
        _Act(
            any_of(act["words"]),
            tuple((place["kind"], any_of(place["words"])) for place in act["places"]),
            act["kind"],
        )
        for act in load("acts").values()
    )


@cache
def _medicines() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give for each kind of medicine its names, longest first, and after all names the stems."""
    table = dict(load("medicines"))
    stems = table.pop("stems")
    del table["ingredients"]
    names = {
        kind: sorted(
            {plain(name) for generic, others in drugs.items() for name in (generic, *others)},
            key=lambda name: (-len(name), name),
        )
        for kind, drugs in table.items()
    }
    return (
        *((kind, any_of(map(re.escape, names[kind]))) for kind in names),
        *((kind, any_of(patterns)) for kind, patterns in stems.items()),
    )


@cache
def _breaks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("kinds")
    words = [cut for cut in table["cuts"] if cut[0].isalpha()]
    signs = [cut for cut in table["cuts"] if not cut[0].isalpha()]
    cut = re.compile("|".join(signs) + "|" + any_of(words).pattern)
    return cut, any_of(table["modifiers"])


def kind_of(text: str) -> str:
    """Say what kind of service the words of an item ask for: `other` where they say none."""
    item = plain(text)
    for kind in _kinds():
        if kind.outright is not None and kind.outright.search(item):
            return kind.name
    cut, modifiers = _breaks()
    item = modifiers.sub(" ", item)
    for phrase in filter(None, map(str.strip, cut.split(item))):
        if found := _of_phrase(phrase, item):
            return found
    return _MEDICINE if _DOSED.search(item) else _OTHER


def _of_phrase(phrase: str, item: str) -> str | None:
    for kind in _kinds():
        if kind.names is not None and kind.names.search(phrase):
            return kind.name
    for act in _acts():
        if act.words.search(phrase):
            return act.kind_at(item)
    for name, medicines in _medicines():
        if medicines.search(phrase):
            return name
    for kind in _kinds():
        if kind.words is not None and kind.words.search(phrase):
            return kind.name
    return None
