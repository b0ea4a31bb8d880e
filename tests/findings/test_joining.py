"""What is put beside an item from its letter."""

from __future__ import annotations

import pandas as pd
import pytest

from found import make_diagnoses, make_items, make_letters
from upheld import findings


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"decision_date": "2015-01-03", "ur_denial_date": "2014-10-01"}, 2015),
        ({"date_assigned": "2014-11-20", "application_received": "2013-11-01"}, 2014),
        ({"application_received": "2013-11-01", "ur_denial_date": "2012-10-01"}, 2013),
        ({"ur_denial_date": "2012-10-01"}, 2012),
        ({"date_of_injury": "2012-10-01"}, None),
        ({"decision_date": "9999-99-99", "ur_denial_date": "2012-10-01"}, 2012),
    ],
)
def test_the_year_is_that_of_the_first_date_stated(dates: dict[str, str], year: int | None) -> None:
    items = make_items(("a", "upheld"), columns="decision")
    told = findings.with_year(items, make_letters(a=dates))["year"].tolist()
    assert told == ([year] if year else [pd.NA])


@pytest.mark.parametrize(
    ("requested", "denied", "injured", "years"),
    [
        ("2014-06-01", "2014-06-15", "2013-06-01", 1.0),
        (None, "2014-06-01", "2013-06-01", 1.0),
        (None, None, "2013-06-01", None),
        (None, "2014-06-01", None, None),
        (None, "2014-06-01", "2015-06-01", None),
    ],
)
def test_years_since_the_injury(
    requested: str | None, denied: str | None, injured: str | None, years: float | None
) -> None:
    items = make_items(("a", requested), columns="request_date")
    letters = make_letters(a={"date_of_injury": injured, "ur_denial_date": denied})
    told = findings.with_years_since_injury(items, letters)["years_since_injury"]
    assert told.tolist() == (
        [pytest.approx(years, abs=0.01)] if years else [pytest.approx(float("nan"), nan_ok=True)]
    )


def test_items_keep_their_order_and_index() -> None:
    items = make_items(("b", None), ("a", "2014-06-01"), ("b", None), columns="request_date")
    items.index = pd.Index([7, 5, 3])
    letters = make_letters(
        a={"date_of_injury": "2013-06-01"},
        b={"date_of_injury": "2012-01-01", "ur_denial_date": "2014-01-01"},
    )
    told = findings.with_years_since_injury(items, letters)
    assert told.index.tolist() == [7, 5, 3]
    assert told["years_since_injury"].round().tolist() == [2, 1, 2]
    assert findings.with_year(items, letters)["year"].tolist() == [2014, pd.NA, 2014]


def test_a_row_for_each_category_of_a_letter() -> None:
    items = make_items(("a", "upheld"), ("b", "overturned"), ("c", "upheld"), columns="decision")
    diagnoses = make_diagnoses(
        ("a", "present", "M54.50"),
        ("a", "suspected", "M54.2"),
        ("a", "denied", "G56.0"),
        ("b", "past", "M25.561"),
        ("b", "present", None),
        ("c", "present", "M25.561"),
        ("c", "present", "M54.16"),
    )
    told = findings.with_diagnosis(items, diagnoses)
    assert told[["source", "diagnosis_category"]].to_numpy().tolist() == [
        ["a", "M54"],
        ["c", "M25"],
        ["c", "M54"],
    ]
    assert told["diagnosis"].iloc[0] == "M54 Dorsalgia"
    rates = findings.overturn_rates(told, by="diagnosis_category")
    assert rates["letters"].tolist() == [1, 2]
