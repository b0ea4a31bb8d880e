"""A sentence as words, in which every mention is one capital letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from upheld.meaning.mentions import Sentence

# What a mention is among the words, all else being in small letters.
LETTERS = {"TREATMENT": "T", "DIAGNOSIS": "D", "BODY_PART": "B", "MEASUREMENT": "M"}
MENTIONS = frozenset(LETTERS.values())
DATE, YEAR, NUMBER = "#date", "#year", "#number"

_WORD = re.compile(
    r"(?P<date>[0-9]{1,2}[/-][0-9]{1,2}[/-](?:[0-9]{4}|[0-9]{2})(?![0-9])|[0-9]{1,2}[/-](?:19|20)[0-9]{2}(?![0-9]))"
    r"|(?P<year>(?:19|20)[0-9]{2}(?![0-9]))"
    r"|(?P<number>[0-9]+(?:[.,/-][0-9]+){0,3}%?)"
    r"|(?P<word>[a-z](?:\.[a-z]){1,3}\.?(?![a-z])|[a-z]+(?:['/-][a-z]+){0,6})"
    r"|(?P<sign>[^\sa-z0-9])"
)
_STRETCHES = 4096
_KINDS = {"date": DATE, "year": YEAR, "number": NUMBER}
_NEGATED = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not")}
_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": ";", "[": "(", "]": ")"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence; `places[i]` is where its mention `i` stands among them."""

    words: tuple[str, ...]
    places: tuple[int, ...]


def read_words(text: str, sentence: Sentence) -> Words:
    """Part a sentence into small words, signs, `#date`, `#year`, `#number`, and the letters of its mentions."""
    words: list[str] = []
    places: list[int] = []
    at = sentence.start
    for mention in sentence.mentions:
        words.extend(words_of(text[at : mention.start]))
        places.append(len(words))
        words.append(LETTERS.get(mention.label, "M"))
        at = max(at, mention.end)
    words.extend(words_of(text[at : sentence.end]))
    return Words(tuple(words), tuple(places))


# Most of what stands between mentions is short, and stands between others too.
@lru_cache(maxsize=_STRETCHES)
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a stretch of a sentence without mentions."""
    words: list[str] = []
    for found in _WORD.finditer(text.lower().translate(_QUOTES)):
        kind = found.lastgroup
        if kind == "word":
            word = found[0]
            if word in _NEGATED:
                words.extend(_NEGATED[word])
            elif word.endswith("n't"):
                words.extend((word[:-3], "not"))
            else:
                words.append(word)
        else:
            words.append(_KINDS.get(str(kind), found[0]))
    return tuple(words)
