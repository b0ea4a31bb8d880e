"""The style: titles, looks, images."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

import upheld
from upheld import plots
from upheld.plots.style import LOOKS, RC, off_screen

mpl.use("agg")


def lightness(color: str) -> float:
    red, green, blue = to_rgb(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_looks_are_told_apart_without_colour() -> None:
    assert len({look.marker for look in LOOKS}) == len(LOOKS)
    assert len({str(look.linestyle) for look in LOOKS}) == len(LOOKS)
    assert len({look.hatch for look in LOOKS}) == len(LOOKS)
    # The four that most figures have differ in grey, in their order.
    greys = [lightness(look.color) for look in LOOKS[:4]]
    assert all(light - dark > 0.1 for dark, light in pairwise(greys))


def test_more_names_than_looks_begin_anew() -> None:
    assert plots.look(len(LOOKS)) == plots.look(0)
    assert plots.looks(["a", "b"]) == {"a": LOOKS[0], "b": LOOKS[1]}


def test_a_title_is_broken_within_its_axes_and_keeps_a_percentage_together() -> None:
    ax = Figure(figsize=(4, 3), layout="constrained").add_subplot()
    plots.title(ax, "Of many items that were looked at for this test 12 % are right and 13 % wrong")
    lines = ax.get_title(loc="left").split("\n")
    assert len(lines) > 1
    assert not any(line.startswith("%") for line in lines)
    figure = ax.figure
    figure.draw_without_rendering()
    assert ax._left_title.get_window_extent().x1 <= figure.bbox.x1


def test_settings_of_the_user_stay_and_a_new_figure_has_those_of_the_house() -> None:
    before = dict(mpl.rcParams)
    with plots.drawing() as ax:
        pass
    assert dict(mpl.rcParams) == before
    assert ax.xaxis.get_label().get_fontsize() == RC["axes.labelsize"]
    assert plt.get_fignums()
    plt.close("all")


def test_what_a_notebook_turns_on_while_drawing_stays_on() -> None:
    with plots.drawing(Figure().add_subplot()):
        mpl.interactive(True)
    assert mpl.is_interactive()
    mpl.interactive(False)


def test_off_screen_leaves_pyplot_alone() -> None:
    plt.close("all")
    with off_screen(), plots.drawing() as ax:
        ax.plot([1, 2])
    assert plt.get_fignums() == []


def test_an_image_is_the_same_each_time_and_small() -> None:
    pngs = []
    for _ in range(2):
        with off_screen(), plots.drawing(width=2, height=1) as ax:
            ax.plot([1, 2])
        pngs.append(plots.to_png(ax.figure))
    png, again = pngs
    assert png == again
    with Image.open(BytesIO(png)) as image:
        assert image.size == (200, 100)
        assert image.mode == "P"


def test_a_dollar_sign_is_no_formula() -> None:
    with off_screen(), plots.drawing() as ax:
        plots.title(ax, "from $5 to $10")
    assert plots.to_png(ax.figure)


def test_axes_without_a_figure_are_refused() -> None:
    ax = Figure().add_subplot()
    ax.remove()
    with pytest.raises(ValueError, match="no figure"):
        plots.title(ax, "nothing")


def test_plots_is_a_public_name() -> None:
    assert upheld.plots is plots
    assert all(callable(getattr(plots, name)) for name in plots.__all__)
