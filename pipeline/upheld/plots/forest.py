"""Dots with their intervals, a line a thing: the form of most comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from upheld.plots.style import FAINT, INK, arms, drawing, look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE = 0.34  # Inches of height of one line.
_LONG = 26  # Letters of a name.
_FRAME = 1.3  # Inches of title and axis.


def forest(
    rows: pd.DataFrame,
    value: str,
    *,
    names: Sequence[str],
    series: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a dot with its interval for each row, the first on top.

    Args:
        rows: has the columns `value`, and `value_low` and `value_high` for the interval.
        value: what is drawn along the x axis.
        names: what stands at the y axis, one a row; equal ones share a line.
        series: a column whose values are told apart by colour and marker; one legend entry each.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    if not len(rows):
        raise ValueError("nothing to draw: there is no row")
    lines = list(dict.fromkeys(names))
    kinds = [""] if series is None else list(dict.fromkeys(rows[series].astype(str)))
    height = _FRAME + _LINE * len(lines) * max(1.0, 0.55 * len(kinds))
    wide = len(kinds) > 1 or max(map(len, lines)) > _LONG
    with drawing(ax, size="wide" if wide else "single", height=height) as axes:
        for number, kind in enumerate(kinds):
            chosen = (
                np.ones(len(rows), bool) if series is None else rows[series].astype(str) == kind
            )
            own, style = rows[np.asarray(chosen)], look(number)
            places = np.array([lines.index(n) for n, c in zip(names, chosen, strict=True) if c])
            middle = own[value].to_numpy(dtype=float)
            edges = own[[f"{value}_low", f"{value}_high"]].to_numpy(dtype=float)
            axes.errorbar(
                middle,
                places + _shift(number, len(kinds)),
                xerr=np.clip(arms(middle, edges[:, 0], edges[:, 1]), 0, None),
                fmt=style.marker,
                color=style.color,
                ecolor=style.color,
                markeredgecolor=INK,
                markeredgewidth=0.6,
                elinewidth=1.6,
                capsize=3,
                label=kind or None,
            )
        axes.set_yticks(range(len(lines)), lines)
        axes.set_ylim(len(lines) - 0.5, -0.5)
        axes.grid(visible=False, axis="y")
        if len(kinds) > 1:
            for edge in range(1, len(lines)):
                axes.axhline(edge - 0.5, color=FAINT, linewidth=0.8)
            axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return axes


def _shift(number: int, kinds: int) -> float:
    """Give how far from the middle of its line one of several series stands."""
    return 0.0 if kinds == 1 else 0.54 * (number / (kinds - 1) - 0.5)
