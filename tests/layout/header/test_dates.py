"""Calendar dates in every spelling."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.layout.header.dates import DATE, to_iso, written_dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("05/08/2012", "2012-05-08"),
        ("5/8/2012", "2012-05-08"),
        ("5-8-12", "2012-05-08"),
        ("5.8.2012", "2012-05-08"),
        ("05 / 08 / 2012", "2012-05-08"),
        ("12/31/99", "1999-12-31"),
        ("2012-05-08", "2012-05-08"),
        ("May 8, 2012", "2012-05-08"),
        ("MAY 8 2012", "2012-05-08"),
        ("Sept. 3rd, 2013", "2013-09-03"),
        ("August 30, 2013", "2013-08-30"),
        ("02/29/2012", "2012-02-29"),
        ("02/29/2013", None),
        ("13/01/2013", None),
        ("00/10/2013", None),
        ("01/01/1850", None),
        ("Marble 8, 2012", None),
        ("soon", None),
    ],
)
def test_to_iso(written: str, iso: str | None) -> None:
    assert to_iso(written) == iso


@given(st.dates(min_value=date(1940, 1, 1), max_value=date(2035, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    for spelling in ("%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%m-%d-%Y"):
        written = day.strftime(spelling)
        match = re.search(DATE, f"on {written}, and", re.IGNORECASE)
        assert match is not None
        assert match.group() == written
        assert to_iso(match.group()) == day.isoformat()


@given(st.text(max_size=60))
def test_no_text_fails(text: str) -> None:
    to_iso(text)


DATES = ("05/08/2012", "5-8-12", "2012-05-08", "MAY 8 2012", "sept. 3rd, 2013", "May", "1/2", "of")


@given(
    st.lists(st.sampled_from((*DATES, "1", "j", "Ap", ".", "/", "-")), max_size=12), st.booleans()
)
def test_dates_are_found_as_by_their_expression(parts: list[str], apart: bool) -> None:
    text = (" " if apart else "").join(parts)
    expected = [match.span() for match in re.finditer(DATE, text, re.IGNORECASE)]
    assert [date.span() for date in written_dates(text)] == expected
