"""Axes for figures that nobody looks at, and what is written on them."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

mpl.use("agg")


def ax_of(width: float = 9, height: float = 5) -> Axes:
    """Give axes of their own figure, width and height in inches."""
    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def ticks(ax: Axes) -> list[str]:
    """Give the labels of the y axis."""
    return [label.get_text() for label in ax.get_yticklabels()]


def words(ax: Axes) -> str:
    """Give the title as one line."""
    return " ".join(ax.get_title(loc="left").split())
