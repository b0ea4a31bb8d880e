"""How often, among the tokens of a measurement: `TID`, `q4-6h`, `2x6`, `3 times a week`, `every other day`."""

from __future__ import annotations

from dataclasses import dataclass

from upheld.meaning.quantities.periods import period_at, skip, unit_of_time_at
from upheld.meaning.quantities.tables import sort_of, table
from upheld.meaning.quantities.values import Value, is_number, unit_at, value_at

_SHORTHAND: dict[str, tuple[str, str, str]] = table("rates")["shorthand"]
_ORDINALS: dict[str, int] = table("numbers")["ordinals"]
_ENDINGS = frozenset("st nd rd th".split())
_TIMES = frozenset("x time times".split())
_CARE = frozenset("second minute hour".split())  # What care lasts, and is not counted by.
_SPELLS = frozenset((None, "motion", "episode"))
_LONGEST_COURSE = 60  # Weeks of `3x4`; what is longer is a product of sizes.

Read = tuple["Rate | None", int]


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` a `period`, or in `every` of them, for a `course` of so many periods (None where it is not said)."""

    times: str
    period: str
    every: str | None = None
    course: str | None = None


def rate_at(found: list[str], at: int, *, counted: bool = False) -> Read:
    """Read a rate from a token on: the rate, None where there is none, and the token behind it.

    `counted` says that the number in front has been read, as of `one tablet` in front of `a day`.
    """
    if at >= len(found):
        return None, at
    if found[at] in _SHORTHAND:
        times, every, period = _SHORTHAND[found[at]]
        return Rate(times, period, every or None), at + 1
    if found[at] in ("every", "each", "q"):
        return _every(found, at)
    if found[at + 2 : at + 3] == ["on"] and "off" in found[at + 3 : at + 8]:
        return Rate("1", "day"), len(found)  # A patch: `12 hours on/12 hours off`.
    if counted and not is_number(found[at]):
        period_of_one, behind = period_at(found, at)
        return (Rate("1", period_of_one), behind) if period_of_one else (None, at)
    return _times(found, at)


def _every(found: list[str], at: int) -> Read:
    """Read `every 4 to 6 hours`, `q8h`, `every other day`, `every fifth day`, `each morning`."""
    behind = at + 1
    named = unit_of_time_at(found, behind + 1)
    if found[behind : behind + 1] and found[behind] in _ORDINALS and named[0]:
        return Rate("1", named[0], str(_ORDINALS[found[behind]])), named[1]
    value, end = value_at(found, behind)
    if value and found[end : end + 1] and found[end] in _ENDINGS:
        end += 1
    period, end = unit_of_time_at(found, end)
    if value and period is None and found[at] == "q":
        period = "hour"
    if period is None or (value and value.join not in ("", "..")):
        return None, at
    every = str(value) if value else "1"
    return Rate("1", period, None if every == "1" else every), end


def _times(found: list[str], at: int) -> Read:
    """Read `2 times a week`, `once or twice a month`, `5 days per week`, `2x/wk`, `1 session a week`, `3 x 4`."""
    value, behind = _value_of_times(found, at)
    if value is None or value.join == "/" or value.of:
        return None, at
    if value.join == "x":
        return _course(found, at, value, behind)
    named = found[behind : behind + 1] and found[behind] in _TIMES
    unit, end = (None, behind + 1) if named else unit_at(found, behind)
    if unit and sort_of(unit) not in ("count", "time"):
        return None, at
    if unit:
        end = skip(found, end)
    if found[end : end + 2] in (["or", "more"], ["or", "fewer"]):
        end += 2
    if found[end : end + 1] == ["every"] and (often := _every(found, end)[0]) and often.every:
        return Rate(str(value), often.period, often.every), _every(found, end)[1]
    period, last = period_at(found, end)
    if period is None and found[end - 1] == "x":
        period, last = unit_of_time_at(found, end)
    if period is None:
        return _in_so_long(found, at, value, unit, end)
    if unit in _CARE and not (found[last : last + 1] and found[last] in ("for", "x", ",")):
        return None, at  # `2 hours a day` lasts so long, `2 hours a day for 3 weeks` is so often.
    return Rate(str(value), period), last


def _in_so_long(found: list[str], at: int, value: Value, unit: str | None, end: int) -> Read:
    """Read `three times in four months`, `one motion in six days`."""
    is_counted = unit is not None or found[end - 1] in _TIMES
    if found[end : end + 1] not in (["in"], ["within"], ["every"]) or unit not in _SPELLS:
        return None, at
    long, last = value_at(found, end + 1)
    period, last = unit_of_time_at(found, last)
    if not (is_counted and long and period):
        return None, at
    return Rate(str(value), period, str(long)), last


def _value_of_times(found: list[str], at: int) -> tuple[Value | None, int]:
    value, behind = value_at(found, at)
    is_range = found[behind : behind + 1] in (["time"], ["times"])
    if value and is_range and found[behind + 1 : behind + 2] in (["or"], ["to"]):
        other, end = value_at(found, behind + 2)
        if other:
            return Value((value.numbers[0], other.numbers[-1]), ".."), end
    return value, behind


def _course(found: list[str], at: int, value: Value, behind: int) -> Read:
    """Read `2x6`, `3 x 4 weeks`, `1x6-9 weeks`: so many a week for so many weeks."""
    if len(value.numbers) != 2 or not all(number.isdigit() for number in value.numbers):
        return None, at
    times, weeks = value.numbers
    upper = found[behind + 1 : behind + 2]
    if found[behind : behind + 1] == ["-"] and upper and upper[0].isdigit():
        weeks, behind = f"{weeks}..{upper[0]}", behind + 2
    unit, end = unit_at(found, behind)
    if unit not in (None, "week", "month") or int(value.numbers[1]) > _LONGEST_COURSE:
        return None, at
    return Rate(times, unit or "week", course=weeks), end
