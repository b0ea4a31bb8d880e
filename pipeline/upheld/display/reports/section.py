"""A section of a report: words, figures and tables."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from upheld import plots
from upheld.corpus.files import read_lines
from upheld.plots.style import off_screen

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as the text of a data address, and what it says in words."""

    data: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a report; `parts` are pieces of HTML in which all text is escaped."""

    title: str
    words: str
    figures: list[Picture] = field(default_factory=list)
    parts: list[Markup] = field(default_factory=list)


def pictures(drawings: Iterable[Callable[[], Axes]]) -> list[Picture]:
    """Draw figures off screen."""
    drawn = []
    with off_screen():
        for draw in drawings:
            axes = draw()
            figure = axes.get_figure(root=True)
            if figure is not None:
                data = b64encode(plots.to_png(figure)).decode("ascii")
                drawn.append(Picture(data, " ".join(axes.get_title(loc="left").split())))
    return drawn


def read_table(path: Path) -> pd.DataFrame | None:
    """Read a table that a command wrote; None where it is not there. Groups may be called `None` or `NA`."""
    return pd.read_csv(path, keep_default_na=False, na_values=[""]) if path.is_file() else None


def read_objects(path: Path) -> list[dict[str, Any]]:
    """Read the objects of a JSON Lines file.

    Raises:
        CorpusError: a line is no JSON object.
        OSError: the file cannot be read.

    """
    return [record for _, record in read_lines(path)]


def as_table(frame: pd.DataFrame, caption: str = "") -> Markup:
    """Give a data frame as a table in the formats of the house."""
    return Markup(plots.table(frame, caption).to_html())  # noqa: S704 - Styler escapes it.
