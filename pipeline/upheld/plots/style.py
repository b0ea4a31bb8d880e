"""The style of every figure: sizes, colours that differ in lightness too, titles that say the finding.

New axes come from pyplot, so that a figure shows itself in a notebook, but for those made `off_screen`; where axes are
given nothing of pyplot is touched.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

try:
    import matplotlib as mpl
    from matplotlib.ticker import FuncFormatter
except ImportError as error:
    raise ImportError(
        "figures need matplotlib, which is not installed: pip install 'upheld[figures]'"
    ) from error

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

Size = Literal["single", "wide", "tall", "square"]

# Width and height in inches.
SIZES: dict[Size, tuple[float, float]] = {
    "single": (6.4, 4.0),
    "wide": (9.6, 4.2),
    "tall": (6.4, 6.4),
    "square": (5.2, 5.0),
}
INK = "#1a1a1a"
FAINT = "#8c8c8c"
# From dark to light for lightness in a map of counts or lifts; white is nothing.
SEQUENTIAL = "Blues"
DIVERGING = "PuOr"
_COLORS = 256  # Fewer, and the ends of a map of lifts change their colour.
_OFF_SCREEN = ContextVar("off_screen", default=False)
_TIED = "\N{NO-BREAK SPACE}"
_LETTER = 0.09  # Inches that a letter of the title takes, a wide one excepted.
RC: dict[Any, Any] = {  # matplotlib lists its keys one by one in their type.
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelsize": 10,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e2e2e2",
    "grid.linewidth": 0.8,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 6,
    "hatch.linewidth": 0.7,
    "svg.hashsalt": "upheld",
    "text.parse_math": False,  # A dollar sign in a name is one.
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one series of a figure looks; no two agree in lightness, marker, line or hatch."""

    color: str
    marker: str
    linestyle: str | tuple[int, tuple[int, ...]]
    hatch: str


# Told apart with any colour vision and in grey: from the darkest to the lightest.
LOOKS: tuple[Look, ...] = (
    Look("#12304f", "o", "-", ""),
    Look("#b3471d", "s", "--", "///"),
    Look("#2f9a8f", "^", "-.", "..."),
    Look("#e5a836", "D", ":", "xxx"),
    Look("#7a5ca8", "v", (0, (5, 1, 1, 1, 1, 1)), "\\\\\\"),
    Look("#a8c8e8", "P", (0, (1, 1)), "ooo"),
)


def look(number: int) -> Look:
    """Give the look of a series by its number, from 0; after the last they begin anew."""
    return LOOKS[number % len(LOOKS)]


def looks(names: Sequence[str]) -> dict[str, Look]:
    """Give a look to each name, in their order."""
    return {name: look(number) for number, name in enumerate(names)}


@contextmanager
def drawing(
    ax: Axes | None = None,
    *,
    size: Size = "single",
    width: float | None = None,
    height: float | None = None,
) -> Iterator[Axes]:
    """Draw in the style of the house: on the axes that are given, else on those of a new figure.

    Args:
        ax: axes to draw on.
        size: of the new figure.
        width: of the new figure, in inches, where it follows from the data.
        height: of the new figure, in inches, where it follows from the data.

    """
    with _house():
        if ax is None:
            usual = SIZES[size]
            ax = _new((width or usual[0], height or usual[1]))
        yield ax


@contextmanager
def _house() -> Iterator[None]:
    """Draw with the settings of the house, and leave those of the user as they were."""
    interactive = mpl.is_interactive()
    try:
        with mpl.rc_context(RC):
            try:
                yield
            finally:
                interactive = mpl.is_interactive()
    finally:
        # A notebook turns this on when its first figure is made, and shows none where it is off.
        mpl.interactive(interactive)


@contextmanager
def off_screen() -> Iterator[None]:
    """Make new figures without pyplot: for files, where nothing is shown and nobody closes them."""
    token = _OFF_SCREEN.set(True)
    try:
        yield
    finally:
        _OFF_SCREEN.reset(token)


def _new(figsize: tuple[float, float]) -> Axes:
    if _OFF_SCREEN.get():
        from matplotlib.figure import Figure

        return Figure(figsize=figsize).subplots()
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=figsize)[1]


def panels(
    columns: int, *, size: Size = "wide", height: float | None = None, share_y: bool = False
) -> tuple[Figure, list[Axes]]:
    """Give a figure with axes beside one another, to be drawn on one by one."""
    import matplotlib.pyplot as plt

    with _house():
        usual = SIZES[size]
        figure, axes = plt.subplots(
            1, columns, figsize=(usual[0], height or usual[1]), sharey=share_y, squeeze=False
        )
    return figure, list(axes[0])


def title(ax: Axes, finding: str) -> None:
    """Set the title, which says the finding in words made of the data; long ones are broken into lines.

    It starts where the labels at the left do and ends with the axes: call it last.

    Raises:
        ValueError: the axes are on no figure.

    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes belong to no figure")
    figure.draw_without_rendering()  # The layout says how wide the axes are.
    frame, labelled = ax.get_window_extent(), ax.get_tightbbox()
    left = frame.x0 if labelled is None else min(frame.x0, labelled.x0)
    room = int((frame.x1 - left) / figure.dpi / _LETTER)
    lines = textwrap.wrap(finding.replace(" %", f"{_TIED}%"), max(20, room))
    told = "\n".join(lines).replace(_TIED, " ")
    ax.set_title(told, loc="left", x=(left - frame.x0) / frame.width)


def arms(middle: Any, low: Any, high: Any) -> list[Any]:
    """Give how far an interval reaches below and above its middle, as `errorbar` takes it."""
    return [middle - low, high - middle]


def require_rows(data: pd.DataFrame | pd.Series[Any]) -> None:
    """Require that there is something to draw.

    Raises:
        ValueError: the table has no rows.

    """
    if not len(data):
        raise ValueError("there is nothing to draw: the table has no rows")


def percent(value: float, places: int = 0) -> str:
    """Write a share of 0 to 1 as a percentage: `12 %`."""
    return f"{100 * value:.{places}f} %"


def rate(value: float) -> str:
    """Write a rate of 0 to 1, with three places: `0.123`; a dash for what is not a number."""
    return "-" if value != value else f"{value:.3f}"


def count(value: float) -> str:
    """Write a number of things: `12,345`."""
    return f"{value:,.0f}"


def interval(value: float, low: float, high: float) -> str:
    """Write a rate with its interval: `0.812 (0.790 to 0.831)`."""
    return f"{rate(value)} ({rate(low)} to {rate(high)})"


def in_percent(axis: Axis) -> None:
    """Mark an axis of shares of 0 to 1 in percent."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(100 * value, 1):g} %"))


def in_counts(axis: Axis) -> None:
    """Mark an axis of numbers of things: `12,345`."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))


def to_png(figure: Figure, *, dpi: int = 100) -> bytes:
    """Give a figure as a small PNG image, the same bytes for the same figure."""
    with mpl.rc_context(RC), BytesIO() as file:
        figure.savefig(file, format="png", dpi=dpi, metadata={"Software": None})
        return few_colors(file.getvalue())


def few_colors(png: bytes) -> bytes:
    """Give a PNG image with a palette of few colours, which a figure does not need more of: a third of the bytes.

    One that has a palette comes back as it is.
    """
    from PIL import Image

    with Image.open(BytesIO(png)) as image, BytesIO() as file:
        if image.mode == "P":
            return png
        image.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        return file.getvalue()
