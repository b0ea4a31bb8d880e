"""The dates of a case, as its letter writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from upheld.corpus.simulator.cases import Case
from upheld.corpus.simulator.grammar.expanding import Filler
from upheld.corpus.simulator.sides import Draw


def date_slots(draw: Draw, case: Case) -> dict[str, Filler]:
    """Give the slots of dates: each is drawn anew where it is written, between two dates of the case."""
    style = draw.random.choice(["numeric", "numeric", "short", "long", "mixed"])

    def between(first: date, last: date) -> Callable[[], str]:
        def give() -> str:
            days = max(1, (last - first).days)
            day = first + timedelta(draw.random.randrange(days))
            return write_date(
                day, style if style != "mixed" else draw.random.choice(["numeric", "long"])
            )

        return give

    def month(first: date, last: date) -> Callable[[], str]:
        def give() -> str:
            days = max(1, (last - first).days)
            day = first + timedelta(draw.random.randrange(days))
            return str(day.year) if draw.chance(0.4) else f"{day:%B %Y}"

        return give

    middle = case.injured + (case.reported - case.injured) / 2
    recent = max(case.injured, case.reported - timedelta(90))
    return {
        "date": between(middle, case.reported),
        "date_one": between(case.injured, middle),
        "date_two": between(middle, case.reported),
        "date_recent": between(recent, case.reported),
        "date_month": lambda: f"{case.reported:%B %Y}",
        "date_later": lambda: write_date(case.denied + timedelta(45), style),
        "some_date": between(recent, case.reported),
        "since": month(case.injured, middle),
        "since_long": month(case.injured, middle),
        "report_date": write_date(case.reported, style),
        "denial_date": write_date(case.denied, style),
        "injury_date": write_date(case.injured, style),
        "application_date": write_date(case.applied, style),
        "assignment_date": write_date(case.assigned, style),
    }


def write_date(day: date, style: str) -> str:
    """Write a date: `numeric` (07/02/2013), `short` (7/2/13) or `long` (July 2, 2013)."""
    if style == "long":
        return f"{day:%B} {day.day}, {day.year}"
    if style == "short":
        return f"{day.month}/{day.day}/{day:%y}"
    return f"{day:%m/%d/%Y}"
