"""What is asked together."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from found import make_items
from upheld import findings


def pair(told: pd.DataFrame, first: str, second: str) -> pd.Series:
    return told.set_index(["first", "second"]).loc[(first, second)]


def test_lift_of_a_pair() -> None:
    items = make_items(
        ("a", "opioid"),
        ("a", "drug_screen"),
        ("a", "drug_screen"),
        ("b", "opioid"),
        ("b", "drug_screen"),
        ("c", "mri"),
        ("d", "mri"),
        ("d", None),
        columns="request_kind",
    )
    told = findings.asked_together(items)
    assert len(told) == 6
    both = pair(told, "opioid", "drug_screen")
    # All pairs of the letters are two; 2 * 2 of 3 * (2 * 2) ways to make a pair are of these two.
    assert (both["letters"], both["lift"]) == (2, pytest.approx(3.0))
    assert both["expected"] == pytest.approx(2 / 3)
    assert pair(told, "mri", "opioid")["lift"] == 0
    assert set(findings.asked_together(items, min_letters=3)) == set(told.columns)
    assert findings.asked_together(items, min_letters=3).empty


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("uvwxyz")), max_size=40),
    st.integers(1, 3),
)
def test_the_map_is_the_same_both_ways(rows: list[tuple[str, str]], least: int) -> None:
    told = findings.asked_together(make_items(*rows, columns="request_kind"), min_letters=least)
    turned = told.rename(columns={"first": "second", "second": "first"})
    turned = turned.rename(
        columns={"letters_first": "letters_second", "letters_second": "letters_first"}
    )
    key = ["first", "second"]
    pd.testing.assert_frame_equal(
        told.sort_values(key, ignore_index=True),
        turned[told.columns].sort_values(key, ignore_index=True),
    )
    assert (told["letters"] <= told[["letters_first", "letters_second"]].min(axis=1)).all()
    assert (told["letters_first"] >= least).all()
    if least == 1:  # As many pairs by chance as there are.
        assert told["expected"].sum() == pytest.approx(told["letters"].sum())
    for row in told.itertuples():
        both = {n for n, k in rows if k == row.first} & {n for n, k in rows if k == row.second}
        assert row.letters == len(both)
        assert row.letters == pytest.approx(0 if row.expected == 0 else row.lift * row.expected)
