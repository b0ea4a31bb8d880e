"""Figures of how well an entity model finds: from the tables that `upheld evaluate entities` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from upheld.corpus.document import LABELS
from upheld.plots.forest import forest
from upheld.plots.style import (
    INK,
    SEQUENTIAL,
    count,
    drawing,
    look,
    percent,
    rate,
    title,
)
from upheld.training.naming import ALL, GROUPS, NOTHING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Group = Literal["label", "family", "part"]
KINDS: tuple[str, ...] = ("boundary", "label", "miss", "false alarm")
_NO_LETTER = {"-": "reports"}


def scores_by(
    scores: pd.DataFrame, group: Group, *, finder: str = "model", ax: Axes | None = None
) -> Axes:
    """Draw F1 of exact spans with its interval for each label, family or part.

    Args:
        scores: `scores.csv`.
        group: `label`, `family` or `part`.
        finder: whose scores.
        ax: axes to draw on.

    Raises:
        ValueError: there is no score of that finder and group.

    """
    others = [name for name in GROUPS if name != group]
    chosen = (scores["finder"] == finder) & (scores[group] != ALL)
    rows = scores[chosen & (scores[others] == ALL).all(axis=1)]
    if not len(rows):
        raise ValueError(f"no scores of {finder} by {group}")
    rows = rows.sort_values("f1", ascending=False)
    called = [_NO_LETTER.get(name, name) for name in rows[group].astype(str)]
    names = [f"{n} ({count(g)} spans)" for n, g in zip(called, rows["gold"], strict=True)]
    axes = forest(rows, "f1", names=names, ax=ax)
    with drawing(axes):
        axes.set_xlabel("F1 of exact spans (0 to 1), 95 % interval")
        best, worst = rows["f1"].iloc[0], rows["f1"].iloc[-1]
        said = f"F1 is best for {called[0]}, {rate(best)}, worst for {called[-1]}, {rate(worst)}"
        title(axes, said if len(rows) > 1 else f"{called[0]}: F1 {rate(best)}")
    return axes


def finders_beside(scores: pd.DataFrame, *, first: str = "model", ax: Axes | None = None) -> Axes:
    """Draw F1 of exact spans of each finder with its interval, on each part of the corpus and on all of it.

    Args:
        scores: `scores.csv`.
        first: the finder that the title speaks of.
        ax: axes to draw on.

    Raises:
        ValueError: there is no score.

    """
    rows = scores[(scores["family"] == ALL) & (scores["label"] == ALL)]
    axes = forest(rows, "f1", names=list(rows["part"].astype(str)), series="finder", ax=ax)
    with drawing(axes):
        axes.set_xlabel("F1 of exact spans (0 to 1), 95 % interval")
        title(axes, _lead(rows[rows["part"] == ALL].set_index("finder")["f1"], first))
    return axes


def _lead(f1: pd.Series[float], first: str) -> str:
    """Say how the first finder stands to the best of the others."""
    others = f1.drop(first)
    if not len(others):
        return f"{first}: F1 {rate(f1[first])}"
    rival = str(others.idxmax())
    apart = f1[first] - others[rival]
    way = "ahead of" if apart > 0 else "behind" if apart < 0 else "level with"
    return f"The {first} is {abs(100 * apart):.1f} points of F1 {way} the best other, {rival}"


def confusion_matrix(
    confusion: pd.DataFrame, *, finder: str = "model", ax: Axes | None = None
) -> Axes:
    """Draw how often gold spans of each label were found as which, missed and false ones among them.

    The number in a cell counts spans; its shade is the share of its row, so that rare labels can be read too.

    Args:
        confusion: `confusion.csv`.
        finder: whose counts.
        ax: axes to draw on.

    Raises:
        ValueError: there is no count of that finder.

    """
    rows = confusion[confusion["finder"] == finder]
    if not len(rows):
        raise ValueError(f"no counts of {finder}")
    names = [*LABELS, NOTHING]
    counts = (
        rows.pivot_table(index="gold", columns="found", values="spans", aggfunc="sum")
        .reindex(index=names, columns=names)
        .fillna(0)
        .to_numpy(dtype=float)
    )
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    with drawing(ax, size="tall", height=5.2) as axes:
        axes.imshow(shares, cmap=SEQUENTIAL, vmin=0, vmax=1, aspect="auto")
        for row, column in np.ndindex(*counts.shape):
            if (row, column) != (len(names) - 1, len(names) - 1):
                ink = "white" if shares[row, column] > 0.55 else INK
                axes.text(
                    column,
                    row,
                    count(float(counts[row, column])),
                    ha="center",
                    va="center",
                    color=ink,
                )
        axes.set_xticks(range(len(names)), [*LABELS, "nothing\n(missed)"], rotation=20)
        axes.set_yticks(range(len(names)), [*LABELS, "nothing\n(false alarm)"])
        axes.set_xlabel("label found (spans)")
        axes.set_ylabel("label in the gold (spans)")
        axes.grid(visible=False)
        title(axes, _most_confused(counts, names))
    return axes


def _most_confused(counts: np.ndarray, names: list[str]) -> str:
    """Say what goes wrong most often: spans missed or false, or another label."""
    between = counts[:-1, :-1].copy()
    np.fill_diagonal(between, 0)
    missed, false = counts[:-1, -1].sum(), counts[-1, :-1].sum()
    said = f"{count(float(missed))} spans are missed and {count(float(false))} found where there is none"
    if between.sum():
        gold, found = np.unravel_index(int(between.argmax()), between.shape)
        most = f"most often {names[gold]} as {names[found]}"
        return f"{said}; {count(float(between.sum()))} get another label, {most}"
    return f"{said}; none gets another label"


def errors_by_kind(spans: pd.DataFrame, *, finder: str = "model", ax: Axes | None = None) -> Axes:
    """Draw how many errors of each kind there are for each label.

    Args:
        spans: `spans.parquet`. A pair of a gold and a found span counts once, with the label of the gold.
        finder: whose errors.
        ax: axes to draw on.

    Raises:
        ValueError: there is no span of that finder.

    """
    own = spans[spans["finder"] == finder]
    if not len(own):
        raise ValueError(f"no spans of {finder}")
    once = own[(own["side"] == "gold") | (own["kind"] == "false alarm")]
    counts = pd.crosstab(once["label"], once["kind"]).reindex(
        index=list(LABELS), columns=list(KINDS), fill_value=0
    )
    with drawing(ax, size="wide") as axes:
        behind = np.zeros(len(LABELS))
        for number, kind in enumerate(KINDS):
            style, here = look(number), counts[kind].to_numpy(dtype=float)
            axes.barh(
                list(LABELS),
                here,
                left=behind,
                color=style.color,
                hatch=style.hatch,
                edgecolor="white",
                label=kind,
            )
            behind += here
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")
        axes.set_xlabel("errors (spans)")
        axes.legend(title="kind of error", loc="center left", bbox_to_anchor=(1.01, 0.5))
        total = counts.sum()
        most = str(total.idxmax())
        share = percent(total[most] / max(1, total.sum()))
        title(axes, f"Of {count(total.sum())} errors {share} are of the kind {most}")
    return axes


def learning_curve(rows: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw F1 against the number of training letters: the mean of the runs, and a band from the lowest to the highest.

    Args:
        rows: `learning.csv`, as `upheld evaluate learning` writes it.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    if not len(rows):
        raise ValueError("nothing to draw: there is no row")
    with drawing(ax, size="wide") as axes:
        for number, label in enumerate(dict.fromkeys(rows["label"])):
            style = look(number)
            runs = rows[rows["label"] == label].groupby("letters")["f1"]
            low, mean, high = runs.min(), runs.mean(), runs.max()
            axes.plot(
                mean.index,
                mean,
                color=style.color,
                marker=style.marker,
                linestyle=style.linestyle,
                label="all labels" if label == ALL else label,
            )
            if label == ALL:
                axes.fill_between(mean.index, low, high, color=style.color, alpha=0.15, linewidth=0)
        together = rows[rows["label"] == ALL].groupby("letters")["f1"].mean()
        sizes = list(together.index)
        axes.set_xscale("log")
        axes.set_xticks(sizes, [count(size) for size in sizes])
        axes.minorticks_off()
        axes.set_xlabel("training letters (log scale)")
        axes.set_ylabel("F1 of exact spans (0 to 1)")
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
        title(axes, _gain(together))
    return axes


def _gain(f1: pd.Series[float]) -> str:
    """Say what the last doubling or so was worth."""
    sizes = [int(size) for size in f1.index]
    if len(sizes) == 1:
        return f"F1 {rate(f1.iloc[0])} from {count(sizes[0])} letters"
    gained = 100 * (f1.iloc[-1] - f1.iloc[-2])
    way = "gain" if gained >= 0 else "lose"
    return (
        f"From {count(sizes[-2])} to {count(sizes[-1])} letters {way} {abs(gained):.1f} points of F1:"
        f" {rate(f1.iloc[-2])} to {rate(f1.iloc[-1])}"
    )
