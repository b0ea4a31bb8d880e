"""The drugs that letters name, with their brands and classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upheld.meaning.tables import read_table

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Drugs:
    """Generics and classes by names, generic or brand, in small letters; the words for forms of topical drugs."""

    generics: Mapping[str, str]
    classes: Mapping[str, str]
    topical_forms: frozenset[str]
    longest: int


def tokens(words: str) -> list[str]:
    """Give the words in small letters, those that punctuation joins one by one."""
    return _TOKEN.findall(words.lower())


@cache
def load_prescribed() -> Mapping[str, Mapping[str, object]]:
    """Give the drugs commonly asked for: by group its `words` and its `drugs` with brands and strengths."""
    return read_table(__package__, "prescribed")


@cache
def load_drugs() -> Drugs:
    """Read the tables beside this module; what stands in `others` goes before what stands in `prescribed`.

    Raises:
        ValueError: two drugs of `others` have the same name.

    """
    rules = read_table(__package__, "rules")
    salts = frozenset(rules["salts"])
    generics: dict[str, str] = {}
    classes: dict[str, str] = {}
    for drug_class, drugs in read_table(__package__, "others").items():
        for generic, brands in drugs.items():
            plain = _without_salt(generic, salts)
            for name in (generic, *brands):
                key = _key(name)
                if generics.setdefault(key, plain) != plain:
                    raise ValueError(f"{name!r} is {generics[key]!r} and {plain!r}")
                classes.setdefault(key, drug_class)
    for group, table in read_table(__package__, "prescribed").items():
        for drug in table["drugs"]:
            plain = _without_salt(drug["name"], salts)
            named = generics.get(_key(drug["name"])) or generics.get(_key(plain)) or plain
            drug_class = classes.get(_key(named), rules["classes"][group])
            for name in (named, drug["name"], *drug["brands"]):
                generics.setdefault(_key(name), named)
                classes.setdefault(_key(name), drug_class)
    return Drugs(
        generics,
        classes,
        frozenset(rules["topical_forms"]),
        max(key.count(" ") for key in generics) + 1,
    )


def _key(name: str) -> str:
    return " ".join(tokens(name))


def _without_salt(generic: str, salts: frozenset[str]) -> str:
    words = [word for word in generic.lower().split() if word not in salts]
    return " ".join(words) or generic.lower()
