"""A sentence as words, in which every mention is one capital letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from upheld.meaning.mentions import Sentence

# What a mention is among the words, all else being in small letters.
LETTERS = {"TREATMENT": "T", "DIAGNOSIS": "D", "BODY_PART": "B", "MEASUREMENT": "M"}
MENTIONS = frozenset(LETTERS.values())
DATE, YEAR, NUMBER = "#date", "#year", "#number"

_DATE = r"[0-9]{1,2}[/-][0-9]{1,2}[/-](?:[0-9]{4}|[0-9]{2})(?![0-9])|[0-9]{1,2}[/-](?:19|20)[0-9]{2}(?![0-9])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_WORD = re.compile(
    rf"{_DATE}|{_YEAR}|[0-9]+(?:[.,/-][0-9]+){{0,3}}%?"
    r"|[a-z](?:\.[a-z]){1,3}\.?(?![a-z])|[a-z]+(?:['/-][a-z]+){0,6}"
    r"|[^\sa-z0-9]"
)
_IS_DATE, _IS_YEAR, _DIGITS = re.compile(_DATE), re.compile(_YEAR), frozenset("0123456789")
_NOT_AS_IS = re.compile(r"[0-9]|n't|cannot")
_STRETCHES = 4096
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
    text = text.lower().translate(_QUOTES)
    words = _WORD.findall(text)
    if _NOT_AS_IS.search(text):
        return tuple(chain.from_iterable(map(_as_read, words)))
    return tuple(words)


def _as_read(word: str) -> tuple[str, ...]:
    """Give what a word is read as: a number as its kind, what is negated in two words."""
    if word[0] in _DIGITS:
        return (DATE if _IS_DATE.fullmatch(word) else YEAR if _IS_YEAR.fullmatch(word) else NUMBER,)
    if word in _NEGATED:
        return _NEGATED[word]
    return (word[:-3], "not") if word.endswith("n't") else (word,)
