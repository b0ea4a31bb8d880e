"""How much, how often and how long an item asks for, in the written forms of quantities without their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upheld.meaning.requests.rates import NUMBER, PERIOD, RANGE, period_of, read_frequency
from upheld.meaning.requests.tables import any_of, load

_MASS = r"(?:milligrams?|mgs?|micrograms?|mcgs?|ug|grams?|gms?|gm|g|milliliters?|mls?|ml|cc|iu|units?|meq|%|percent)"
_DOSE = re.compile(
    rf"(?<![\w.#])(?P<amount>{NUMBER}(?:[/-]{NUMBER}){{0,5}})\s?-?(?P<unit>{_MASS})(?!\w)"
    rf"(?:\s?/\s?(?P<second>{NUMBER})?\s?(?P<per>{_MASS}|h(?:ou)?rs?|kg)(?!\w))?"
)
_UNIT_OF = (
    ("mg", r"m(?:illi)?g"), ("mcg", r"micro|mcg|ug"), ("ml", r"milli?l|ml|cc"), ("g", r"g"), ("unit", r"iu|unit"),
    ("%", r"%|percent"), ("meq", r"meq"), ("hour", r"h"), ("kg", r"kg"),
)  # fmt: skip

_NUMBERED = re.compile(
    rf"(?:#|(?<!\w)(?:quantity|qty|count|no\.|number)\b\.?:?)\s?#?\s?\(?(?P<count>{NUMBER})"
)
_SERIES = re.compile(
    rf"(?<!\w)(?:series of|x|times)\s?(?P<count>{RANGE})(?!\s?-?(?:{PERIOD})(?!\w)|\w|[./x])"
)
_DURATION = re.compile(
    rf"(?<![\w.#/-])(?P<long>{RANGE})\s?-?(?P<unit>{PERIOD})(?!\w)(?!\s?(?:on|off|old|apart|post)(?!\w)|/)"
)
_DATE = re.compile(r"(?<![\w/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)(?![\w/])")
_ISO = re.compile(r"(?<![\w/])((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\w)")
_CODES = re.compile(r"(?<!\w)(?:cpt|hcpcs)(?: codes?)?:?\s?[\da-z]{5}(?:,\s?[\da-z]{5}){0,8}")
_REFILLS = re.compile(
    rf"(?<!\w)(?:refills?|rfs?):?\s?(?:x\s?)?\d{{1,2}}(?!\w)|(?<![\w#]){NUMBER}\s?(?:refills?|rfs?)(?!\w)"
)
_BETWEEN = re.compile(
    rf"(?<![a-pr-z\d./])({NUMBER})\s?(?:-|–|to)\s?({NUMBER})(?=\s?-?(?:{PERIOD}|times?|x|visits?|sessions?)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What an item says of amounts, in their written forms; None where it says nothing."""

    dose: str | None = None
    count: str | None = None
    frequency: str | None = None
    duration: str | None = None
    date: str | None = None


def read_amounts(text: str, *, is_drug: bool) -> Amounts:
    """Read the amounts in the words of an item: what is read once is taken out of what the next is read from."""
    words = _with_digits(text)
    date, words = _date(words)
    words = _REFILLS.sub(" | ", _CODES.sub(" | ", words))
    dose, volume, words = _dose(words) if is_drug else (None, None, words)
    count, words = _counted(words)
    frequency, words = read_frequency(words, is_drug=is_drug)
    if count is None:
        count, words = _series(words)
    duration = _DURATION.search(words)
    return Amounts(
        dose=dose,
        count=count or volume,
        frequency=frequency,
        duration=f"{duration['long']} {period_of(duration['unit'])}" if duration else None,
        date=date,
    )


def _with_digits(text: str) -> str:
    words = " ".join(
        text.lower().replace("×", "x").translate({0x2013: "-", 0x2011: "-", 0x2010: "-"}).split()
    )
    words = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words)
    words = re.sub(r"(?<![\d.])\.(?=\d)", "0.", words)
    numbers, pattern = _numbers()
    words = pattern.sub(lambda match: numbers[match[0]], words)
    return _BETWEEN.sub(r"\1..\2", words)


def _date(words: str) -> tuple[str | None, str]:
    date = None
    if found := _DATE.search(words):
        month, day, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
        date = f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    elif found := _ISO.search(words):
        date = found[0]
    return date, _ISO.sub(" | ", _DATE.sub(" | ", words))


def _unit(word: str) -> str:
    return next(unit for unit, pattern in _UNIT_OF if re.match(pattern, word))


def _dose(words: str) -> tuple[str | None, str | None, str]:
    """Give the dose, the amount of a cream, which is a count beside its percentages, and the other words."""
    found = list(_DOSE.finditer(words))
    rest = _DOSE.sub(" | ", words)
    percents = [match["amount"] for match in found if _unit(match["unit"]) == "%"]
    others = [match for match in found if _unit(match["unit"]) != "%"]
    if percents:
        volume = next(
            (
                f"{m['amount']} {_unit(m['unit'])}"
                for m in others
                if _unit(m["unit"]) in ("g", "ml")
            ),
            None,
        )
        return f"{'/'.join(percents)} %", volume, rest
    if not others:
        return None, None, rest
    first = others[0]
    amounts, units = first["amount"].replace("-", "/"), _unit(first["unit"])
    if first["per"]:
        units += "/" + _unit(first["per"])
        amounts += "/" + first["second"] if first["second"] else ""
    elif len(others) > 1 and words[first.end() : others[1].start()].strip() == "/":
        second = _unit(others[1]["unit"])
        amounts += "/" + others[1]["amount"]
        units += "" if second == units else "/" + second
    return f"{amounts} {units}", None, rest


def _counted(words: str) -> tuple[str | None, str]:
    """Read a number of sessions, tubes and the like, or one behind `#`; tablets that are taken at a time are none."""
    if found := _NUMBERED.search(words):
        return found["count"], words[: found.start()] + " | " + words[found.end() :]
    if found := _nouns().search(words):
        over = f" over {found['long']} {period_of(found['unit'])}" if found["long"] else ""
        rest = words[: found.start()] + " | " + words[found.end() :]
        return f"{found['count']} {_singular(found['noun'])}{over}", rest
    return None, words


@cache
def _numbers() -> tuple[Mapping[str, str], re.Pattern[str]]:
    numbers = load("numbers")["numbers"]
    return numbers, any_of(sorted(numbers, key=len, reverse=True))


@cache
def _nouns() -> re.Pattern[str]:
    nouns = load("numbers")["nouns"]
    return re.compile(
        rf"(?<![\w./#])(?P<count>{RANGE})\s?-?(?:[a-z]+ ){{0,3}}?(?P<noun>{'|'.join(nouns)})(?!\w)"
        rf"(?!\s?(?:/|per|a|each|every|x|daily|nightly|po|once|q\w*|[btq]id|at|with)(?!\w))"
        rf"(?:(?:\sof [a-z ]{{1,40}}?)?\s?over\s?(?P<long>{RANGE})\s?(?P<unit>{PERIOD})(?!\w))?"
    )


def _singular(noun: str) -> str:
    return load("numbers")["singular"].get(noun) or (noun[:-1] if noun.endswith("s") else noun)


def _series(words: str) -> tuple[str | None, str]:
    if found := _SERIES.search(words):
        return found["count"], words[: found.start()] + " | " + words[found.end() :]
    return None, words
