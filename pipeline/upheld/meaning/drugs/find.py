"""Finds the drug that a treatment names."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from upheld.meaning.drugs.tables import Drugs, load_drugs, tokens
from upheld.meaning.values import Drug

_NO_DRUG = frozenset(
    "level levels test testing panel serum screen challenge count clearance conduction immunoassay".split()
)
_INJECTED = frozenset("injection injections block blocks infusion infusions anesthesia".split())
_OPIOID, _TOPICAL, _OTHER = "opioid", "topical", "other_drug"
_SHORTEST = 7  # Of a word whose misspelling is looked for.
_ALIKE = 88.0  # Of 100: a wrong, missing or extra letter in a word of eight.


@lru_cache(maxsize=1 << 12)
def find_drug(words: str) -> Drug | None:
    """Give the drug that the words of a treatment name; None where they name none or only a class.

    Several drugs make a compound, in the order of the words. A drug in a cream, gel or patch is topical, but not an
    opioid in a patch.
    """
    drugs = load_drugs()
    said = tokens(words)
    if not _NO_DRUG.isdisjoint(said):
        return None
    names = _names(said, drugs) or _misspelled(said)
    if not names:
        return None
    parts = dict.fromkeys(part for name in names for part in drugs.generics[name].split("/"))
    generic = "/".join(parts)
    classes = [drugs.classes[name] for name in names]
    drug_class = _OPIOID if _OPIOID in classes else classes[0]
    if drug_class == _TOPICAL and not _INJECTED.isdisjoint(said):
        drug_class = _OTHER
    elif drug_class != _OPIOID and not drugs.topical_forms.isdisjoint(said):
        drug_class = _TOPICAL
    return Drug(generic, drug_class)


def _names(said: list[str], drugs: Drugs) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(said):
        for length in range(min(drugs.longest, len(said) - at), 0, -1):
            name = " ".join(said[at : at + length])
            if name in drugs.generics:
                found.append(name)
                break
        else:
            length = 1
        at += length
    return found


def _misspelled(said: list[str]) -> list[str]:
    names = _long_names()
    alike = (
        process.extractOne(word, names.get(word[0], ()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        for word in said
        if len(word) >= _SHORTEST
    )
    return [match[0] for match in alike if match]


@lru_cache(maxsize=1)
def _long_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in load_drugs().generics:
        if len(name) >= _SHORTEST and " " not in name:
            found.setdefault(name[0], []).append(name)
    return {first: tuple(names) for first, names in found.items()}
