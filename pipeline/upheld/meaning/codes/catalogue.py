"""All texts that a diagnosis is compared with: the project's phrases, the titles of codes and their inclusion terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upheld.meaning.codes.index import TrigramIndex
from upheld.meaning.codes.phrases import Concept, load_phrases
from upheld.meaning.codes.titles import load_titles
from upheld.meaning.sites.vocabulary import singular

# Words of titles that letters leave out.
_UNSAID = frozenset(
    "unspecified other specified not elsewhere classified otherwise nos nec site without initial of and or in the due"
    " to with by as region type left right a".split()
)
_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts' index, their codes, and the concept instead of a code for those that are phrases, by their numbers."""

    index: TrigramIndex
    codes: tuple[str, ...]
    concepts: Mapping[int, Concept]


@cache
def load_catalogue() -> Catalogue:
    """Build the catalogue; of texts alike the phrase stands, else the most general code."""
    phrases = {
        " ".join(word.rstrip("*") for word in phrase.words): phrase.concept
        for phrase in load_phrases().phrases
    }
    texts = dict.fromkeys(phrases, "")
    titles = load_titles()
    sided = {code for siblings in titles.sides.values() for code in siblings.values()}
    rows = [(code, title) for code, title in titles.titles.items() if code not in sided]
    for code, title in sorted([*rows, *titles.terms], key=_generality):
        words = title.lower().translate(_LETTERS).split()
        texts.setdefault(" ".join(singular(word) for word in words if word not in _UNSAID), code)
    concepts = {number: phrases[text] for number, text in enumerate(texts) if text in phrases}
    return Catalogue(TrigramIndex(tuple(texts)), tuple(texts.values()), concepts)


def _generality(row: tuple[str, str]) -> tuple[int, bool]:
    code, title = row
    return len(code), "nspecified" not in title
