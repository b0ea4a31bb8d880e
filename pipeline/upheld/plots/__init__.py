"""Figures and tables of what the commands write, in one style.

Each function takes plain values or a data frame, draws on `ax` or on axes of its own, and gives the axes back:

    from upheld import plots

    ax = plots.scores_by(scores, "label")
    ax.figure.savefig("scores.png")
"""

from __future__ import annotations

from upheld.plots.archive import (
    asked_together,
    drugs_asked_for,
    overturn_rates,
    overturn_trend,
    years_since_injury,
)
from upheld.plots.cards import read_card
from upheld.plots.corpus import agreement, document_lengths, known_words, label_density
from upheld.plots.curves import coverage_curve, pr_curve, roc_curve
from upheld.plots.decisions import (
    auc_by,
    auc_over_time,
    classifiers_beside,
    group_rows,
    importance,
    overturned_by,
    overturned_over_time,
)
from upheld.plots.entities import (
    confusion_matrix,
    errors_by_kind,
    finders_beside,
    learning_curve,
    scores_by,
)
from upheld.plots.forest import forest
from upheld.plots.style import drawing, look, looks, panels, title, to_png
from upheld.plots.tables import table, with_intervals
from upheld.plots.thresholds import calibration, calibration_table, cost_curve, cost_table

__all__ = [
    "agreement",
    "asked_together",
    "auc_by",
    "auc_over_time",
    "calibration",
    "calibration_table",
    "classifiers_beside",
    "confusion_matrix",
    "cost_curve",
    "cost_table",
    "coverage_curve",
    "document_lengths",
    "drawing",
    "drugs_asked_for",
    "errors_by_kind",
    "finders_beside",
    "forest",
    "group_rows",
    "importance",
    "known_words",
    "label_density",
    "learning_curve",
    "look",
    "looks",
    "overturn_rates",
    "overturn_trend",
    "overturned_by",
    "overturned_over_time",
    "panels",
    "pr_curve",
    "read_card",
    "roc_curve",
    "scores_by",
    "table",
    "title",
    "to_png",
    "with_intervals",
    "years_since_injury",
]
