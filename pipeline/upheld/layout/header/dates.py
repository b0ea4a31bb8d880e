"""Calendar dates as letters write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s{0,3}\d{1,2}"
    r"(?:st|nd|rd|th)?,?\s{0,3}\d{4})"
)
"""A date in any of the known spellings, without groups; read it with `to_iso`."""

_DATE = re.compile(f"(?P<date>{DATE})", re.IGNORECASE)
# How dates begin, in either case without a flag: so that one set of characters tells where to look.
_BEGINNING = re.compile(
    r"[\dJFMASONDjfmasond](?:(?<=\d)(?=\d?\s?[/.-]|\d{3}-)"
    r"|(?<=[A-Za-z])(?=[Aa][NnRrYy]|[Ee][BbPpCc]|[Pp][Rr]|[Uu][NnLlGg]|[Cc][Tt]|[Oo][Vv]))"
)
_NUMERIC = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_WRITTEN = re.compile(r"([a-z]{3})[a-z]*\W{0,4}(\d{1,2})\D{0,6}(\d{4})$", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1940, 2035


def written_dates(text: str) -> Iterator[re.Match[str]]:
    """Find the dates of a text, from its start to its end: what `DATE` matches, several times as fast."""
    end = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() >= end and (date := _DATE.match(text, beginning.start())):
            end = date.end()
            yield date


def to_iso(written: str) -> str | None:
    """Read a date, month first as in California; None where there is no such day.

    Two-digit years count from 1940 to 2035, the span of living claims.
    """
    written = written.strip()
    if match := _ISO.match(written):
        year, month, day = (int(group) for group in match.groups())
    elif (match := _WRITTEN.match(written)) and _DATE.fullmatch(written):
        month = _MONTHS.index(match[1].lower()) + 1
        day, year = int(match[2]), int(match[3])
    elif match := _NUMERIC.match(written):
        month, day, year = (int(group) for group in match.groups())
        year += 0 if year > 99 else (2000 if year <= _LAST_YEAR - 2000 else 1900)
    else:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
