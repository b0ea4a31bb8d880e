"""Figures of decision scores draw what the tables hold."""

from __future__ import annotations

import pandas as pd
import pytest

from drawn import ax_of, ticks, words
from upheld import plots

ROWS = [
    # setting, group, value, classifier, decisions, overturned, mean probability, ROC AUC, lead of the first
    ("frozen", "all", "all", "model", 300, 0.3, 0.31, 0.80, 0.0),
    ("frozen", "all", "all", "forest", 300, 0.3, 0.30, 0.70, 0.10),
    ("frozen", "all", "all", "base rate", 300, 0.3, 0.30, 0.79, 0.01),
    ("frozen", "kind", "muscle_relaxant", "model", 100, 0.1, 0.2, 0.52, 0.0),
    ("frozen", "kind", None, "model", 1200, 0.6, 0.5, 0.90, 0.0),
    ("frozen", "year", "2011", "model", 150, 0.4, 0.35, 0.80, 0.0),
    ("frozen", "year", "2012", "model", 150, 0.2, 0.34, 0.70, 0.0),
    ("refitted", "year", "2011", "model", 150, 0.4, 0.35, 0.80, 0.0),
    ("refitted", "year", "2012", "model", 150, 0.2, 0.25, 0.75, 0.0),
]
NAMES = "setting group value classifier decisions overturned mean_probability roc_auc auc_lead"


def scores() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=NAMES.split())
    for name in ("roc_auc", "auc_lead"):
        frame[f"{name}_low"], frame[f"{name}_high"] = frame[name] - 0.05, frame[name] + 0.05
    return frame


def test_the_share_overturned_stands_beside_the_mean_probability() -> None:
    ax = plots.overturned_by(scores(), "kind", "frozen", ax=ax_of())
    assert ticks(ax) == ["none stated (1,200 items)", "muscle relaxant (100 items)"]
    assert ax.containers[0].lines[0].get_xdata().tolist() == [0.6, 0.1]
    (said,) = [line for line in ax.lines if line.get_label() == "mean probability"]
    assert said.get_xdata().tolist() == [0.5, 0.2]
    assert words(ax) == "None stated is overturned most, 60 %, muscle relaxant least, 10 %"


def test_shares_have_the_interval_of_wilson() -> None:
    rows = plots.group_rows(scores(), "kind", "frozen")
    assert (rows["overturned_low"] < rows["overturned"]).all()
    assert (rows["overturned"] < rows["overturned_high"]).all()
    first = rows.set_index("value").loc["muscle relaxant"]
    assert (first["overturned_low"], first["overturned_high"]) == pytest.approx(
        (0.0552, 0.1744), abs=1e-3
    )


def test_order_within_groups_is_compared_with_chance() -> None:
    ax = plots.auc_by(scores(), "kind", "frozen", ax=ax_of())
    assert ax.containers[0].lines[0].get_xdata().tolist() == [0.9, 0.52]
    assert (
        words(ax)
        == "None stated is ranked best, 0.900; 1 of 2 groups are surely better than chance"
    )


def test_classifiers_stand_beside_one_another() -> None:
    ax = plots.classifiers_beside(scores(), "frozen", ax=ax_of())
    assert ticks(ax) == ["model", "forest", "base rate"]
    assert words(ax) == "The model reaches 0.800, ahead of 1 of 2 others by more than chance"


def test_what_moves_the_score_is_sorted() -> None:
    rows = pd.DataFrame(
        {
            "setting": ["a", "a", "b"],
            "known": ["words", "criteria", "words"],
            "loss": [0.1, 0.3, 0.9],
            "loss_low": [0.05, 0.2, 0.8],
            "loss_high": [0.2, 0.4, 1.0],
        }
    )
    ax = plots.importance(rows, "a", ax=ax_of())
    assert ticks(ax) == ["criteria", "words"]
    assert words(ax) == "Most depends on the criteria: 0.300 of AUC"


def test_years_are_drawn_in_each_setting() -> None:
    ax = plots.overturned_over_time(scores(), ax=ax_of())
    drawn = {line.get_label(): line.get_ydata().tolist() for line in ax.lines}
    assert drawn["mean probability, frozen"] == [0.35, 0.34]
    assert drawn["mean probability, refitted"] == [0.35, 0.25]
    assert ax.containers[0].lines[0].get_ydata().tolist() == [0.4, 0.2]
    assert words(ax) == "Overturned: 40 % in 2011, 20 % in 2012"
    ax = plots.auc_over_time(scores(), ax=ax_of())
    assert [c.lines[0].get_ydata().tolist() for c in ax.containers] == [[0.8, 0.7], [0.8, 0.75]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2011", "2012"]
    assert words(ax) == "Refitted, ROC AUC goes from 0.800 in 2011 to 0.750 in 2012"


@pytest.mark.parametrize("group", ["nothing", "treatment"])
def test_a_group_that_is_not_there_is_named(group: str) -> None:
    with pytest.raises(ValueError, match=f"by {group} in the setting frozen"):
        plots.overturned_by(scores(), group, "frozen", ax=ax_of())
