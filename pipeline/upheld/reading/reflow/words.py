"""The words of a letter: how those broken over two lines are written, and where spaces are missing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from upheld.reading.reflow.gluing import Gluing

_WORD = re.compile(r"[a-z]+")
_COMPOUND = re.compile(r"[a-z]{1,20}-[a-z]{1,20}")
# Second halves that are written with a hyphen though a dictionary also knows the closed form.
_SECOND_HALVES = frozenset({"up", "op", "off", "old", "ray", "rays"})
_FIRST_HALVES = frozenset({"x", "pre", "post", "non", "self"})
# First halves that are no words of their own in these letters, though the dictionary has them.
_PREFIXES = frozenset(
    {"anti", "electro", "hyper", "hypo", "inter", "intra", "micro", "neuro", "poly", "radio", "sub"}
    | {"thoraco", "trans", "ultra"}
)


@cache
def english_words() -> dict[str, int]:
    """Give about 83,000 English words in lower case, each with its rank: 0 is the commonest (list of SymSpell)."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    lines = listing.read_text(encoding="utf-8-sig").splitlines()
    return {line.split(" ", 1)[0]: rank for rank, line in enumerate(lines)}


class Vocabulary:
    """The words of one letter, the best witness of how a word in it is written."""

    def __init__(self, text: str) -> None:
        """Collect the words and the hyphenated words of `text`."""
        lowered = text.lower()
        self.counts = Counter(_WORD.findall(lowered))
        self.compounds = frozenset(_COMPOUND.findall(lowered))
        self._gluing = Gluing(text, self.counts, english_words())

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Say whether `left-` at a line's end and `right` on the next keep their hyphen.

        Wrapping breaks at hyphens that belong to the word (`evidence-based`) as well as inside
        words (`medica-tion`): letter and dictionary tell which.
        """
        if not (left[-1:].islower() and right[:1].islower()):
            return True
        first, second = left.lower(), right.lower()
        if first + second in self.counts:
            return False
        if f"{first}-{second}" in self.compounds:
            return True
        known = english_words()
        if second in _SECOND_HALVES and (first in known or first in _FIRST_HALVES):
            return True
        if first + second in known or first in _PREFIXES:
            return False
        return first in known and second in known

    def missing_spaces(self, line: str) -> list[int]:
        """Find the places of a line of the letter at which a space is missing, as sorted offsets in it."""
        return self._gluing.missing_spaces(line)
