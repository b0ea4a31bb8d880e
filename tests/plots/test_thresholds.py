"""Calibration and cost: what is drawn is what was counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from drawn import ax_of, words
from upheld import plots

RNG = np.random.default_rng(5)
SAID = RNG.uniform(0, 1, 400).round(2)
TRUTH = (RNG.uniform(0, 1, 400) < SAID).astype(int)

some_items = st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=2, max_size=60).map(
    lambda rows: [*rows, (0, 0.2), (1, 0.8)]
)


@given(some_items, st.integers(1, 12))
def test_every_item_is_in_one_bin_and_the_bins_rise(
    rows: list[tuple[int, float]], bins: int
) -> None:
    truth, said = zip(*rows, strict=True)
    table = plots.calibration_table(truth, said, bins=bins)
    assert table["items"].sum() == len(rows)
    assert 1 <= len(table) <= bins
    assert table["probability"].is_monotonic_increasing
    overturned = (table["overturned"] * table["items"]).sum()
    assert overturned == pytest.approx(sum(truth))


def test_the_interval_is_that_of_wilson() -> None:
    row = plots.calibration_table([0, 1, 1, 0, 1], [0.5] * 5).iloc[0]
    wilson = binomtest(3, 5).proportion_ci(method="wilson")
    assert (row["overturned_low"], row["overturned_high"]) == pytest.approx(
        (wilson.low, wilson.high)
    )


@pytest.mark.parametrize(("items", "bins"), [(20, 3), (150, 5), (400, 10)])
def test_small_data_have_few_bins(items: int, bins: int) -> None:
    assert len(plots.calibration_table(TRUTH[:items], SAID[:items])) == bins


def test_the_figure_shows_bins_and_how_many_items_have_which_probability() -> None:
    ax = plots.calibration(TRUTH, SAID, ax=ax_of(6, 6))
    table = plots.calibration_table(TRUTH, SAID)
    line, _, _ = ax.containers[0].lines
    assert line.get_xdata().tolist() == table["probability"].tolist()
    assert line.get_ydata().tolist() == table["overturned"].tolist()
    figure = ax.figure
    (below,) = [other for other in figure.axes if other is not ax]
    assert sum(bar.get_height() for bar in below.patches) == len(SAID)
    inside = table["probability"].between(table["overturned_low"], table["overturned_high"]).sum()
    assert words(ax).startswith(f"In {inside} of 10 bins")


@given(some_items, st.floats(0.1, 20))
def test_acting_on_all_or_none_costs_what_it_must(
    rows: list[tuple[int, float]], ratio: float
) -> None:
    truth, said = zip(*rows, strict=True)
    cost = plots.cost_table(truth, said, ratios=[ratio]).set_index("threshold")["cost"]
    assert cost.loc[0.0] == pytest.approx(1 - np.mean(truth))
    if max(said) < 1:
        assert cost.loc[1.0] == pytest.approx(ratio * np.mean(truth))


def test_the_cheapest_threshold_of_each_ratio_is_marked() -> None:
    ax = plots.cost_curve(TRUTH, SAID, ratios=(1, 4), ax=ax_of(6, 6))
    table = plots.cost_table(TRUTH, SAID, ratios=(1, 4))
    best = [group.loc[group["cost"].idxmin(), "threshold"] for _, group in table.groupby("ratio")]
    marked = [line.get_xdata()[line.get_markevery()[0]] for line in ax.lines]
    assert marked == pytest.approx(best)
    assert words(ax) == (
        f"Where a missed overturn costs 4 false alarms, {best[1]:.2f} is the best threshold;"
        f" where it costs 1, {best[0]:.2f}"
    )
    assert best[1] < best[0]


def test_one_ratio_needs_no_comparison() -> None:
    ax = plots.cost_curve(TRUTH, SAID, ratios=(2,), ax=ax_of(6, 6))
    assert ";" not in words(ax)
