"""Figures of an archive draw what the tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from drawn import ax_of, words
from found import make_items
from upheld import findings, plots

RATES = pd.DataFrame(
    {
        "request_kind": ["drug_screen", "mri", "opioid"],
        "letters": [10, 20, 30],
        "items": [10, 20, 1030],
        "overturned": [5, 4, 103],
        "rate": [0.5, 0.2, 0.1],
        "low": [0.24, 0.08, 0.08],
        "high": [0.76, 0.42, 0.12],
    }
)


def test_rates_are_dots_with_intervals_in_order() -> None:
    ax = plots.overturn_rates(RATES, overall=0.11, ax=ax_of())
    line, _, (bars,) = ax.containers[0].lines
    assert line.get_xdata().tolist() == [0.1, 0.2, 0.5]
    ends = [segment[:, 0].tolist() for segment in bars.get_segments()]
    assert ends == [pytest.approx(pair) for pair in ([0.08, 0.12], [0.08, 0.42], [0.24, 0.76])]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["opioid (1,030)", "mri (20)", "drug screen (10)"]
    assert "all items: 11.0 %" in [text.get_text().strip() for text in ax.texts]
    assert words(ax) == (
        "Overturned from 10 % (opioid) to 50 % (drug screen); the intervals of 1 of 3 groups leave out"
        " the 11 % of all items"
    )


def test_the_groups_with_most_items_are_shown() -> None:
    ax = plots.overturn_rates(RATES, most=2, thing="kinds", ax=ax_of())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["opioid (1,030)", "mri (20)"]


@pytest.mark.parametrize(("high", "said"), [(0.4, "one rate lies"), (0.21, "no rate lies")])
def test_the_trend_says_whether_years_differ(high: float, said: str) -> None:
    rates = pd.DataFrame(
        {
            "year": pd.array([2013, 2014], dtype="Int64"),
            "items": [100, 1200],
            "rate": [0.2, 0.3],
            "low": [0.18, 0.25],
            "high": [high, 0.35],
        }
    )
    ax = plots.overturn_trend(rates, ax=ax_of())
    assert ax.containers[0].lines[0].get_ydata().tolist() == [0.2, 0.3]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2013\n100", "2014\n1,200"]
    assert words(ax) == (
        f"Between 20 % (2013) and 30 % (2014) are overturned; {said} in the intervals of all years"
    )


def test_bars_of_drugs_add_up_and_name_the_usual_dose() -> None:
    items = make_items(
        ("a", "upheld", "tramadol", "50 mg"),
        ("b", "overturned", "tramadol", "50 mg"),
        ("c", None, "tramadol", None),
        ("d", "upheld", "naproxen", None),
        columns="decision request_drug request_dose",
    )
    ax = plots.drugs_asked_for(findings.drugs_asked_for(items), ax=ax_of())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["naproxen", "tramadol"]
    parts = {held.get_label(): [bar.get_width() for bar in held] for held in ax.containers}
    assert parts == {"upheld": [1, 1], "overturned": [0, 1], "not decided": [0, 1]}
    assert [text.get_text().strip() for text in ax.texts] == ["no dose stated", "50 mg"]
    assert words(ax).startswith("tramadol is asked for most: 3 of 4 items that name a drug")


def test_the_histogram_counts_every_item() -> None:
    years = pd.Series([0.5, 1.5, 1.6, 7.0, np.nan])
    ax = plots.years_since_injury(years, ax=ax_of())
    assert [bar.get_height() for bar in ax.patches] == [1, 2, 0, 0, 0, 0, 0, 1]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "half by 1.6 years",
        "nine in ten by 5.4 years",
    ]


def test_the_map_writes_the_lift_of_each_pair() -> None:
    asked = [("a", "mri"), ("a", "opioid"), ("b", "opioid"), ("b", "drug_screen"), ("c", "mri")]
    pairs = findings.asked_together(make_items(*asked, columns="request_kind"))
    ax = plots.asked_together(pairs, ax=ax_of())
    order = [label.get_text().replace(" ", "_") for label in ax.get_yticklabels()]
    assert order == [label.get_text().replace(" ", "_") for label in ax.get_xticklabels()]
    lifts = pairs.set_index(["first", "second"])["lift"]
    written = {(t.get_position()[1], t.get_position()[0]): t.get_text() for t in ax.texts}
    assert written == {
        (order.index(first), order.index(second)): f"{lift:.2f}"
        for (first, second), lift in lifts.items()
    }
    assert words(ax).startswith(("drug screen and opioid go together", "opioid and drug screen"))


@pytest.mark.parametrize(
    "draw",
    [
        plots.overturn_rates,
        plots.overturn_trend,
        plots.drugs_asked_for,
        plots.asked_together,
        plots.years_since_injury,
    ],
)
def test_nothing_is_not_drawn(draw: object) -> None:
    with pytest.raises(ValueError, match="there is nothing to draw"):
        draw(RATES["rate"].iloc[:0] if draw is plots.years_since_injury else RATES.iloc[:0])  # type: ignore[operator]
