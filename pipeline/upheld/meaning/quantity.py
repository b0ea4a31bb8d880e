"""The quantity of a measurement: its kind, its value or range, its unit, and how often or for how long.

A quantity has one written form (`dose 10/325 mg 3/day`, `frequency 2/week for 6 week`), in which annotations and
tables hold it; `annotations/meaning.md` defines it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

QuantityKind = Literal[
    "pain_score",
    "size",
    "dose",
    "count",
    "frequency",
    "duration",
    "angle",
    "strength",
    "percentage",
    "vital",
    "grade",
    "score",
    "laboratory",
    "load",
    "other",
]
KINDS: tuple[str, ...] = get_args(QuantityKind)

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_AMOUNT = rf"(?P<amount>{_NUMBER}[+-]?(?:\.\.{_NUMBER}[+-]?|(?:/{_NUMBER})+|(?:x{_NUMBER})+)?|[a-z]+(?![a-z/]))"
# Only these are periods: `10/325 mg` is a compound, and not ten times in 325 of something.
_PERIOD = "(?:second|minute|hour|day|night|week|month|year|visit)"
_RATE = rf"(?P<times>{_NUMBER}(?:\.\.{_NUMBER})?)/(?P<every>{_NUMBER}(?:\.\.{_NUMBER})? )?(?P<period>{_PERIOD})"
_FORM = re.compile(
    rf"(?P<kind>[a-z_]+)(?: {_AMOUNT}(?: (?P<unit>[a-z%]+(?:/[a-z]+)?))?)??(?: {_RATE})?"
    rf"(?: (?P<link>for|over) (?P<long>{_NUMBER}(?:\.\.{_NUMBER})?) (?P<long_unit>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a measurement says.

    `amount` is a value or more as written: `8`, a range `4..8`, a compound `10/325`, dimensions `12x5`, a strength
    `4+`, a grade in words; None of a frequency. `unit` is singular and in small letters. `times` a `period` (of `every`
    such units, where more than one) is how often; `long` with `long_unit` is over or for how long.
    """

    kind: str
    amount: str | None = None
    unit: str | None = None
    times: str | None = None
    every: str | None = None
    period: str | None = None
    long: str | None = None
    long_unit: str | None = None

    def __str__(self) -> str:
        """Give the written form."""
        rate = None
        if self.period:
            rate = f"{self.times}/{self.every + ' ' if self.every else ''}{self.period}"
        link = "over" if self.kind == "count" else "for"
        long = f"{link} {self.long} {self.long_unit}" if self.long else None
        return " ".join(p for p in (self.kind, self.amount, self.unit, rate, long) if p)

    @property
    def low(self) -> float | None:
        """The value, or the lower end of a range; the first of several."""
        return self._ends()[0]

    @property
    def high(self) -> float | None:
        """The upper end of a range; None of anything else."""
        return self._ends()[1]

    def _ends(self) -> tuple[float | None, float | None]:
        numbers = [float(n) for n in re.findall(_NUMBER, (self.amount or "").replace("..", " "))]
        is_range = bool(self.amount) and ".." in str(self.amount)
        return (numbers[0] if numbers else None), (numbers[1] if is_range else None)

    @classmethod
    def parse(cls, form: str) -> Quantity:
        """Read the written form.

        Raises:
            ValueError: it is none.

        """
        found = _FORM.fullmatch(form)
        if found is None or found["kind"] not in KINDS:
            raise ValueError(f"no quantity: {form!r}")
        values = found.groupdict()
        every = values.pop("every")
        del values["link"]
        return cls(**values, every=every.strip() if every else None)
