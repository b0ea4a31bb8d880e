"""What other parts of meaning say of the words of an item: its drug, and its site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from upheld.meaning.requests.tables import any_of, load
from upheld.meaning.requests.words import plain
from upheld.meaning.sites.words import read_words
from upheld.meaning.values import Site

_ASIDE = re.compile(
    r"(?i)(?<=\w )(?:with|w/)(?!\w)[^,;()]{0,120}|(?<=\w )for (?:chronic|migraines?)(?!\w)[^,;()]{0,120}"
)
_NO_PLACES = frozenset({"psyche", "vessel", "body"})


def asked(words: str) -> str:
    """Leave out what comes with what is asked for, and the illness that it is for."""
    return " ".join(_ASIDE.sub(" ", words).split())


def site_of(words: str) -> Site:
    """Say where what the words ask for is done."""
    said = read_words(asked(words))
    regions = tuple(region for region in said.regions if region not in _NO_PLACES)
    return Site(regions=regions, levels=said.levels, side=said.side)


def drug_of(words: str) -> str | None:
    """Give the generic name of the drug that the words name, those of a mixture joined by `/`.

    A drug without a line in the table that has the stem of a generic name stands for itself.
    """
    text = plain(words)
    pattern, generics = _names()
    found = [(match.start(), generics[match[0]]) for match in pattern.finditer(text)]
    if not found:
        stem = _stems().search(text)
        return stem[0] if stem else None
    if "%" in text or "/" in text[found[0][0] : found[-1][0]]:
        parts = dict.fromkeys(part for _, generic in found for part in generic.split("/"))
        return "/".join(parts)
    return found[0][1]


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    generics = {name: name for name in load("medicines")["ingredients"]["names"]}
    for kind, drugs in load("medicines").items():
        if kind not in ("stems", "ingredients"):
            for generic, others in drugs.items():
                for name in (*others, generic):
                    generics.setdefault(plain(name), generic)
    names = sorted(generics, key=lambda name: (-len(name), name))
    return any_of(map(re.escape, names)), generics


@cache
def _stems() -> re.Pattern[str]:
    return any_of(
        pattern for patterns in load("medicines")["stems"].values() for pattern in patterns
    )
