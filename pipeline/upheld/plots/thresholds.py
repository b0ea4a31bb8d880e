"""Figures for whoever acts on a probability: whether it is to be believed, and from where on to act on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.findings.rates import wilson
from upheld.plots.curves import checked
from upheld.plots.style import FAINT, INK, arms, drawing, in_counts, look, title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ENOUGH = 30  # Items of a bin.


def calibration_table(
    y_true: npt.ArrayLike, y_probability: npt.ArrayLike, *, bins: int | None = None
) -> pd.DataFrame:
    """Compare probabilities with what came, in bins of about equally many items; equal probabilities share one.

    Args:
        y_true: 0 and 1, shape `(rows,)`.
        y_probability: of 1, shape `(rows,)`.
        bins: how many at most; by default as many as leave 30 items each, 3 at least and 10 at most.

    Returns:
        A row a bin: `items`, `probability` (mean), `overturned` (share), `overturned_low` and `overturned_high` (95 %
        interval of Wilson, which takes items for independent).

    Raises:
        ValueError: the shapes differ, or there is only one outcome.

    """
    truth, named = checked(y_true, y_probability)
    (said,) = named.values()
    number = bins or int(np.clip(len(said) // _ENOUGH, 3, 10))
    edges = np.quantile(said, np.arange(1, number) / number)
    binned = np.searchsorted(edges, said, side="right")
    rows = [
        {
            "items": int((binned == one).sum()),
            "probability": said[binned == one].mean(),
            "overturned": truth[binned == one].mean(),
        }
        for one in np.unique(binned)
    ]
    table = pd.DataFrame(rows)
    low, high = wilson(table["overturned"].to_numpy(float), table["items"].to_numpy(float))
    return table.assign(overturned_low=low, overturned_high=high)


def calibration(
    y_true: npt.ArrayLike,
    y_probability: npt.ArrayLike,
    *,
    bins: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share overturned against the mean probability, with intervals, and below how many items have which.

    Arguments, bins, intervals and errors are those of `calibration_table`.
    """
    table = calibration_table(y_true, y_probability, bins=bins)
    said = np.asarray(y_probability, dtype=float)
    style = look(0)
    with drawing(ax, size="square") as axes:
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", linewidth=1.2, label="as said")
        middle = table["overturned"]
        axes.errorbar(
            table["probability"],
            middle,
            yerr=arms(middle, table["overturned_low"], table["overturned_high"]),
            fmt=style.marker,
            color=style.color,
            capsize=3,
            label=f"bins of about {len(said) // len(table):,} items",
        )
        below = axes.twinx()
        counts, _, _ = below.hist(
            said, bins=np.linspace(0, 1, 21).tolist(), color=look(5).color, edgecolor="white"
        )
        most = float(np.max(counts))
        below.set_ylim(0, 5 * most)
        below.set_yticks([0, most])
        in_counts(below.yaxis)
        below.set_ylabel("items (bars)", loc="bottom")
        below.grid(visible=False)
        axes.set_zorder(below.get_zorder() + 1)
        axes.patch.set_visible(False)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.02, 1.02)
        axes.set_xlabel("probability of being overturned, as said")
        axes.set_ylabel("overturned (share)")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2)
        inside = table["probability"].between(table["overturned_low"], table["overturned_high"])
        title(
            axes,
            f"In {inside.sum()} of {len(table)} bins the interval of what came holds what was said",
        )
    return axes


def cost_table(
    y_true: npt.ArrayLike, y_probability: npt.ArrayLike, *, ratios: Sequence[float] = (1, 3, 9)
) -> pd.DataFrame:
    """Give the mean cost of an item for each threshold: a false alarm costs 1, a missed overturn `ratio`.

    Args:
        y_true: 0 and 1, shape `(rows,)`.
        y_probability: of 1, shape `(rows,)`.
        ratios: how many times as much a missed overturn costs as a false alarm.

    Returns:
        A row for each ratio and threshold: `ratio`, `threshold` (0 to 1 in steps of 0.01; acted on from there on),
        `cost`.

    Raises:
        ValueError: the shapes differ, or there is only one outcome.

    """
    truth, named = checked(y_true, y_probability)
    (said,) = named.values()
    thresholds = np.linspace(0, 1, 101)
    acted = said[None, :] >= thresholds[:, None]
    alarms = (acted & (truth == 0)).mean(axis=1)
    missed = (~acted & (truth == 1)).mean(axis=1)
    return pd.concat(
        [
            pd.DataFrame({"ratio": ratio, "threshold": thresholds, "cost": alarms + ratio * missed})
            for ratio in ratios
        ],
        ignore_index=True,
    )


def cost_curve(
    y_true: npt.ArrayLike,
    y_probability: npt.ArrayLike,
    *,
    ratios: Sequence[float] = (1, 3, 9),
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean cost of an item against the threshold, the cheapest threshold of each ratio marked.

    Arguments, costs and errors are those of `cost_table`.
    """
    table = cost_table(y_true, y_probability, ratios=ratios)
    best: list[tuple[float, float]] = []
    with drawing(ax, size="wide") as axes:
        for number, ratio in enumerate(ratios):
            style, rows = look(number), table[table["ratio"] == ratio]
            cheapest = rows.iloc[int(rows["cost"].to_numpy().argmin())]
            best.append((float(cheapest["threshold"]), float(cheapest["cost"])))
            axes.plot(
                rows["threshold"],
                rows["cost"],
                color=style.color,
                linestyle=style.linestyle,
                marker=style.marker,
                markevery=[int(100 * best[-1][0] + 0.5)],
                markeredgecolor=INK,
                markersize=9,
                label=f"a miss costs {ratio:g}:\nbest at {best[-1][0]:.2f}",
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 2.2 * max(cost for _, cost in best))
        axes.set_xlabel("threshold (probability from which an item is called overturned)")
        axes.set_ylabel("mean cost of an item\n(a false alarm costs 1)")
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
        title(axes, _choice(ratios, [threshold for threshold, _ in best]))
    return axes


def _choice(ratios: Sequence[float], thresholds: Sequence[float]) -> str:
    """Say which threshold is the cheapest for the dearest miss and for the cheapest."""
    dear, cheap = int(np.argmax(ratios)), int(np.argmin(ratios))
    said = f"Where a missed overturn costs {ratios[dear]:g} false alarms, {thresholds[dear]:.2f} is the best threshold"
    if dear == cheap:
        return said
    return f"{said}; where it costs {ratios[cheap]:g}, {thresholds[cheap]:.2f}"
