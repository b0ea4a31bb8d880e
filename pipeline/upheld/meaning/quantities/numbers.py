"""Numbers in words, and the words of a measurement as tokens: `twenty-one`, `one and a half`, `300mgdaily`."""

from __future__ import annotations

import re

from upheld.meaning.quantities.tables import one_of, table

_CARDINALS: dict[str, int] = table("numbers")["cardinals"]
_TENS: dict[str, int] = table("numbers")["tens"]
_FRACTIONS: dict[str, float] = table("numbers")["fractions"]
_TIMES: dict[str, int] = table("numbers")["times"]

_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u00d7\u2019\u201d", "------x'\"")
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){2,4}")
_TITER = re.compile(r"(?<=\b1):(?=[0-9]{1,5}\b)")  # `1:64`
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
# A space that extraction lost: behind a unit, behind a preposition in front of a number word.
_LOST_BEHIND = re.compile(
    r"(?<=[0-9])( ?(?:mcg|mg|ml))s?(?=(?:a|and|at|bid|daily|every|for|from|is|of|on|once|per|q|tid|twice|up)\b|q[0-9])"
    r"|\b((?:second|minute|hour|day|week|month|year)s)(?=(?:a|and|at|for|from|in|is|of|on)\b)"
)
_LOST_BEFORE = re.compile(rf"\b(by|for|of|over|to)(?={one_of(_CARDINALS, _TENS, ['half'])}\b)")
_NUMBER_WORDS = re.compile(
    rf"\b(?P<hundreds>{one_of(_CARDINALS)})[ -]hundred\b(?: and)?(?:[ -](?P<rest>{one_of(_TENS)}))?"
    rf"|\b(?P<tens>{one_of(_TENS)})(?:[ -](?P<ones>{one_of(list(_CARDINALS)[1:10])}))?\b"
    rf"|\b(?P<ones_alone>{one_of(_CARDINALS)})(?P<dozen>[ -]dozen)?\b"
)
_HALVES = re.compile(r"(?<![0-9.])([0-9]{1,4})(?: and (?:a |one |1 )?half| ?\u00bd| 1/2)(?![0-9/])")
_HALF_OF = re.compile(
    r"(?:\bhalf(?: of)? (?:a|an)\b|\bhalf(?= (?:mile|block|pack|tab|pill|hour|inch)))|(?<![0-9])\u00bd"
)
_FRACTION = re.compile(rf"(?:\b([1-9])[ -])?\b({one_of(_FRACTIONS)})\b(?! pack| mile)")
_TOKEN = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:\+|-(?=/| ?to ))?|\.[0-9]+|(?:[cm]?m|/m)[23\u00b2](?![0-9])"
    r"|[a-z\u00b5\u03bc\u00b0\u00ba]+|[^\sa-z0-9]"
)


def to_digits(words: str) -> str:
    """Write the numbers of some words in digits, the words in small letters, and the spaces that were lost.

    `Twenty-one days` becomes `21 days`, `one and a half` `1.5`, `one third` `33 %`, `twice` `2 times`, `300mgdaily`
    `300mg daily`.
    """
    text = " ".join(words.lower().translate(_DASHES).split())
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    text = _TITER.sub("/", _THOUSANDS.sub("", text))
    text = _LOST_BEHIND.sub(lambda m: m[0] + " ", text)
    text = _LOST_BEFORE.sub(r"\1 ", text)
    text = re.sub(rf"\b({one_of(_TIMES)})\b", lambda m: f"{_TIMES[m[1]]} times", text)
    text = _NUMBER_WORDS.sub(_number, text)
    text = _HALVES.sub(r"\1.5", text)
    text = _HALF_OF.sub("0.5", text)
    return _FRACTION.sub(_percent, text)


def tokens(words: str) -> list[str]:
    """Give numbers, words and signs one by one, of words whose numbers are digits."""
    return ["0" + t if t[0] == "." and len(t) > 1 else t for t in _TOKEN.findall(words)]


def _number(match: re.Match[str]) -> str:
    if match["hundreds"]:
        return str(_CARDINALS[match["hundreds"]] * 100 + _TENS.get(match["rest"] or "", 0))
    if match["tens"]:
        return str(_TENS[match["tens"]] + _CARDINALS.get(match["ones"] or "", 0))
    return str(_CARDINALS[match["ones_alone"]] * (12 if match["dozen"] else 1))


def _percent(match: re.Match[str]) -> str:
    if match[1] is None and match[2] not in ("half", "quarter"):
        return match[0]  # `third` alone is an ordinal.
    return f"{round(int(match[1] or 1) * _FRACTIONS[match[2]])} %"
