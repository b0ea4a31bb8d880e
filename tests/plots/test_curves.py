"""Curves of probabilities: what scikit-learn computes is what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score
from sklearn.metrics import roc_curve as sklearn_roc

from drawn import ax_of, words
from upheld import plots
from upheld.plots.curves import GRID

RNG = np.random.default_rng(3)
TRUTH = RNG.integers(0, 2, 300)
SAID = np.clip(0.35 * TRUTH + RNG.uniform(0, 0.65, 300), 0, 1).round(2)
LETTERS = np.arange(300) // 3


def labels(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text().replace("\n", " ") for text in legend.get_texts()]


def test_the_roc_curve_is_that_of_scikit_learn() -> None:
    ax = plots.roc_curve(
        TRUTH, {"model": SAID, "other": 1 - SAID}, clusters=LETTERS, ax=ax_of(6, 6)
    )
    false, true, _ = sklearn_roc(TRUTH, SAID, drop_intermediate=False)
    drawn = ax.lines[0].get_ydata()
    assert drawn == pytest.approx(np.interp(GRID, false, true))
    auc = roc_auc_score(TRUTH, SAID)
    assert labels(ax)[0].startswith(f"model: area {auc:.3f} (")
    assert labels(ax)[1].startswith(f"other: area {1 - auc:.3f} (")
    assert words(ax) == (
        f"Model: {auc:.0%} of pairs of an overturned and an upheld item are ranked rightly".replace(
            "%", " %"
        )
    )
    assert len(ax.collections) == 1  # The first alone has a band.


def test_the_band_holds_the_curve() -> None:
    ax = plots.roc_curve(TRUTH, SAID, ax=ax_of(6, 6))
    edges = ax.collections[0].get_paths()[0].vertices
    middle = ax.lines[0].get_ydata()[50]
    at = edges[np.isclose(edges[:, 0], GRID[50])][:, 1]
    assert at.min() <= middle <= at.max()


def test_the_precision_curve_steps_as_average_precision_does() -> None:
    ax = plots.pr_curve(TRUTH, SAID, ax=ax_of(6, 6))
    drawn = ax.lines[0].get_ydata()
    assert np.isnan(drawn[:3]).all()
    precision, recall, _ = precision_recall_curve(TRUTH, SAID)
    # Thresholds fall with the place: the first that reaches a recall is the last of those that do.
    reached = [np.flatnonzero(recall >= at - 1e-12)[-1] for at in GRID[3:]]
    assert drawn[3:] == pytest.approx(precision[reached])
    assert labels(ax)[0].startswith(
        f"model: average precision {average_precision_score(TRUTH, SAID):.3f} ("
    )
    assert f"share overturned {TRUTH.mean():.0%}".replace("%", " %") in labels(ax)


def test_deciding_all_errs_as_often_as_the_likelier_outcome_does() -> None:
    ax = plots.coverage_curve(TRUTH, SAID, clusters=LETTERS, decided=(0.8, 0.2), ax=ax_of(6, 6))
    wrong = ((SAID > 0.5) != (TRUTH == 1)).mean()
    assert ax.lines[0].get_ydata()[-1] == pytest.approx(wrong)
    star = ax.lines[1]
    assert (star.get_xdata()[0], star.get_ydata()[0]) == (0.8, 0.2)
    assert "sets of outcomes" in labels(ax)
    assert words(ax).endswith(f"deciding all in {wrong:.0%}".replace("%", " %"))


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=4, max_size=30))
def test_a_roc_curve_rises_from_corner_to_corner(rows: list[tuple[int, float]]) -> None:
    rows = [*rows, (0, 0.5), (1, 0.5)]
    truth, said = zip(*rows, strict=True)
    drawn = plots.roc_curve(truth, said, ax=Figure().add_subplot()).lines[0].get_ydata()
    assert (np.diff(drawn) >= -1e-12).all()
    assert drawn[-1] == pytest.approx(1)


@pytest.mark.parametrize("draw", [plots.roc_curve, plots.pr_curve, plots.coverage_curve])
@pytest.mark.parametrize(
    ("truth", "said", "clusters", "told"),
    [
        ([0, 1], [0.5], None, "probabilities for"),
        ([1, 1], [0.5, 0.6], None, "both must be there"),
        ([0, 2], [0.5, 0.6], None, "must be 0 and 1"),
        ([0, 1], [0.5, 0.6], ["a"], "1 clusters for 2 outcomes"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    draw: object, truth: list[int], said: list[float], clusters: list[str] | None, told: str
) -> None:
    assert callable(draw)
    with pytest.raises(ValueError, match=told):
        draw(truth, said, clusters=clusters, ax=ax_of(6, 6))
