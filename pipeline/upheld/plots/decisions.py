"""Figures of how well decisions are foretold, by group, by year and by what is known.

They take the tables that `upheld evaluate decisions` writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from upheld.findings.rates import wilson
from upheld.plots.forest import forest
from upheld.plots.style import (
    FAINT,
    INK,
    arms,
    count,
    drawing,
    in_percent,
    look,
    percent,
    rate,
    title,
)
from upheld.training.decisions.measuring import ALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NONE = "none stated"


def group_rows(
    scores: pd.DataFrame, group: str, setting: str, classifier: str = "model"
) -> pd.DataFrame:
    """Give the scores of one classifier by the values of a group, with the interval of the share overturned.

    Args:
        scores: `scores.csv`.
        group: `kind`, `treatment`, `age`, `sex` or `year`; `all` for the one row of all.
        setting: one of the values of the column `setting`.
        classifier: whose scores.

    Returns:
        The rows of `scores`, spaces for underscores in their `value`, and `overturned_low` and `overturned_high`, the
        95 % interval of Wilson.

    Raises:
        ValueError: there is no such row.

    """
    chosen = scores[["group", "setting", "classifier"]] == [group, setting, classifier]
    rows = scores[chosen.all(axis=1)].copy()
    if not len(rows):
        raise ValueError(f"no scores of {classifier} by {group} in the setting {setting}")
    rows["value"] = rows["value"].fillna(_NONE).astype(str).str.replace("_", " ")
    low, high = wilson(rows["overturned"].to_numpy(float), rows["decisions"].to_numpy(float))
    return rows.assign(overturned_low=low, overturned_high=high)


def overturned_by(
    scores: pd.DataFrame,
    group: str,
    setting: str,
    *,
    classifier: str = "model",
    ax: Axes | None = None,
) -> Axes:
    """Draw for each value of a group the share overturned, with its interval, beside the mean probability.

    Arguments and errors are those of `group_rows`.
    """
    rows = group_rows(scores, group, setting, classifier).sort_values("overturned", ascending=False)
    names = _names(rows)
    axes = forest(rows, "overturned", names=names, ax=ax)
    style = look(1)
    with drawing(axes):
        axes.plot(
            rows["mean_probability"],
            range(len(rows)),
            linestyle="none",
            marker=style.marker,
            markerfacecolor="white",
            markeredgecolor=style.color,
            markeredgewidth=1.6,
            label="mean probability",
        )
        axes.lines[0].set_label("overturned, 95 % interval")
        in_percent(axes.xaxis)
        axes.set_xlim(0, 1)
        axes.set_xlabel("share of items, and probability of being overturned")
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.16), ncols=2)
        first, last = rows.iloc[0], rows.iloc[-1]
        title(
            axes,
            f"{_upper(first['value'])} is overturned most, {percent(first['overturned'])},"
            f" {last['value']} least, {percent(last['overturned'])}",
        )
    return axes


def auc_by(
    scores: pd.DataFrame,
    group: str,
    setting: str,
    *,
    classifier: str = "model",
    ax: Axes | None = None,
) -> Axes:
    """Draw for each value of a group the ROC AUC with its interval.

    Arguments and errors are those of `group_rows`.
    """
    rows = group_rows(scores, group, setting, classifier).sort_values("roc_auc", ascending=False)
    axes = _auc_forest(rows, _names(rows), ax)
    with drawing(axes):
        above = int((rows["roc_auc_low"] > 0.5).sum())
        said = f"{_upper(rows['value'].iloc[0])} is ranked best, {rate(rows['roc_auc'].iloc[0])}"
        title(axes, f"{said}; {above} of {len(rows)} groups are surely better than chance")
    return axes


def classifiers_beside(scores: pd.DataFrame, setting: str, *, ax: Axes | None = None) -> Axes:
    """Draw the ROC AUC of each classifier with its interval, in one setting.

    Args:
        scores: `scores.csv`.
        setting: one of the values of the column `setting`.
        ax: axes to draw on.

    Raises:
        ValueError: there is no such row.

    """
    rows = scores[(scores["group"] == ALL) & (scores["setting"] == setting)]
    axes = _auc_forest(rows, list(rows["classifier"].astype(str)), ax)
    with drawing(axes):
        first, others = rows.iloc[0], rows.iloc[1:]
        ahead = int((others["auc_lead_low"] > 0).sum())
        said = f"The {first['classifier']} reaches {rate(first['roc_auc'])}, ahead of {ahead} of"
        title(axes, f"{said} {len(others)} others by more than chance")
    return axes


def importance(rows: pd.DataFrame, setting: str, *, ax: Axes | None = None) -> Axes:
    """Draw how much ROC AUC is lost when each kind of what is known is shuffled among the items.

    Args:
        rows: `importance.csv`.
        setting: one of the values of the column `setting`.
        ax: axes to draw on.

    Raises:
        ValueError: there is no such row.

    """
    own = rows[rows["setting"] == setting].sort_values("loss", ascending=False)
    axes = forest(own, "loss", names=list(own["known"].astype(str)), ax=ax)
    with drawing(axes):
        axes.axvline(0, color=FAINT, linestyle=":", linewidth=1.2)
        axes.set_xlabel("loss of ROC AUC when shuffled: mean, least and greatest of the shuffles")
        title(
            axes, f"Most depends on the {own['known'].iloc[0]}: {rate(own['loss'].iloc[0])} of AUC"
        )
    return axes


def overturned_over_time(
    scores: pd.DataFrame, *, classifier: str = "model", ax: Axes | None = None
) -> Axes:
    """Draw the share overturned in each year, with its interval, beside the mean probability in each setting.

    Args:
        scores: `scores.csv` of determinations.
        classifier: whose probabilities.
        ax: axes to draw on.

    Raises:
        ValueError: there are no scores by year.

    """
    settings = list(dict.fromkeys(scores["setting"]))
    with drawing(ax) as axes:
        for number, setting in enumerate(settings, start=1):
            rows, style = group_rows(scores, "year", setting, classifier), look(number)
            axes.plot(
                rows["value"],
                rows["mean_probability"],
                color=style.color,
                linestyle=style.linestyle,
                marker=style.marker,
                label=f"mean probability, {setting}",
            )
        middle = rows["overturned"]
        axes.errorbar(
            rows["value"],
            middle,
            yerr=arms(middle, rows["overturned_low"], rows["overturned_high"]),
            color=look(0).color,
            marker=look(0).marker,
            capsize=3,
            label="overturned, 95 % interval",
        )
        in_percent(axes.yaxis)
        axes.set_xlabel("year of the report")
        axes.set_ylabel("share of determinations")
        axes.set_ylim(0, min(1.0, 1.6 * rows["overturned_high"].max()))
        axes.legend(loc="upper right")
        first, last = rows.iloc[0], rows.iloc[-1]
        title(
            axes,
            f"Overturned: {percent(first['overturned'])} in {first['value']},"
            f" {percent(last['overturned'])} in {last['value']}",
        )
    return axes


def auc_over_time(
    scores: pd.DataFrame, *, classifier: str = "model", ax: Axes | None = None
) -> Axes:
    """Draw the ROC AUC in each year with its interval, in each setting.

    Arguments and errors are those of `overturned_over_time`.
    """
    settings = list(dict.fromkeys(scores["setting"]))
    with drawing(ax) as axes:
        for number, setting in enumerate(settings):
            rows, style = group_rows(scores, "year", setting, classifier), look(number)
            middle = rows["roc_auc"]
            axes.errorbar(
                np.arange(len(rows)) + 0.06 * (number - (len(settings) - 1) / 2),
                middle,
                yerr=arms(middle, rows["roc_auc_low"], rows["roc_auc_high"]),
                color=style.color,
                linestyle=style.linestyle,
                marker=style.marker,
                markeredgecolor=INK,
                capsize=3,
                label=setting,
            )
        axes.set_xticks(range(len(rows)), list(rows["value"]))
        axes.axhline(0.5, color=FAINT, linestyle=":", linewidth=1.2)
        axes.set_xlabel("year of the report")
        axes.set_ylabel("ROC AUC (0.5 is chance)")
        axes.legend(title="learnt", loc="upper right")
        first, last = rows.iloc[0], rows.iloc[-1]
        title(
            axes,
            f"{settings[-1].capitalize()}, ROC AUC goes from {rate(first['roc_auc'])} in {first['value']}"
            f" to {rate(last['roc_auc'])} in {last['value']}",
        )
    return axes


def _auc_forest(rows: pd.DataFrame, names: Sequence[str], ax: Axes | None) -> Axes:
    """Draw the ROC AUC of each row with its interval beside the line of chance."""
    axes = forest(rows, "roc_auc", names=names, ax=ax)
    with drawing(axes):
        axes.axvline(0.5, color=FAINT, linestyle=":", linewidth=1.2)
        axes.set_xlabel("ROC AUC (0.5 is chance), 95 % interval")
    return axes


def _names(rows: pd.DataFrame) -> list[str]:
    return [
        f"{value} ({count(items)} items)"
        for value, items in zip(rows["value"], rows["decisions"], strict=True)
    ]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
