"""The words of the letters: drugs, regions of the body, diagnoses, people, services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upheld.corpus.simulator.grammar.rules import load_tables
from upheld.corpus.simulator.sides import Draw
from upheld.meaning.drugs import load_prescribed


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug that is asked for: its generic name, the name that is written, and a strength as sold.

    `strength` is empty where the drug has none (`10/325 mg` where it has two); `brand` is a brand of
    the drug, empty where no other name than the generic is known.
    """

    generic: str
    name: str
    strength: str
    brand: str = ""


@cache
def load_regions() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the words of each injured region: region, then use (`part`, `pain`, ...), then words."""
    return {
        region: {use: tuple(words) for use, words in uses.items() if isinstance(words, list)}
        for region, uses in load_tables("vocabulary/regions").items()
    }


@cache
def class_words(drugs: str) -> tuple[str, ...]:
    """Give the words for a class of drugs, such as `opioids`."""
    words = load_prescribed()[drugs]["words"]
    return tuple(words) if isinstance(words, list) else ()


@cache
def _entries(drugs: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Give every name of a class: what it names, and the strengths as sold."""
    table = load_prescribed()[drugs]["drugs"]
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entry in table if isinstance(table, list) else ():
        for name in dict.fromkeys([entry["name"], *entry["brands"]]):
            found.setdefault(name, (entry["name"], tuple(entry["strengths"])))
    return found


def draw_drug(draw: Draw, drugs: str) -> Drug:
    """Draw a drug of a class, under its generic name or a brand.

    Raises:
        KeyError: there is no such class.

    """
    entries = _entries(drugs)
    name = draw.word(tuple(entries))
    generic, strengths = entries[name]
    brands = [other for other in entries if entries[other][0] == generic != other]
    return Drug(
        generic=generic,
        name=name,
        strength=draw.random.choice(strengths) if strengths else "",
        brand=name if name != generic else (draw.word(brands) if brands else ""),
    )


def all_drug_names() -> frozenset[str]:
    """Give the names of all drugs, generic and brand."""
    return frozenset(name for drugs in load_prescribed() for name in _entries(drugs))
