"""Figures of a corpus draw what the tables hold."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.axes import Axes

from drawn import ax_of, words
from upheld import plots
from upheld.corpus.document import LABELS

COUNTS = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "family": ["-", "imr-2014", "imr-2014"],
        "words": [100, 300, 1500],
        "TREATMENT": [4, 9, 0],
        "BODY_PART": [1, 0, 18],
        "DIAGNOSIS": [0, 0, 9],
        "MEASUREMENT": [2, 0, 18],
    }
)
KNOWN = pd.DataFrame(
    [
        ("development", "letters", "TREATMENT", 10, 8, 1, 1),
        ("development", "letters", "BODY_PART", 10, 2, 0, 8),
        ("test", "letters", "TREATMENT", 40, 30, 0, 10),
    ],
    columns=["side", "part", "label", "spans", "known", "otherwise", "new"],
)


def legend(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_density_is_per_hundred_words() -> None:
    ax = plots.label_density(COUNTS, ax=ax_of())
    drawn = {held.get_label(): [bar.get_width() for bar in held] for held in ax.containers}
    assert drawn == {
        "TREATMENT": [4, 0.5],
        "BODY_PART": [1, 1],
        "DIAGNOSIS": [0, 0.5],
        "MEASUREMENT": [2, 1],
    }
    assert [label.get_text() for label in ax.get_yticklabels()] == ["reports (1)", "imr-2014 (2)"]
    assert legend(ax) == list(LABELS)
    assert len({bar.patches[0].get_hatch() for bar in ax.containers}) == len(LABELS)
    assert words(ax) == "Most spans in 100 words: reports, 7.0; fewest: imr-2014, 3.0"


def test_lengths_are_boxes_with_medians() -> None:
    ax = plots.document_lengths(COUNTS, ax=ax_of())
    assert words(ax) == "Longest in the median: imr-2014, 900 words; shortest: reports, 100"
    medians = [line for line in ax.lines if line.get_linewidth() == 2.2]
    assert [line.get_xdata().tolist() for line in medians] == [[100, 100], [900, 900]]


def test_known_words_are_shares() -> None:
    ax = plots.known_words(KNOWN, ax=ax_of())
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0.8, 0.2], [0.75]]
    assert legend(ax) == ["development side, letters (20 spans)", "test side, letters (40 spans)"]
    assert words(ax) == (
        "The words of 50 % on the development side and 75 % on the test side are labelled on the train"
        " side, too"
    )


def test_agreement_by_label() -> None:
    first = pd.DataFrame({"label": [*LABELS, "all"], "f1": [0.9, 0.8, 0.95, 0.85, 0.88]})
    second = pd.DataFrame({"label": ["all", *LABELS], "f1": [0.99, 1.0, 0.98, 1.0, 0.97]})
    ax = plots.agreement({"readers": first, "adjudicators": second}, ax=ax_of())
    assert [line.get_xdata().tolist() for line in ax.lines] == [
        [0.9, 0.8, 0.95, 0.85, 0.88],
        [1.0, 0.98, 1.0, 0.97, 0.99],
    ]
    assert legend(ax) == ["readers", "adjudicators"]
    assert len({line.get_marker() for line in ax.lines}) == 2
    assert words(ax) == "Agreement of all labels together: 0.880 (readers), 0.990 (adjudicators)"


def test_nothing_is_not_drawn() -> None:
    for draw in (plots.label_density, plots.document_lengths):
        with pytest.raises(ValueError, match="there is nothing to draw"):
            draw(COUNTS.iloc[:0])
    with pytest.raises(ValueError, match="there is nothing to draw"):
        plots.known_words(KNOWN.iloc[:0])
    with pytest.raises(ValueError, match="there is nothing to draw"):
        plots.agreement({})
