"""From what was read and its kind to the quantity in its written form."""

from __future__ import annotations

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.periods import Tail
from upheld.meaning.quantities.rates import Rate
from upheld.meaning.quantities.reading import Reading, read
from upheld.meaning.quantities.tables import sort_of, table
from upheld.meaning.quantities.values import Value
from upheld.meaning.quantity import Quantity

_WITHOUT_UNIT = frozenset(("pain_score", "strength", "percentage", "grade", "score"))
_SCALED = frozenset(("pain_score", "strength", "score", "grade"))
_INFUSED = ("mcg/hour", "mg/hour", "ml/hour")  # So much in an hour: a dose and its frequency.
_DISPENSED = frozenset(name for name, unit in table("units").items() if unit["measures"] == "form")
_SIGNED = frozenset(("strength", "grade"))


def write(reading: Reading, kind: str, unit: str | None, around: Around) -> Quantity:
    """Give the quantity of a reading.

    `unit` is the one that goes without saying, where the words have none.
    """
    if kind == "frequency":
        return _frequency(reading, around)
    if reading.value is None:
        return Quantity("other")
    if kind == "dose" and reading.unit in _INFUSED:
        return Quantity(kind, str(reading.value), reading.unit.partition("/")[0], "1", None, "hour")
    amount = _amount(reading.value, kind)
    if kind in _WITHOUT_UNIT:
        return Quantity(kind, amount)
    named = _unit(reading.unit) or (unit if unit != "-" else None)
    if kind == "count":
        if reading.rate and named in _DISPENSED:
            return Quantity(kind, amount, named, long="1", long_unit=reading.rate.period)
        if reading.rate:
            return _rated(reading.rate, amount)
        tail = reading.tail if reading.tail and reading.tail.unit else None
        return Quantity(
            kind,
            amount,
            named,
            long=tail.long if tail else None,
            long_unit=tail.unit if tail else None,
        )
    if kind == "dose" and reading.rate:
        return Quantity(
            kind,
            amount,
            named,
            times=reading.rate.times,
            every=reading.rate.every,
            period=reading.rate.period,
        )
    return Quantity(kind, amount, named)


def _unit(unit: str | None) -> str | None:
    return "in" if unit == "in_height" else unit


def _amount(value: Value, kind: str) -> str:
    numbers = (
        value.numbers if kind in _SIGNED else tuple(n.rstrip("+-") or n for n in value.numbers)
    )
    if kind == "duration" and (value.join == "/" or value.of):
        return numbers[0]
    written = value.join.join(numbers)
    if value.of and kind not in _SCALED and value.join == "":
        return f"{written}/{value.of}"
    return written


def _frequency(reading: Reading, around: Around) -> Quantity:
    rate, tail = reading.rate, reading.tail
    if rate is None:
        return _like_neighbour(reading, around)
    if reading.value and sort_of(reading.unit) == "habit":
        return _rated(rate, str(reading.value))
    long, unit = _how_long(rate, tail)
    return Quantity(
        "frequency",
        times=rate.times,
        every=rate.every,
        period=rate.period,
        long=long,
        long_unit=unit,
    )


def _how_long(rate: Rate, tail: Tail | None) -> tuple[str | None, str | None]:
    if rate.course:
        return rate.course, rate.period
    if tail is None or (rate.every and not tail.unit):  # `every 12 weeks x 4` is so many times.
        return None, None
    return tail.long, tail.unit or rate.period


def _rated(rate: Rate, amount: str) -> Quantity:
    return Quantity("frequency", times=amount, every=rate.every, period=rate.period)


def _like_neighbour(reading: Reading, around: Around) -> Quantity:
    """Give a frequency whose period the measurement beside it names: `from ten to three a night`."""
    amount = str(reading.value) if reading.value else "1"
    joined = around.joined_before()
    if joined and joined.period:
        if joined.every:
            return Quantity("frequency", times="1", every=amount, period=joined.period)
        return Quantity("frequency", times=amount, period=joined.period)
    following = around.joined_behind()
    rate = read(following.words(around.text)).rate if following else None
    return Quantity("frequency", times=amount, period=rate.period if rate else "day")
