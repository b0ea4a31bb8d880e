"""How often and for how long, among the tokens of a measurement: `TID`, `q4-6h`, `2x6`, `3 times a week for 4 weeks`."""

from __future__ import annotations

from dataclasses import dataclass

from upheld.meaning.quantities.tables import sort_of, table, unit_names
from upheld.meaning.quantities.values import Value, is_number, unit_at, value_at

_SHORTHAND: dict[str, tuple[str, str, str]] = table("rates")["shorthand"]
_PERIODS: dict[str, str] = table("rates")["periods"]
_ORDINALS: dict[str, int] = table("numbers")["ordinals"]
_SKIPPED = frozenset(table("rates")["skipped"]["words"].split())
_PER = frozenset("a an per / each every".split())
_EACH = frozenset("a an each every the any".split())
_AVERAGE = frozenset("preceding average single whole".split())
_LINKS = {
    "for": "for",
    "x": "for",
    "times": "for",
    "over": "over",
    "within": "over",
    "in": "over",
    "during": "over",
    "at": "at",
}
_LONGEST_COURSE = 60  # Weeks of `3x4`; what is longer is a product of sizes.


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` a `period`, or in `every` of them; `unit` is what is done so often, where it is named; `course` for how many periods."""

    times: str
    period: str
    every: str | None = None
    unit: str | None = None
    course: str | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """How long: a value in a unit of time; `link` is `for`, `over` or `at`."""

    long: str
    unit: str
    link: str


def skip(found: list[str], at: int) -> int:
    """Pass over words that say neither how much nor how often."""
    while at < len(found) and (found[at] in _SKIPPED or found[at] in ".()"):
        at += 1
    return at


def rate_at(found: list[str], at: int, *, counted: bool = False) -> tuple[Rate | None, int]:
    """Read a rate from a token on: the rate, None where there is none, and the token behind it.

    `counted` says that the number in front has been read, as of `one tablet` in front of `a day`.
    """
    if at >= len(found):
        return None, at
    if found[at] in _SHORTHAND:
        times, every, period = _SHORTHAND[found[at]]
        return Rate(times, period, every or None), at + 1
    if found[at] in ("every", "each", "q") or (found[at][0] == "q" and found[at][1:].isdigit()):
        return _every(found, at)
    if found[at + 2 : at + 3] == ["on"] and "off" in found[at + 3 : at + 8]:
        return Rate("1", "day"), len(found)  # A patch: `12 hours on/12 hours off`.
    if counted and not is_number(found[at]):
        period, behind = _period(found, at)
        return (Rate("1", period), behind) if period else (None, at)
    return _times(found, at)


def _every(found: list[str], at: int) -> tuple[Rate | None, int]:
    """Read `every 4 to 6 hours`, `q8h`, `every other day`, `each morning`."""
    behind = at + 1
    if found[at][1:].isdigit():
        found = [*found[:behind], found[at][1:], *found[behind:]]
        value, end = value_at(found, behind)
        period, end = _unit_of_time(found, end)
        return (Rate("1", period or "hour", str(value)), end - 1) if value else (None, at)
    if behind < len(found) and found[behind] in _ORDINALS and found[behind] != "second":
        every: str | None = str(_ORDINALS[found[behind]])
        period, end = _unit_of_time(found, _past_ordinal(found, behind + 1))
    elif found[behind : behind + 1] == ["second"] and behind + 1 < len(found):
        every, (period, end) = "2", _unit_of_time(found, behind + 1)
    else:
        value, end = value_at(found, behind)
        if value and found[end : end + 1] in (["th"], ["rd"], ["nd"]):
            end += 1
        every = str(value) if value else None
        period, end = _unit_of_time(found, end)
        if value and period is None and found[at] == "q":
            period = "hour"
    if period is None:
        return None, at
    return Rate("1", period, None if every == "1" else every), end


def _past_ordinal(found: list[str], at: int) -> int:
    return at + 1 if found[at : at + 1] == ["-"] else at


def _times(found: list[str], at: int) -> tuple[Rate | None, int]:
    """Read `2 times a week`, `once or twice a month`, `5 days per week`, `2x/wk`, `3 x 4`, `1 session a week`."""
    value, behind = _value_of_times(found, at)
    if value is None or value.join in ("/",):
        return None, at
    if value.join == "x":
        return _course(found, at, value, behind)
    unit, end = _unit_of_times(found, behind)
    if found[end : end + 2] == ["or", "more"] or found[end : end + 2] == ["or", "fewer"]:
        end += 2
    end = skip(found, end) if unit else end
    if unit is None and found[end : end + 1] and found[end] in ("x", "time", "times"):
        end += 1
    elif unit and sort_of(unit) not in ("count", "time"):
        return None, at
    if unit == "hour" or unit == "minute" or unit == "second":
        return _hours(found, at, value, unit, end)
    period, last = _period(found, end)
    if period is None and found[end - 1] == "x":
        period, last = _unit_of_time(found, end)
    if period:
        return Rate(str(value), period, unit=unit), last
    if found[end : end + 1] in (["in"], ["within"], ["every"]) and (
        unit is None or unit in ("motion", "episode")
    ):
        long, last = value_at(found, end + 1)
        period, last = _unit_of_time(found, last)
        if long and period and found[end - 1] in ("time", "times", "x", unit):
            return Rate(str(value), period, str(long), unit), last
    return None, at


def _hours(found: list[str], at: int, value: Value, unit: str, end: int) -> tuple[Rate | None, int]:
    """Read hours of care in a period: a rate only where it says for how long, as in `2 hours a day for 3 weeks`."""
    period, last = _period(found, end)
    if period is None:
        return None, at
    if found[last : last + 1] and (found[last] in ("for", "x", ",")) and last + 1 < len(found):
        return Rate(str(value), period, unit=unit), last
    return None, at


def _value_of_times(found: list[str], at: int) -> tuple[Value | None, int]:
    value, behind = value_at(found, at)
    if value and found[behind : behind + 2] in (["times", "or"], ["times", "to"], ["time", "or"]):
        other, end = value_at(found, behind + 2)
        if other:
            return Value((*value.numbers, *other.numbers), ".."), end
    if value and value.join == "x" and found[behind : behind + 1] == ["x"]:
        return value, behind
    return value, behind


def _unit_of_times(found: list[str], at: int) -> tuple[str | None, int]:
    if found[at : at + 1] in (["x"], ["times"], ["time"]):
        return None, at
    return unit_at(found, at)


def _course(found: list[str], at: int, value: Value, behind: int) -> tuple[Rate | None, int]:
    """Read `2x6`, `3 x 4 weeks`, `1x6-9 weeks`: so many a week for so many weeks."""
    if len(value.numbers) != 2 or not all(number.isdigit() for number in value.numbers):
        return None, at
    times, weeks = value.numbers
    if (
        found[behind : behind + 1] == ["-"]
        and behind + 1 < len(found)
        and is_number(found[behind + 1])
    ):
        weeks, behind = f"{weeks}..{found[behind + 1]}", behind + 2
    unit, end = unit_at(found, behind)
    if unit not in (None, "week", "month") or float(value.numbers[1]) > _LONGEST_COURSE:
        return None, at
    return Rate(times, unit or "week", course=weeks), end


def _period(found: list[str], at: int) -> tuple[str | None, int]:
    """Read `a day`, `per week`, `/wk`, `of each month`, `daily`, `in the month`, `x week`."""
    if at >= len(found):
        return None, at
    if found[at] in _PER:
        period, end = _unit_of_time(found, at + 1)
        if period:
            return period, end
    if found[at] in ("of", "in", "out", "x", "during"):
        end = at + 1
        while found[end : end + 1] and found[end] in ("of", *_EACH, *_AVERAGE):
            end += 1
        period, last = _unit_of_time(found, end)
        if period and (end > at + 1 or found[at] == "x"):
            return period, last
    if found[at] in ("daily", "weekly", "monthly", "yearly", "nightly"):
        return _PERIODS[found[at]], at + 1
    if found[at : at + 2] in (["at", "night"], ["at", "bedtime"]):
        return "day", at + 2
    return None, at


def _unit_of_time(found: list[str], at: int) -> tuple[str | None, int]:
    if found[at : at + 1] == ["-"]:
        at += 1
    if at >= len(found):
        return None, at
    if found[at] in _PERIODS:
        return _PERIODS[found[at]], at + 1
    name = unit_names().get(found[at])
    if name and sort_of(name) == "time":
        return _PERIODS.get(name, name), at + 1
    return None, at


def tail_at(found: list[str], at: int) -> Tail | None:
    """Read how long: `for 6 weeks`, `x 10 days`, `over 8 weeks`; None where it is not said."""
    at = skip(found, at)
    if found[at : at + 1] == [","]:
        at = skip(found, at + 1)
    if at + 1 >= len(found) or found[at] not in _LINKS:
        return None
    link = _LINKS[found[at]]
    long, behind = value_at(found, skip(found, at + 1))
    unit, _ = unit_at(found, skip(found, behind)) if long else (None, at)
    if long is None or long.join == "/":
        return None
    if unit is None or sort_of(unit) != "time":
        return Tail(str(long), "", link)
    return Tail(str(long), unit, link)
