"""Words run together: where a space was lost within a line.

Extraction from PDF loses spaces, and mostly those beside short words (`neck painand`, `withnausea`). A word is parted
only where neither a dictionary nor the rest of the letter knows it, and where they know all that it is parted into.
In a letter that has several such words, more of them are believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"(?<![\w-])[A-Za-z][a-z]{4,40}(?![\w-])|(?<![\w-])[A-Z]{6,40}(?![\w-])")
_SENTENCE = re.compile(r"(?<=[A-Za-z0-9)%\]][.;!?])(?=[A-Z][a-z])|(?<=[a-z][a-z],)(?=[A-Za-z]{2})")
_COMMON = frozenset(
    {"and", "are", "but", "by", "for", "from", "had", "has", "have", "her", "his", "its", "not"}
    | {"of", "that", "the", "their", "this", "to", "was", "were", "which", "with", "without"}
)
# These also begin or end words of their own (`Augmentin`, `incoordination`, `pectoralis`).
_DOUBTFUL = frozenset(
    {"after", "all", "any", "as", "at", "be", "before", "he", "in", "is", "no", "on", "she", "so"}
    | {"than", "who"}
)
FUNCTION_WORDS = _COMMON | _DOUBTFUL
_LATIN = re.compile(r"(?:al|ar|or|ens|os|it|ul|ic)is$")
_FORMS = re.compile(r"(?:[aio]|anti|hyper|inter|intra|over|post|super|under|ultra)$")
_SHORTEST = 4  # Letters of a word that is no function word: shorter ones stand in many names.
_NAMES = 2  # How often a letter writes a word that no dictionary knows, if it is one.
_RARE = 30_000  # From this rank on the dictionary has names and scraps.
_EVIDENCE = 3  # So many different words run together mark a letter that loses spaces.


class Gluing:
    """What a letter tells of words run together in it."""

    def __init__(self, text: str, counts: Mapping[str, int], ranks: Mapping[str, int]) -> None:
        """Weigh a letter's text.

        Args:
            text: the whole text.
            counts: how often it has each word, in small letters, that stands on its own.
            ranks: the words of English, in small letters, with their ranks: 0 is the commonest.

        """
        self._counts = counts
        self._ranks = ranks
        words = set(map(str.lower, _WORD.findall(text)))
        unknown = [word for word in words if not self._known(word)]
        self._loses_spaces = False
        self._loses_spaces = sum(map(bool, map(self._cuts, unknown))) >= _EVIDENCE
        self._parted = {word: cuts for word in unknown if (cuts := self._cuts(word))}

    def missing_spaces(self, line: str) -> list[int]:
        """Find the places of a line of the letter at which a space is missing, as sorted offsets in it."""
        places = {match.start() for match in _SENTENCE.finditer(line)}
        if self._parted:  # In most letters no word is.
            for match in _WORD.finditer(line):
                cuts = self._parted.get(match.group().lower(), ())
                places.update(match.start() + cut for cut in cuts)
        return sorted(places)

    def _cuts(self, word: str) -> list[int]:
        """Say where an unknown word is parted; nowhere if it is none that was run together."""
        heads = [n for n in _lengths(word) if word[:n] in FUNCTION_WORDS]
        tails = [len(word) - n for n in _lengths(word) if word[-n:] in FUNCTION_WORDS]
        for cut in heads:
            if self._stands(word[cut:], beside=word[:cut]):
                return [cut]
        for cut in tails:
            if self._stands(word[:cut], beside=word[cut:]) and not _LATIN.search(word):
                return [cut]
        for first in heads:
            for last in tails:
                edges = (word[:first], word[last:])
                sure = self._loses_spaces or _COMMON.issuperset(edges)
                if first < last and sure and self._stands(word[first:last], beside=edges[0]):
                    return [first, last]
        return self._between(word) if self._loses_spaces else []

    def _between(self, word: str) -> list[int]:
        """Part a word between two common words that are no function words."""
        cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
        likely = [
            (max(self._rank(word[:cut]), self._rank(word[cut:])), cut)
            for cut in cuts
            if not _FORMS.search(word[:cut])
        ]
        rank, cut = min(likely, default=(_RARE, 0))
        return [cut] if rank < _RARE else []

    def _rank(self, word: str) -> int:
        """Give the rank of a word; one that the letter has elsewhere counts as common."""
        return 0 if word in self._counts else self._ranks.get(word, _RARE)

    def _stands(self, part: str, *, beside: str) -> bool:
        """Tell a word that may stand beside a function word; doubtful ones ask for a witness in the letter."""
        if len(part) < _SHORTEST:
            return part in _COMMON or (self._loses_spaces and part in _DOUBTFUL)
        if part in self._counts and (self._loses_spaces or part in self._ranks):
            return True
        return self._known(part) and (self._loses_spaces or beside in _COMMON)

    def _known(self, word: str) -> bool:
        return word in self._ranks or self._counts.get(word, 0) >= _NAMES


def _lengths(word: str) -> Iterable[int]:
    return range(min(7, len(word) - 2), 1, -1)
