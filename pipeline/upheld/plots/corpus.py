"""Figures of an annotated corpus: what is labelled, how long documents are, what is known, how far readings agree.

They draw the tables that `upheld corpus stats --out` and `upheld corpus agreement --out` write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from upheld.corpus.document import LABELS
from upheld.plots.style import (
    INK,
    count,
    drawing,
    in_counts,
    in_percent,
    look,
    percent,
    rate,
    require_rows,
    title,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def label_density(counts: pd.DataFrame, *, by: str = "family", ax: Axes | None = None) -> Axes:
    """Draw how many spans of each label there are in a hundred words.

    Args:
        counts: a row a document, as `counts.csv` has them: `words`, the column `by` and one for each label.
        by: the groups, as a column.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(counts)
    sums = counts.groupby(by)[["words", *LABELS]].sum()
    density = 100 * sums[list(LABELS)].div(sums["words"], axis=0)
    with drawing(ax, height=1.9 + 0.75 * len(density), width=7.2) as ax:
        thick = 0.8 / len(LABELS)
        for number, label in enumerate(LABELS):
            style = look(number)
            places = np.arange(len(density)) + (number - (len(LABELS) - 1) / 2) * thick
            ax.barh(
                places, density[label], height=thick, label=label, color=style.color,
                hatch=style.hatch, edgecolor="white" if number == 0 else INK, linewidth=0.5,
            )  # fmt: skip
        numbers = counts.groupby(by).size()
        names = [f"{_named(name)} ({count(numbers[name])})" for name in density.index]
        ax.set_yticks(range(len(density)), names)
        ax.invert_yaxis()
        ax.grid(visible=False, axis="y")
        ax.set_xlabel("Spans in 100 words (documents in brackets)")
        ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.4, -0.11 - 0.1 / len(density)))
        totals = density.sum(axis=1)
        title(
            ax,
            f"Most spans in 100 words: {_named(totals.idxmax())}, {totals.max():.1f}; fewest:"
            f" {_named(totals.idxmin())}, {totals.min():.1f}",
        )
    return ax


def document_lengths(counts: pd.DataFrame, *, by: str = "family", ax: Axes | None = None) -> Axes:
    """Draw the lengths of documents in words: median, quartiles, and whiskers from the 5th to the 95th in 100.

    Args:
        counts: a row a document, as `counts.csv` has them: `words` and the column `by`.
        by: the groups, as a column.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(counts)
    groups = {str(name): held.to_numpy() for name, held in counts.groupby(by)["words"]}
    with drawing(ax, height=1.5 + 0.42 * len(groups), width=7.2) as ax:
        style, line = look(5), look(1)
        ax.boxplot(
            list(groups.values()),
            orientation="horizontal",
            whis=(5, 95),
            widths=0.6,
            patch_artist=True,
            boxprops={"facecolor": style.color, "edgecolor": INK},
            medianprops={"color": line.color, "linewidth": 2.2},
            flierprops={"marker": ".", "markersize": 4, "markeredgecolor": INK},
        )
        names = [f"{_named(name)} ({count(len(held))})" for name, held in groups.items()]
        ax.set_yticks(range(1, len(groups) + 1), names)
        ax.invert_yaxis()
        ax.grid(visible=False, axis="y")
        ax.set_xlim(0, None)
        in_counts(ax.xaxis)
        ax.set_xlabel("Words that were annotated in a document (documents in brackets)")
        medians = {name: float(np.median(held)) for name, held in groups.items()}
        longest, shortest = (
            max(medians, key=medians.__getitem__),
            min(medians, key=medians.__getitem__),
        )
        title(
            ax,
            f"Longest in the median: {_named(longest)}, {count(medians[longest])} words; shortest:"
            f" {_named(shortest)}, {count(medians[shortest])}",
        )
    return ax


def known_words(known: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of spans on other sides whose words the train side labels, too.

    Args:
        known: a row a side, part and label, as `known_words.csv` has them.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(known)
    order = {label: at for at, label in enumerate(LABELS)}
    sums = known.groupby(["side", "part", "label"], sort=False)[
        ["spans", "known", "otherwise"]
    ].sum()
    groups = list(dict.fromkeys((side, part) for side, part, _ in sums.index))
    with drawing(ax, height=4.0, width=7.2) as ax:
        for number, (side, part) in enumerate(groups):
            held = sums.loc[(side, part)]
            style = look(number)
            shift = (number - (len(groups) - 1) / 2) * 0.16
            ax.plot(
                held["known"] / held["spans"],
                [order[label] + shift for label in held.index],
                linestyle="",
                marker=style.marker,
                markersize=8,
                color=style.color,
                label=f"{side} side, {part} ({count(held['spans'].sum())} spans)",
            )
        ax.set_yticks(range(len(LABELS)), LABELS)
        ax.set_ylim(len(LABELS) - 0.4, -0.6)
        ax.set_xlim(0, 1)
        in_percent(ax.xaxis)
        ax.set_xlabel("Share of spans whose words the train side has with the same label")
        ax.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.4, -0.2))
        sides = known.groupby("side", sort=False)[["spans", "known"]].sum()
        shares = (sides["known"] / sides["spans"]).to_dict()
        told = [f"{percent(share)} on the {side} side" for side, share in shares.items()]
        title(ax, f"The words of {' and '.join(told)} are labelled on the train side, too")
    return ax


def agreement(tables: Mapping[str, pd.DataFrame], *, ax: Axes | None = None) -> Axes:
    """Draw how far pairs of readings agree, label by label.

    Args:
        tables: by the name of the pair a row a label, as `upheld corpus agreement --out` writes them: `label` (`all`
            among them) and `f1` (0 to 1).
        ax: axes to draw on.

    Raises:
        ValueError: there is no pair, or one without rows.

    """
    if not tables:
        raise ValueError("there is nothing to draw: give a table for each pair of readings")
    rows = [*LABELS, "all"]
    with drawing(ax, height=3.4, width=7.2) as ax:
        lowest = 1.0
        for number, (name, table) in enumerate(tables.items()):
            require_rows(table)
            scores = table.set_index("label")["f1"].reindex(rows)
            lowest = min(lowest, float(scores.min()))
            style = look(number)
            ax.plot(
                scores.to_numpy(),
                range(len(rows)),
                linestyle="",
                marker=style.marker,
                markersize=8,
                color=style.color,
                label=name,
            )
        ax.set_yticks(range(len(rows)), rows)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        span = 1 - lowest
        ax.set_xlim(max(0, lowest - 0.35 * span - 0.005), 1 + 0.03 * span)
        ax.set_xlabel("F1 of exact spans (1: marked all alike)")
        ax.legend(loc="upper left", bbox_to_anchor=(0, 1))
        overall = [
            f"{rate(float(table.set_index('label')['f1']['all']))} ({name})"
            for name, table in tables.items()
        ]
        title(ax, f"Agreement of all labels together: {', '.join(overall)}")
    return ax


def _named(group: object) -> str:
    """Name a group; a report is of no family."""
    return "reports" if group == "-" else str(group)
