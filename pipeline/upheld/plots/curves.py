"""Curves of probabilities against outcomes, with bootstrap bands: ROC, precision and recall, coverage and error.

Each takes what scikit-learn's displays take, `y_true` and `y_probability`, and the `clusters` that are drawn in the
bootstrap, such as the letter of each item; without them each decision is drawn by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from upheld.plots.style import FAINT, drawing, in_percent, look, percent, rate, title
from upheld.training.bootstrap import LEVEL, interval
from upheld.training.decisions.measuring import draw_clusters
from upheld.training.decisions.metrics import Metric, pr_auc, roc_auc

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = npt.NDArray[np.float64]
Probabilities = npt.ArrayLike | Mapping[str, npt.ArrayLike]
# Gives a curve at the places of the x axis: of outcomes and weights sorted by falling probability.
Curve = Callable[[Floats, Floats, npt.NDArray[np.bool_]], Floats]

GRID = np.linspace(0, 1, 101)
_BAND_DRAWS = 400
_BEGINNING = 0.03


def roc_curve(
    y_true: npt.ArrayLike,
    y_probability: Probabilities,
    *,
    clusters: npt.ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw ROC curves; the first has a band, each its area with the 95 % interval in the legend.

    Args:
        y_true: 0 and 1, shape `(rows,)`.
        y_probability: of 1, shape `(rows,)`; or several by the names of their classifiers.
        clusters: what is drawn in the bootstrap, shape `(rows,)`.
        ax: axes to draw on.

    Raises:
        ValueError: the shapes differ, or there is only one outcome.

    """
    truth, named = checked(y_true, y_probability)
    with drawing(ax, size="square") as axes:
        areas = _draw(axes, truth, named, clusters, _sensitivity, roc_auc, "area")
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", linewidth=1.2, label="chance")
        axes.set_xlabel("upheld items called overturned (share)")
        axes.set_ylabel("overturned items called overturned (share)")
        axes.legend(loc="lower right")
        said = f"{_first(named)}: {percent(areas[0])} of pairs of an overturned and an upheld item"
        title(axes, f"{said} are ranked rightly")
    return axes


def pr_curve(
    y_true: npt.ArrayLike,
    y_probability: Probabilities,
    *,
    clusters: npt.ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw precision against recall; the first has a band, each its average precision in the legend.

    Arguments and errors are those of `roc_curve`.
    """
    truth, named = checked(y_true, y_probability)
    base = float(truth.mean())
    with drawing(ax, size="square", height=5.2 + 0.38 * len(named)) as axes:
        areas = _draw(axes, truth, named, clusters, _precision, pr_auc, "average precision")
        axes.axhline(
            base,
            color=FAINT,
            linestyle=":",
            linewidth=1.2,
            label=f"share overturned {percent(base)}",
        )
        axes.set_xlabel("recall of overturned items (share)")
        axes.set_ylabel("precision (share)")
        axes.set_ylim(0, 1.02)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14))
        title(
            axes,
            f"{_first(named)}: average precision {rate(areas[0])} where {percent(base)} are overturned",
        )
    return axes


def coverage_curve(
    y_true: npt.ArrayLike,
    y_probability: Probabilities,
    *,
    clusters: npt.ArrayLike | None = None,
    decided: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the error of the likelier outcome against the share of items decided, the surest first.

    Arguments and errors are those of `roc_curve`, and:

    Args:
        y_true: see there.
        y_probability: see there.
        clusters: see there.
        decided: share decided and error of these where sets of outcomes decide, marked in the figure.
        ax: axes to draw on.

    """
    truth, named = checked(y_true, y_probability)
    surest = {n: np.maximum(p, 1 - p) for n, p in named.items()}
    wrong = {n: ((p > 0.5) != (truth == 1)).astype(np.int64) for n, p in named.items()}
    draws = _weights(truth, clusters)
    tops: list[float] = []
    with drawing(ax) as axes:
        for number, name in enumerate(named):
            curves = _curves(wrong[name], surest[name], draws if not number else draws[:1], _error)
            _line(axes, curves, number, name)
            tops.append(float(np.nanmax(curves[0])))
            if number == 0:
                every, half = curves[0, -1], curves[0, len(GRID) // 2]
        if decided is not None:
            axes.plot(
                *decided,
                marker="*",
                markersize=14,
                color="black",
                linestyle="none",
                label="sets of outcomes",
            )
        in_percent(axes.xaxis)
        in_percent(axes.yaxis)
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.5 * max(0.1, *tops))
        axes.set_xlabel("items decided, the surest first (share)")
        axes.set_ylabel("error among them (share)")
        axes.legend(loc="upper left")
        title(
            axes,
            f"Deciding the surer half errs in {percent(half)}, deciding all in {percent(every)}",
        )
    return axes


def _draw(
    axes: Axes,
    truth: npt.NDArray[np.int64],
    named: Mapping[str, Floats],
    clusters: npt.ArrayLike | None,
    curve: Curve,
    metric: Metric,
    called: str,
) -> list[float]:
    """Draw a curve for each classifier, and give the areas."""
    draws = _weights(truth, clusters, None)
    areas = []
    for number, (name, said) in enumerate(named.items()):
        values = metric(truth, said, draws)
        low, high = interval(values[1:])
        areas.append(float(values[0]))
        label = f"{name}: {called} {rate(values[0])}\n({rate(low)} to {rate(high)})"
        own = draws[: 1 + _BAND_DRAWS] if number == 0 else draws[:1]
        _line(axes, _curves(truth, said, own, curve), number, label)
    return areas


def _line(axes: Axes, curves: Floats, number: int, label: str) -> None:
    """Draw the first curve as a line, and the others as a band."""
    style = look(number)
    axes.plot(
        GRID,
        curves[0],
        color=style.color,
        linestyle=style.linestyle,
        marker=style.marker,
        markevery=(5 + 3 * number, 20),
        label=label,
    )
    if len(curves) > 1:
        edges = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
        known = ~np.isnan(curves[1:]).all(axis=0)
        low, high = np.nanquantile(curves[1:, known], edges, axis=0)
        axes.fill_between(GRID[known], low, high, color=style.color, alpha=0.15, linewidth=0)


def _curves(outcomes: npt.NDArray[np.int64], scores: Floats, draws: Floats, curve: Curve) -> Floats:
    """Give a curve for each draw: shape `(draws, len(GRID))`. Equal scores count at once."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.diff(scores[order]) != 0, True)
    told = outcomes[order].astype(float)
    return np.array([curve(told, weights[order], last) for weights in draws])


def _sensitivity(told: Floats, weights: Floats, last: npt.NDArray[np.bool_]) -> Floats:
    hits = np.append(0, np.cumsum(weights * told)[last])
    alarms = np.append(0, np.cumsum(weights * (1 - told))[last])
    if not hits[-1] or not alarms[-1]:
        return np.full(len(GRID), np.nan)
    return np.asarray(np.interp(GRID, alarms / alarms[-1], hits / hits[-1]), dtype=float)


def _precision(told: Floats, weights: Floats, last: npt.NDArray[np.bool_]) -> Floats:
    hits, all_said = np.cumsum(weights * told)[last], np.cumsum(weights)[last]
    if not hits[-1]:
        return np.full(len(GRID), np.nan)
    # In steps, as the average precision is: at each recall the precision of the first threshold that reaches it.
    reached = np.searchsorted(hits / hits[-1], GRID, side="left")
    with np.errstate(invalid="ignore", divide="ignore"):
        return _beginning(np.asarray(hits / all_said)[np.minimum(reached, len(hits) - 1)])


def _error(told: Floats, weights: Floats, last: npt.NDArray[np.bool_]) -> Floats:
    errors, said = np.cumsum(weights * told)[last], np.cumsum(weights)[last]
    reached = np.minimum(np.searchsorted(said / said[-1], GRID, side="left"), len(said) - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _beginning(np.asarray(errors / said)[reached])


def _beginning(curve: Floats) -> Floats:
    """Leave out the first of the curve, which hangs on one or two items."""
    return np.where(GRID < _BEGINNING, np.nan, curve)


def _weights(
    truth: npt.NDArray[np.int64], clusters: npt.ArrayLike | None, draws: int | None = _BAND_DRAWS
) -> Floats:
    given: npt.NDArray[Any] = np.arange(len(truth)) if clusters is None else np.asarray(clusters)
    if len(given) != len(truth):
        raise ValueError(f"{len(given)} clusters for {len(truth)} outcomes: give one each")
    return draw_clusters(given) if draws is None else draw_clusters(given, draws)


def checked(
    y_true: npt.ArrayLike, y_probability: Probabilities
) -> tuple[npt.NDArray[np.int64], dict[str, Floats]]:
    """Give outcomes and probabilities as arrays, once it is clear that they can be drawn."""
    truth = np.asarray(y_true).astype(np.int64)
    given = y_probability if isinstance(y_probability, Mapping) else {"model": y_probability}
    named = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    for name, values in named.items():
        if values.shape != truth.shape:
            raise ValueError(f"{name}: {values.shape} probabilities for {truth.shape} outcomes")
    if not set(truth.tolist()) == {0, 1}:
        raise ValueError("outcomes must be 0 and 1, and both must be there")
    return truth, named


def _first(named: Mapping[str, Floats]) -> str:
    return next(iter(named)).capitalize()
