"""Words broken over two lines, and words run together."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

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
_FUNCTION_WORDS = "on|of|and|the|with|for|was|were|to|in|are|not|has|had|by"
_GLUED_TAIL = re.compile(rf"\b([a-z]{{3,20}}?)({_FUNCTION_WORDS})\b", re.IGNORECASE)
_GLUED_HEAD = re.compile(r"\b(not|the|of|and|with|was|is|to)([a-z]{4,20})\b", re.IGNORECASE)
_GLUED_SENTENCE = re.compile(
    r"(?<=[A-Za-z0-9)%\]][.;!?])(?=[A-Z][a-z])|(?<=[a-z][a-z],)(?=[A-Za-z]{2})"
)


@cache
def english_words() -> frozenset[str]:
    """Give about 83,000 common English words in lower case (frequency list of SymSpell)."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    lines = listing.read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines)


class Vocabulary:
    """The words of one letter, the best witness of how a word in it is written."""

    def __init__(self, text: str) -> None:
        """Collect the words and the hyphenated words of `text`."""
        lowered = text.lower()
        self.words = frozenset(_WORD.findall(lowered))
        self.compounds = frozenset(_COMPOUND.findall(lowered))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Say whether `left-` at a line's end and `right` on the next keep their hyphen.

        Wrapping breaks at hyphens that belong to the word (`evidence-based`) as well as inside
        words (`medica-tion`): letter and dictionary tell which.
        """
        if not (left[-1:].islower() and right[:1].islower()):
            return True
        first, second = left.lower(), right.lower()
        if first + second in self.words:
            return False
        if f"{first}-{second}" in self.compounds:
            return True
        known = english_words()
        if second in _SECOND_HALVES and (first in known or first in _FIRST_HALVES):
            return True
        if first + second in known or first in _PREFIXES:
            return False
        return first in known and second in known

    def missing_spaces(self, text: str) -> list[int]:
        """Find the places of a line at which a space is missing, as sorted offsets in it.

        Behind a sentence's end (`relief.Prior`), and between a word of this letter and a function
        word where no dictionary knows the two as one (`injuryon`, `notmedically`).
        """
        places = {match.start() for match in _GLUED_SENTENCE.finditer(text)}
        for match in _GLUED_TAIL.finditer(text):
            if self._glued(match.group(), match.group(1)):
                places.add(match.start(2))
        for match in _GLUED_HEAD.finditer(text):
            if self._glued(match.group(), match.group(2)):
                places.add(match.start(2))
        return sorted(places)

    def _glued(self, whole: str, part: str) -> bool:
        part, whole = part.lower(), whole.lower()
        if len(part) < 4 or part not in self.words:
            return False
        return whole not in english_words() and part in english_words()
