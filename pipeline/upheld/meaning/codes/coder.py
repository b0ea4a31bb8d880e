"""Codes of ICD-10-CM for diagnoses: by the project's phrases, or else by the titles that are written most alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from upheld.meaning.codes.catalogue import load_catalogue
from upheld.meaning.codes.phrases import UNCODED, load_phrases
from upheld.meaning.codes.titles import load_titles
from upheld.meaning.mentions import Mention
from upheld.meaning.sites.vocabulary import load_vocabulary, tokens
from upheld.meaning.sites.words import find_levels, read_words
from upheld.meaning.values import Code, Site

THRESHOLD = 0.62  # Of likeness, tuned on letters of development, as the numbers below.
_ALIKE = 0.7  # How like a title has to be: more than a phrase, whose words are those of letters.
_SURE = 0.95  # What a phrase is that needs no comparison with titles.
_OF_HEAD = 0.65
_ELSEWHERE = 0.6  # What is left of the likeness of a title of another region.
_TAIL = re.compile(
    r"\b(?:with|without|due to|secondary to|from|after|following|related to|for)\b", re.IGNORECASE
)
_INJURED = re.compile(r"\b(?:traumatic|acute|injur\w{0,4})\b", re.IGNORECASE)

_Found = tuple[str, float]  # A code, or UNCODED, and its score.


class Coder:
    """Codes diagnoses; gives nothing whose likeness is under the threshold, 0 to 1."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold
        self._phrases = load_phrases()
        self._titles = load_titles()

    def code(self, words: str, site: Site) -> Code | None:
        """Give the code of a diagnosis by its words and site; None where none is like enough or no code says them."""
        said = [self._phrases.synonyms.get(token, token) for token in tokens(words)]
        tail = _TAIL.search(words)
        head = len(tokens(words[: tail.start()])) or len(said) if tail else len(said)
        if tail and tail[0].lower() == "without":
            said = said[:head]
        found = self._by_phrase(said, head, site, is_injury=bool(_INJURED.search(words)))
        if found is None or found[1] < _SURE:
            found = self._by_title(said, site, max(_ALIKE, found[1] if found else 0.0)) or found
        if found is None or found[0] == UNCODED or found[1] < self.threshold:
            return None
        code = self._titles.at_side(self._titles.known(found[0]), site.side)
        return Code(code, self._titles.titles[code], round(found[1], 3))

    def _by_phrase(
        self, said: list[str], head: int, site: Site, *, is_injury: bool
    ) -> _Found | None:
        """Give the code of the phrase that holds most of the words, by its share of those that say anything."""
        best: tuple[tuple[int, bool, bool, int], str, set[int]] | None = None
        for phrase, places in self._phrases.matches(said):
            concept = phrase.concept
            if concept.bare and site.regions:
                continue
            code = (
                (concept.injured if is_injury else None) or concept.code_at(site.regions) or UNCODED
            )
            rank = (len(set(places)), min(places) < head, code != UNCODED, max(places))
            if best is None or rank > best[0]:
                best = rank, code, set(places)
        if best is None:
            return None
        share = self._share(said, best[2])
        # The last word of a noun phrase in English says what it is, whatever stands in front of it.
        return best[1], _OF_HEAD + (1 - _OF_HEAD) * share if head - 1 in best[2] else share

    def _share(self, said: list[str], places: set[int]) -> float:
        """How much of what the words say a phrase holds, by their lengths: sites and qualifiers count nothing."""
        held = sum(len(said[place]) for place in places)
        others = (word for place, word in enumerate(said) if place not in places)
        return held / (held + sum(len(word) for word in others if not self._says_nothing(word)))

    def _says_nothing(self, word: str) -> bool:
        return word in self._phrases.qualifiers or word[0].isdigit() or _is_place(word)

    def _by_title(self, said: list[str], site: Site, at_least: float) -> _Found | None:
        """Give the code of the title, term or phrase that is most like the words, at least so much."""
        kept = [word for word in said if word not in self._phrases.qualifiers] or said
        catalogue = load_catalogue()
        best: _Found | None = None
        for number, score in catalogue.index.alike(" ".join(kept), at_least):
            code = catalogue.codes[number]
            if concept := catalogue.concepts.get(number):
                code = concept.code_at(site.regions) or UNCODED
            elif site.regions and _is_elsewhere(self._titles.titles[code], site.regions):
                score *= _ELSEWHERE
            if score > (best[1] if best else at_least):
                best = code, score
        return best


@lru_cache(maxsize=1 << 12)
def _is_place(word: str) -> bool:
    return any(True for _ in load_vocabulary().entries([word])) or bool(find_levels(word))


@lru_cache(maxsize=1 << 12)
def _is_elsewhere(title: str, regions: tuple[str, ...]) -> bool:
    named = read_words(title).regions
    return bool(named) and set(named).isdisjoint(regions)


@cache
def _default_coder() -> Coder:
    return Coder()


@lru_cache(maxsize=1 << 12)
def _cached(words: str, site: Site) -> Code | None:
    return _default_coder().code(words, site)


def find_codes(text: str, mentions: Sequence[Mention], sites: Sequence[Site]) -> list[Code | None]:
    """Give the code of each mention, None for what is no diagnosis and what no code says.

    Args:
        text: in paragraphs, parted by blank lines.
        mentions: in their order, none across another.
        sites: those of the mentions, in their order.

    """
    return [
        _cached(mention.words(text), site) if mention.label == "DIAGNOSIS" else None
        for mention, site in zip(mentions, sites, strict=True)
    ]
