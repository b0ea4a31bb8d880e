"""Figures of entity scores draw what the tables hold."""

from __future__ import annotations

import pandas as pd
import pytest

from drawn import ax_of, ticks, words
from upheld import plots
from upheld.corpus.document import LABELS


def scores() -> pd.DataFrame:
    rows = [
        ("model", "all", "all", "all", 30, 0.9),
        ("CRF", "all", "all", "all", 30, 0.8),
        ("model", "letters", "all", "all", 20, 0.95),
        ("CRF", "letters", "all", "all", 20, 0.96),
        ("model", "all", "imr-2014", "all", 20, 0.95),
        ("model", "all", "-", "all", 10, 0.7),
        ("model", "all", "all", "TREATMENT", 1200, 0.85),
        ("model", "all", "all", "DIAGNOSIS", 18, 0.97),
        ("model", "letters", "all", "DIAGNOSIS", 12, 0.1),
    ]
    frame = pd.DataFrame(rows, columns=["finder", "part", "family", "label", "gold", "f1"])
    return frame.assign(f1_low=frame["f1"] - 0.02, f1_high=frame["f1"] + 0.01)


def test_scores_are_dots_with_intervals_the_best_on_top() -> None:
    ax = plots.scores_by(scores(), "label", ax=ax_of())
    assert ticks(ax) == ["DIAGNOSIS (18 spans)", "TREATMENT (1,200 spans)"]
    line, _, (bars,) = ax.containers[0].lines
    assert line.get_xdata().tolist() == [0.97, 0.85]
    ends = [segment[:, 0].tolist() for segment in bars.get_segments()]
    assert ends == [pytest.approx([0.95, 0.98]), pytest.approx([0.83, 0.86])]
    assert words(ax) == "F1 is best for DIAGNOSIS, 0.970, worst for TREATMENT, 0.850"
    assert "95 % interval" in ax.get_xlabel()


def test_what_is_no_letter_is_a_report() -> None:
    ax = plots.scores_by(scores(), "family", ax=ax_of())
    assert ticks(ax) == ["imr-2014 (20 spans)", "reports (10 spans)"]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("model", "The model is 10.0 points of F1 ahead of the best other, CRF"),
        ("CRF", "The CRF is 10.0 points of F1 behind the best other, model"),
    ],
)
def test_finders_stand_beside_one_another(first: str, said: str) -> None:
    ax = plots.finders_beside(scores(), first=first, ax=ax_of())
    assert words(ax) == said
    assert [c.get_label() for c in ax.containers] == ["model", "CRF"]
    drawn = [c.lines[0].get_xdata().tolist() for c in ax.containers]
    assert drawn == [[0.9, 0.95], [0.8, 0.96]]
    assert ticks(ax) == ["all", "letters"]


def confusion() -> pd.DataFrame:
    rows = [
        ("TREATMENT", "TREATMENT", 90),
        ("TREATMENT", "DIAGNOSIS", 4),
        ("DIAGNOSIS", "TREATMENT", 1),
        ("TREATMENT", "nothing", 6),
        ("nothing", "MEASUREMENT", 1234),
    ]
    return pd.DataFrame(rows, columns=["gold", "found", "spans"]).assign(finder="model")


def test_the_matrix_counts_what_was_taken_for_what() -> None:
    ax = plots.confusion_matrix(confusion(), ax=ax_of())
    shown = {text.get_position(): text.get_text() for text in ax.texts}
    at = LABELS.index
    assert shown[at("DIAGNOSIS"), at("TREATMENT")] == "4"
    assert shown[len(LABELS), at("TREATMENT")] == "6"
    assert shown[at("MEASUREMENT"), len(LABELS)] == "1,234"
    assert len(shown) == (len(LABELS) + 1) ** 2 - 1
    assert words(ax) == (
        "6 spans are missed and 1,234 found where there is none; 5 get another label,"
        " most often TREATMENT as DIAGNOSIS"
    )
    shades = ax.images[0].get_array()
    assert shades is not None
    assert shades[at("TREATMENT"), at("TREATMENT")] == pytest.approx(0.9)


def test_a_matrix_without_wrong_labels_says_so() -> None:
    ax = plots.confusion_matrix(confusion().iloc[[0]], ax=ax_of())
    assert words(ax).endswith("none gets another label")


def test_errors_are_counted_once_a_pair() -> None:
    rows = [
        ("boundary", "gold", "DIAGNOSIS"),
        ("boundary", "found", "DIAGNOSIS"),
        ("label", "gold", "TREATMENT"),
        ("label", "found", "DIAGNOSIS"),
        ("miss", "gold", "TREATMENT"),
        ("miss", "gold", "TREATMENT"),
        ("false alarm", "found", "BODY_PART"),
        ("right", "both", "BODY_PART"),
    ]
    spans = pd.DataFrame(rows, columns=["kind", "side", "label"]).assign(finder="model")
    ax = plots.errors_by_kind(spans, ax=ax_of())
    widths = {c.get_label(): [bar.get_width() for bar in c] for c in ax.containers}
    assert widths == {
        "boundary": [0, 0, 1, 0],
        "label": [1, 0, 0, 0],
        "miss": [2, 0, 0, 0],
        "false alarm": [0, 1, 0, 0],
    }
    assert words(ax) == "Of 5 errors 40 % are of the kind miss"
    hatches = [c[0].get_hatch() for c in ax.containers]
    assert len(set(hatches)) == 4


def test_a_learning_curve_is_the_mean_of_the_runs_with_a_band() -> None:
    rows = pd.DataFrame(
        {
            "seed": [0, 0, 1, 1],
            "letters": [10, 20, 10, 20],
            "f1": [0.5, 0.7, 0.7, 0.8],
            "label": "all",
        }
    )
    ax = plots.learning_curve(rows, ax=ax_of())
    assert ax.lines[0].get_xdata().tolist() == [10, 20]
    assert ax.lines[0].get_ydata().tolist() == pytest.approx([0.6, 0.75])
    band = ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(0.5)
    assert band[:, 1].max() == pytest.approx(0.8)
    assert words(ax) == "From 10 to 20 letters gain 15.0 points of F1: 0.600 to 0.750"
    assert [label.get_text() for label in ax.get_xticklabels()] == ["10", "20"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.scores_by(scores(), "label", finder="nobody"),
        lambda: plots.confusion_matrix(confusion(), finder="nobody"),
        lambda: plots.errors_by_kind(pd.DataFrame({"finder": ["a"]}), finder="nobody"),
        lambda: plots.learning_curve(pd.DataFrame({"letters": []})),
    ],
)
def test_nothing_to_draw_is_an_error(draw: object) -> None:
    assert callable(draw)
    with pytest.raises(ValueError, match=r"nobody|nothing to draw"):
        draw()
