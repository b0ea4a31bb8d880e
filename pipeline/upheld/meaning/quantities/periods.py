"""Periods and how long, among the tokens of a measurement: `a day`, `of each month`; `for 6 weeks`, `x 10 days`."""

from __future__ import annotations

from dataclasses import dataclass

from upheld.meaning.quantities.tables import sort_of, table, unit_names
from upheld.meaning.quantities.values import unit_at, value_at

_PERIODS: dict[str, str] = table("rates")["periods"]
_SKIPPED = frozenset(table("rates")["skipped"]["words"].split())
_PER = frozenset("a an per / each every".split())
_WITHIN = frozenset("of in out x during".split())
_DETERMINERS = frozenset("of a an each every the any preceding average single whole".split())
_ADVERBS = frozenset("daily weekly monthly yearly nightly".split())
_LINKS = frozenset("for x times over within in during".split())


@dataclass(frozen=True, slots=True)
class Tail:
    """How long: a value in a unit of time, which is empty where it is not named (`weekly x 4`)."""

    long: str
    unit: str


def skip(found: list[str], at: int) -> int:
    """Pass over words that say neither how much nor how often."""
    while at < len(found) and (found[at] in _SKIPPED or found[at] in ".()"):
        at += 1
    return at


def unit_of_time_at(found: list[str], at: int) -> tuple[str | None, int]:
    """Read a unit of time from a token on, a morning or a night as a day: the unit, and the token behind it."""
    if found[at : at + 1] == ["-"]:
        at += 1
    if at >= len(found):
        return None, at
    name = found[at] if found[at] in _PERIODS else unit_names().get(found[at], "")
    if name in _PERIODS:
        return _PERIODS[name], at + 1
    return (name, at + 1) if sort_of(name) == "time" else (None, at)


def period_at(found: list[str], at: int) -> tuple[str | None, int]:
    """Read `a day`, `per week`, `/wk`, `of each month`, `in the month`, `x week`, `daily`, `at night`."""
    if at >= len(found):
        return None, at
    if found[at] in _PER:
        period, end = unit_of_time_at(found, at + 1)
        if period:
            return period, end
    if found[at] in _WITHIN:
        end = at + 1
        while end < len(found) and found[end] in _DETERMINERS:
            end += 1
        period, last = unit_of_time_at(found, end)
        if period and (end > at + 1 or found[at] == "x"):
            return period, last
    if found[at] in _ADVERBS:
        return _PERIODS[found[at]], at + 1
    if found[at : at + 2] in (["at", "night"], ["at", "bedtime"]):
        return "day", at + 2
    return None, at


def tail_at(found: list[str], at: int) -> Tail | None:
    """Read how long: `for 6 weeks`, `x 10 days`, `over 8 weeks`; None where it is not said."""
    at = skip(found, at)
    if found[at : at + 1] == [","]:
        at = skip(found, at + 1)
    if at + 1 >= len(found) or found[at] not in _LINKS:
        return None
    long, behind = value_at(found, skip(found, at + 1))
    if long is None or long.join == "/" or long.of:
        return None
    unit, _ = unit_at(found, skip(found, behind))
    return Tail(str(long), unit if unit and sort_of(unit) == "time" else "")
