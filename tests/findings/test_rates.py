"""Overturn rates and their intervals."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from found import make_items
from upheld import findings

DECIDED = "decision request_kind"
_ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["upheld", "overturned", None]),
        st.sampled_from(["mri", "opioid", None]),
    ),
    max_size=40,
)


def test_rates_by_kind() -> None:
    items = make_items(
        ("a", "overturned", "mri"),
        ("a", "upheld", "opioid"),
        ("b", "upheld", "mri"),
        ("b", "overturned", "opioid"),
        ("c", None, "mri"),
        ("c", "upheld", None),
        columns=DECIDED,
    )
    rates = findings.overturn_rates(items, by="request_kind")
    assert rates["request_kind"].tolist() == ["mri", "opioid"]
    assert rates[["letters", "items", "overturned"]].to_numpy().tolist() == [[2, 2, 1], [2, 2, 1]]
    assert rates["rate"].tolist() == [0.5, 0.5]
    assert findings.overturn_rates(items, by="request_kind", min_items=3).empty


@pytest.mark.parametrize(("overturned", "count"), [(3, 20), (1, 7), (11, 12)])
def test_with_one_item_a_letter_the_interval_is_that_of_wilson(overturned: int, count: int) -> None:
    rows = [(str(n), "overturned" if n < overturned else "upheld", "mri") for n in range(count)]
    (row,) = findings.overturn_rates(
        make_items(*rows, columns=DECIDED), by="request_kind", confidence=0.9
    ).itertuples()
    expected = binomtest(overturned, count).proportion_ci(0.9, "wilson")
    assert (row.low, row.high) == pytest.approx((expected.low, expected.high))


def test_items_decided_together_tell_less() -> None:
    """Ten letters of four items each, decided alike within a letter, are worth ten items."""
    rows = [
        (str(n), "overturned" if n < 4 else "upheld", "mri") for n in range(10) for _ in range(4)
    ]
    (row,) = findings.overturn_rates(
        make_items(*rows, columns=DECIDED), by="request_kind"
    ).itertuples()
    ten = binomtest(4, 10).proportion_ci(method="wilson")
    forty = binomtest(16, 40).proportion_ci(method="wilson")
    assert row.high - row.low > 1.5 * (forty.high - forty.low)
    assert (row.low, row.high) == pytest.approx((ten.low, ten.high), abs=0.02)


def test_where_all_were_decided_alike_letters_count() -> None:
    rows = [(str(n), "upheld", "mri") for n in range(5) for _ in range(3)]
    (row,) = findings.overturn_rates(
        make_items(*rows, columns=DECIDED), by="request_kind"
    ).itertuples()
    assert (row.rate, row.low) == (0, 0)
    assert row.high == pytest.approx(binomtest(0, 5).proportion_ci(method="wilson").high)


@given(_ROWS)
def test_rates_lie_in_their_intervals_and_no_item_is_lost(
    rows: list[tuple[str, str | None, str | None]],
) -> None:
    items = make_items(*rows, columns=DECIDED)
    rates = findings.overturn_rates(items, by="request_kind")
    assert rates["items"].sum() == sum(d is not None and k is not None for _, d, k in rows)
    assert ((rates["low"] >= 0) & (rates["low"] <= rates["rate"])).all()
    assert ((rates["rate"] <= rates["high"]) & (rates["high"] <= 1)).all()
    assert (rates["letters"] <= rates["items"]).all()
    again = findings.overturn_rates(items.iloc[::-1], by="request_kind")
    pd.testing.assert_frame_equal(rates, again)


@given(_ROWS, st.floats(0.5, 0.9), st.floats(0.905, 0.999))
def test_more_confidence_is_a_wider_interval(
    rows: list[tuple[str, str | None, str | None]], less: float, more: float
) -> None:
    items = make_items(*rows, columns=DECIDED)
    narrow, wide = (
        findings.overturn_rates(items, by="request_kind", confidence=c) for c in (less, more)
    )
    assert ((wide["low"] <= narrow["low"]) & (narrow["high"] <= wide["high"])).all()


def test_what_is_wrong_is_named() -> None:
    items = make_items(("a", "upheld", "mri"), columns=DECIDED)
    with pytest.raises(findings.FindingsError, match="no column 'colour': give the table as"):
        findings.overturn_rates(items, by="colour")
    with pytest.raises(findings.FindingsError, match="between 0 and 1"):
        findings.overturn_rates(items, by="request_kind", confidence=95)
