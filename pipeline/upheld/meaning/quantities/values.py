"""Values and units among the tokens of a measurement: a number, a range, a compound, dimensions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upheld.meaning.quantities.tables import sort_of, unit_names

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[+-]?")
_RANGE = frozenset(("-", "to", "or", "through", "and"))
_LONGEST_UNIT = 4  # `mg of morphine equivalents`
_VOLUMES = frozenset("l dl ml microliter min minute h hr hour kg g sec second s".split())
_PRESSURE = 60  # `132 over 84`; a smaller number is over so many weeks.
_PER = frozenset(("/", "per"))
_SHORT = {
    "hr": "hour",
    "hrs": "hour",
    "h": "hour",
    "min": "minute",
    "sec": "second",
    "s": "s",
    "d": "day",
}


@dataclass(frozen=True, slots=True)
class Value:
    """Numbers as the letter has them (or one word, of a grade), and how they are joined.

    `join` is empty of one number, `..` of a range, `/` of a compound, `x` of dimensions; `dashed` says that a range was
    written with a dash; `of` is the end of the scale, `10` of `7/10`.
    """

    numbers: tuple[str, ...]
    join: str = ""
    dashed: bool = False
    of: str | None = None

    def __str__(self) -> str:
        """Give the written form."""
        return self.join.join(self.numbers)

    @property
    def is_whole(self) -> bool:
        """Whether it is one number without fraction or sign."""
        return len(self.numbers) == 1 and self.numbers[0].isdigit()

    @property
    def is_signed(self) -> bool:
        """Whether it ends with a sign, as `2+` does."""
        return self.numbers[-1][-1:] in ("+", "-")

    @property
    def low(self) -> float:
        """The first number."""
        return float(self.numbers[0].rstrip("+-"))

    @property
    def high(self) -> float:
        """The last number."""
        return float(self.numbers[-1].rstrip("+-"))


def is_number(token: str) -> bool:
    """Say whether a token is a number."""
    return bool(_NUMBER.fullmatch(token))


def value_at(found: list[str], at: int) -> tuple[Value | None, int]:
    """Read a value from a token on: the value, None where there is none, and the token behind it."""
    if found[at : at + 1] in (["-"], ["+"]):  # A sign in front; the written form has none.
        at += 1
    if not (at < len(found) and is_number(found[at])):
        return None, at
    numbers, at = [found[at]], at + 1
    if found[at : at + 1] in (["x"], ["by"]) and at + 1 < len(found) and is_number(found[at + 1]):
        return _joined(found, at, numbers, "x", (found[at],))
    join, dashed = "", False
    if at + 1 < len(found) and found[at] in _RANGE:
        step = 2 if found[at + 1] in ("+", "-") and at + 2 < len(found) else 1
        if is_number(found[at + step]):
            dashed, join = found[at] == "-", ".."
            numbers.append(found[at + step])
            at += step + 1
    scale, behind = _scale(found, at)
    if scale is None:
        return Value(tuple(numbers), join, dashed), at
    if not join and found[behind : behind + 1] == ["/"]:
        return _joined(found, at, numbers, "/", ("/",))
    if not join and found[at] == "of":  # `five of five`: no scale, but a part of a number.
        return Value((*numbers, scale), "/"), behind
    if found[behind : behind + 1] and found[behind] in _RANGE:  # `6/10 to 8/10`
        other, end = value_at(found, behind + 1)
        if other and other.of == scale and not join:
            return Value((*numbers, other.numbers[-1]), "..", of=scale), end
    return Value(tuple(numbers), join, dashed, scale), behind


def _joined(
    found: list[str], at: int, numbers: list[str], sign: str, written: tuple[str]
) -> tuple[Value, int]:
    while tuple(found[at : at + 1]) == written and at + 1 < len(found) and is_number(found[at + 1]):
        numbers.append(found[at + 1])
        at += 2
    return Value(tuple(n.rstrip("+-") for n in numbers), sign), at


def _scale(found: list[str], at: int) -> tuple[str | None, int]:
    for words in (("/",), ("out", "of"), ("of",), ("over",)):
        end = at + len(words)
        if tuple(found[at:end]) == words and end < len(found) and is_number(found[end]):
            if words == ("over",) and float(found[at - 1].rstrip("+-")) < _PRESSURE:
                return None, at
            return found[end].rstrip("+-"), end + 1
    return None, at


def unit_at(found: list[str], at: int) -> tuple[str | None, int]:
    """Read a unit from a token on, the longest name first: `mg`, `mg/dl`, `mcg/hour`."""
    if found[at : at + 1] == ["-"]:  # `30-day`
        at += 1
    names = unit_names()
    for length in range(min(_LONGEST_UNIT, len(found) - at), 0, -1):
        name = names.get(" ".join(found[at : at + length]))
        if name is None:
            continue
        at += length
        below = found[at + 1] if at + 1 < len(found) and found[at] in _PER else None
        if below is None:
            return name, at
        if below in _VOLUMES and _is_ratio(name, below):
            activity = (
                found[at - 1] if name == "unit" and len(found[at - 1]) < len("unit") else name
            )
            return f"{activity}/{_below(below)}", at + 2
        if below in ("deciliter", "milliliter", "liter"):
            return f"{name}/{names[below]}", at + 2
        return name, at
    return None, at


def _is_ratio(name: str, below: str) -> bool:
    """Say whether a unit over another is one unit, and not an amount in a period."""
    sort = sort_of(name)
    if below in ("min", "minute", "hr", "hour", "h", "sec", "second", "s"):
        return name in ("mcg", "mm", "ml", "l", "m")
    return sort in ("dose", "volume") or name == "kg"


def _below(word: str) -> str:
    return _SHORT.get(word, word)
