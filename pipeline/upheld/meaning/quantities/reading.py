"""What the words of a measurement say by themselves, whatever stands around them.

The grammar, over the tokens of `numbers.tokens`:

    measurement = grade | "#" value [unit] | "x" value [unit] | rate [tail] | value [unit] [rate] [tail]
    value       = number (("-" | "to" | "or") number | ("/" number)* | ("x" number)*) [("/" | "out of") number]
    rate        = in `rates.py`; tail = ("for" | "x" | "over" | ...) value unit of time, in `periods.py`
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from upheld.meaning.quantities.numbers import to_digits, tokens
from upheld.meaning.quantities.periods import Tail, skip, tail_at
from upheld.meaning.quantities.rates import Rate, rate_at
from upheld.meaning.quantities.tables import sort_of, table
from upheld.meaning.quantities.values import Value, unit_at, value_at

_GRADES = frozenset("grade grades stage type level class gr category".split())
_SEVERITIES = frozenset(
    "mild moderate severe trace minimal marked slight end frozen profound".split()
)
_ROMANS = table("numbers")["romans"]
_LETTERS = frozenset("abcdek")
_MULTIPLES = table("numbers")["multiples"]
_COUNTED_SO = frozenset(
    "more or consecutive clock authorized additional separate further single".split()
)
_LEADING = frozenset("for by of over to about at . , ( -".split())
# `10-325` are two drugs, `5-10` is a range: in the first, the second number is so many times the first.
_COMPOUND = 10
_HIGHEST_GRADE = 6
_HEIGHT = "in_height"  # Feet with inches, which are a height and no other length.


@dataclass(frozen=True, slots=True)
class Reading:
    """A measurement as its words have it.

    `mark` is the sign in front (`#`, `x`), or `grade`, `multiple`, `times` where the words are that; `sort` is what its
    unit counts (a sort of `units.toml`). All are None where there is none.
    """

    value: Value | None = None
    unit: str | None = None
    sort: str | None = None
    mark: str | None = None
    rate: Rate | None = None
    tail: Tail | None = None


@lru_cache(maxsize=2048)
def read(words: str) -> Reading:
    """Read the words of a measurement; an empty reading where nothing in them is understood."""
    found = tokens(to_digits(words[:120]))
    while found and found[0] in _LEADING:
        del found[0]
    if not found:
        return Reading()
    return _graded(found) or _rated(found) or _valued(found) or Reading()


def _graded(found: list[str]) -> Reading | None:
    """Read a grade: `grade III-IV`, `stage 2`, `level K3`, `moderate`."""
    if found[0] in _SEVERITIES:
        return Reading(value=Value((found[0],)), mark="grade")
    if found[0] in _GRADES:
        found = found[1:]
    elif len(found) > 3 or not (
        found[0] in _ROMANS or found[0].rstrip("abc") in _ROMANS or found[0] in _LETTERS
    ):
        return None
    numbers: list[str] = []
    for token in found[:4]:
        roman = _ROMANS.get(token) or _ROMANS.get(token.rstrip("abc"))
        if token.strip("+-").replace(".", "").isdigit():
            numbers.append(token)
        elif roman:
            numbers.append(str(roman))
        elif token not in ("-", "to", "or", "/") and token not in _LETTERS:
            break
    if numbers:
        return Reading(
            value=Value(tuple(numbers[:2]), ".." if len(numbers) > 1 else ""), mark="grade"
        )
    return Reading(value=Value((found[0],)), mark="grade") if found and found[0].isalpha() else None


def _rated(found: list[str]) -> Reading | None:
    """Read words that begin with a frequency: `TID`, `every 4 hours`, `3x4 weeks`, `twice a week for 6 weeks`."""
    rate, at = rate_at(found, skip(found, 0))
    if rate is None:
        return None
    second, behind = rate_at(found, at + 1) if found[at : at + 1] in ([","], ["x"]) else (None, at)
    if second and second.period != rate.period:  # `8 hours a day, 7 days a week`
        rate, at = second, behind
    return Reading(rate=rate, tail=tail_at(found, at))


def _valued(found: list[str]) -> Reading | None:
    mark, at = None, 0
    if found[0] in ("#", "x", "qty", "quantity", "no"):
        mark, at = ("x" if found[0] == "x" else "#"), 1
        while found[at : at + 1] and found[at] in ".:":
            at += 1
    elif found[0] in _MULTIPLES:
        return Reading(value=Value((str(_MULTIPLES[found[0]]),)), mark="multiple")
    value, at = value_at(found, at)
    if value is None:
        return None
    if value.is_whole and value.high <= _HIGHEST_GRADE and found[at:] in (["a"], ["b"], ["c"]):
        return Reading(value, mark="grade")  # `2B`
    unit, at = unit_at(
        found, skip(found, at) if found[at : at + 1] and found[at] in _COUNTED_SO else at
    )
    if unit and found[at : at + 1] == ["/"]:  # `75mg/200mcg`
        other, behind = value_at(found, at + 1)
        second, behind = unit_at(found, behind)
        if other and second:
            value = Value((*value.numbers, *other.numbers), "/")
            unit, at = unit if second == unit else f"{unit}/{second}", behind
    if unit == "ft":  # `5 ft 4 in`
        value, unit, at = _inches(found, value, at)
    sort = sort_of(unit.partition("/")[0] if unit else None)
    if unit and "/" in unit:
        sort = _sort_of_ratio(unit)
    if unit == _HEIGHT:
        sort = "vital"
    value = _told_apart(value, sort)
    if not mark and found[at:] in (["times"], ["time"], ["x"]):
        mark = "times"
    rate, at = rate_at(found, skip(found, at), counted=True)
    return Reading(value, unit, sort, mark, rate, tail_at(found, at))


def _sort_of_ratio(unit: str) -> str:
    """Tell a strength of a drug, `mcg/hour`, from a value of the laboratory, `mg/dl`, and a speed, `m/s`."""
    above, _, below = unit.partition("/")
    if above in ("m", "km") or (above == "l" and below == "minute"):
        return "other"
    is_strength = above in ("mg", "mcg") and below in ("mg", "mcg", "ml")
    is_given = above in ("mg", "mcg", "g") and below in ("kg", "hour")
    return "dose" if is_strength or is_given else "concentration"


def _inches(found: list[str], feet: Value, at: int) -> tuple[Value, str, int]:
    inches, behind = value_at(found, at)
    if inches is None or not feet.is_whole or not inches.is_whole:
        return feet, "ft", at
    _, behind = unit_at(found, behind)
    return Value((str(int(feet.numbers[0]) * 12 + int(inches.numbers[0])),)), _HEIGHT, behind


def _told_apart(value: Value, sort: str | None) -> Value:
    """Tell the strengths of two drugs, `10-325 mg`, from a range, `5-10 mg`."""
    is_compound = value.dashed and (value.high >= _COMPOUND * value.low or value.high < value.low)
    if sort == "dose" and is_compound:
        return Value(value.numbers, "/")
    return value
