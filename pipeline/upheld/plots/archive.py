"""Figures of what an archive of letters says: rates, drugs and doses, times, what is asked together.

They draw what `upheld.findings` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from upheld.plots.style import (
    DIVERGING,
    FAINT,
    INK,
    arms,
    count,
    drawing,
    in_counts,
    in_percent,
    look,
    percent,
    require_rows,
    title,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT_OF_ROW = 0.27  # In inches.


def overturn_rates(
    rates: pd.DataFrame,
    *,
    overall: float | None = None,
    most: int = 25,
    thing: str = "groups",
    ax: Axes | None = None,
) -> Axes:
    """Draw overturn rates with their intervals, a row a group, the highest at the top.

    Args:
        rates: a row a group, as `findings.overturn_rates` gives them; the first column names the groups.
        overall: rate of all items (0 to 1), drawn as a line; without it that of the items in the rows, which counts an
            item once for each group that it stands in.
        most: so many groups are drawn at most, those with most items.
        thing: what the groups are, in the plural, for the title and the axis.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(rates)
    mean = overall if overall is not None else rates["overturned"].sum() / rates["items"].sum()
    shown = rates.nlargest(most, "items").sort_values("rate")
    names = [name.replace("_", " ") for name in shown.iloc[:, 0].astype(str)]
    with drawing(ax, height=1.5 + _HEIGHT_OF_ROW * len(shown), width=7.2) as ax:
        style = look(0)
        places = np.arange(len(shown))
        errors = arms(shown["rate"], shown["low"], shown["high"])
        ax.errorbar(
            shown["rate"], places, xerr=errors, fmt=style.marker, color=style.color, capsize=3
        )
        line = look(1)
        ax.axvline(mean, color=line.color, linestyle=line.linestyle)
        labels = [
            f"{_shortened(name)} ({count(items)})"
            for name, items in zip(names, shown["items"], strict=True)
        ]
        ax.set_yticks(places, labels)
        ax.grid(visible=False, axis="y")
        right = min(1.0, max(shown["high"].max(), mean) * 1.05)
        ax.set_xlim(0, right)
        ax.set_ylim(-0.7, len(shown) + 0.3)
        ax.text(
            mean, len(shown) - 0.4, f"  all items: {percent(mean, 1)}  ", color=line.color,
            ha="left" if mean < right / 2 else "right", fontsize=9,
        )  # fmt: skip
        in_percent(ax.xaxis)
        ax.set_xlabel("Share overturned, with interval\n(in brackets: items decided)")
        apart = int(((shown["low"] > mean) | (shown["high"] < mean)).sum())
        title(
            ax,
            f"Overturned from {percent(shown['rate'].iloc[0])} ({names[0]}) to"
            f" {percent(shown['rate'].iloc[-1])} ({names[-1]}); the intervals of {apart} of {len(shown)}"
            f" {thing} leave out the {percent(mean)} of all items",
        )
    return ax


def overturn_trend(rates: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw overturn rates over time, with intervals and the numbers of items.

    Args:
        rates: a row a year, in order, as `findings.overturn_rates(items, by="year")` gives them.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(rates)
    years = rates.iloc[:, 0].astype(int)
    with drawing(ax, width=7.2) as ax:
        style = look(0)
        ax.errorbar(
            years,
            rates["rate"],
            yerr=arms(rates["rate"], rates["low"], rates["high"]),
            color=style.color,
            marker=style.marker,
            capsize=3,
        )
        ticks = [
            f"{year}\n{count(items)}" for year, items in zip(years, rates["items"], strict=True)
        ]
        ax.set_xticks(years, ticks)
        ax.grid(visible=False, axis="x")
        ax.set_ylim(0, min(1.0, rates["high"].max() * 1.15))
        in_percent(ax.yaxis)
        ax.set_ylabel("Share overturned, with interval")
        ax.set_xlabel("Year of the review; items that were decided")
        (lowest, low), (highest, high) = (
            (years.iloc[at], rates["rate"].iloc[at])
            for at in (int(rates["rate"].argmin()), int(rates["rate"].argmax()))
        )
        common = rates["low"].max() <= rates["high"].min()
        title(
            ax,
            f"Between {percent(low)} ({lowest}) and {percent(high)} ({highest}) are overturned;"
            f" {'one rate lies' if common else 'no rate lies'} in the intervals of all years",
        )
    return ax


def drugs_asked_for(drugs: pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Axes:
    """Draw how often drugs are asked for, and with which outcome, the most frequent at the top.

    Args:
        drugs: a row a drug, as `findings.drugs_asked_for` gives them.
        most: so many drugs at most.
        ax: axes to draw on.

    Raises:
        ValueError: there is no row.

    """
    require_rows(drugs)
    shown = drugs.nlargest(most, "items").iloc[::-1]
    parts = {
        "upheld": shown["decided"] - shown["overturned"],
        "overturned": shown["overturned"],
        "not decided": shown["items"] - shown["decided"],
    }
    with drawing(ax, height=1.5 + _HEIGHT_OF_ROW * len(shown), width=7.2) as ax:
        places, left = np.arange(len(shown)), np.zeros(len(shown))
        for number, (name, held) in zip((5, 1, 3), parts.items(), strict=True):
            if held.any():
                style = look(number)
                ax.barh(
                    places, held, left=left, height=0.72, label=name, color=style.color,
                    hatch="" if name == "upheld" else style.hatch, edgecolor=INK, linewidth=0.6,
                )  # fmt: skip
                left = left + held.to_numpy()
        for place, (items, dose) in enumerate(
            zip(shown["items"], shown["usual_dose"], strict=True)
        ):
            told = dose if isinstance(dose, str) else "no dose stated"
            ax.text(items, place, f" {told}", va="center", fontsize=8, color=INK)
        ax.set_yticks(places, [_shortened(name) for name in shown["request_drug"]])
        ax.grid(visible=False, axis="y")
        ax.set_xlim(0, shown["items"].max() * 1.18)
        in_counts(ax.xaxis)
        ax.set_xlabel("Items (beside the bar: the dose that is asked for most)")
        ax.legend(loc="lower right")
        first = shown.iloc[-1]
        asked = drugs["items"].sum()
        title(
            ax,
            f"{first['request_drug']} is asked for most: {count(first['items'])} of {count(asked)} items that"
            f" name a drug; the {len(shown)} most frequent of {count(len(drugs))} make"
            f" {percent(shown['items'].sum() / asked)}",
        )
    return ax


def years_since_injury(years: pd.Series, *, ax: Axes | None = None) -> Axes:
    """Draw how long after the injury requests come.

    Args:
        years: for each item, as `findings.with_years_since_injury` gives them; what is null is left out.
        ax: axes to draw on.

    Raises:
        ValueError: there is no number.

    """
    told = years.dropna()
    require_rows(told)
    median, late = float(told.quantile(0.5)), float(told.quantile(0.9))
    with drawing(ax, width=7.2) as ax:
        bins = np.arange(0, np.floor(told.max()) + 2)
        style = look(5)
        ax.hist(told, bins=bins.tolist(), color=style.color, edgecolor=INK, linewidth=0.6)
        for value, name, number in ((median, "half", 0), (late, "nine in ten", 1)):
            mark = look(number)
            ax.axvline(
                value,
                color=mark.color,
                linestyle=mark.linestyle,
                label=f"{name} by {value:.1f} years",
            )
        ax.grid(visible=False, axis="x")
        in_counts(ax.yaxis)
        ax.set_xlabel("Years from injury to request")
        ax.set_ylabel("Items")
        ax.legend()
        title(
            ax,
            f"Half of the requests come within {median:.1f} years of the injury, one in ten after more than"
            f" {late:.1f}",
        )
    return ax


def asked_together(pairs: pd.DataFrame, *, most: int = 14, ax: Axes | None = None) -> Axes:
    """Draw a map of what is asked together: the lift of each pair, those that go together side by side.

    Args:
        pairs: a row for each ordered pair, as `findings.asked_together` gives them.
        most: so many things at most, those asked for in most letters.
        ax: axes to draw on.

    Raises:
        ValueError: there is no pair.

    """
    from matplotlib.colors import TwoSlopeNorm

    require_rows(pairs)
    usual = pairs.drop_duplicates("first").nlargest(most, "letters_first")["first"]
    shown = pairs[pairs["first"].isin(usual) & pairs["second"].isin(usual)]
    lifts = shown.pivot(index="first", columns="second", values="lift")
    order = _side_by_side(lifts)
    lifts = lifts.loc[order, order]
    names = [name.replace("_", " ") for name in order]
    side = 2.6 + 0.42 * len(order)
    with drawing(ax, width=side + 0.8, height=side) as ax:
        # Colours by the logarithm: twice and half as often are equally far from chance.
        spread = max(0.5, float(np.nanmax(np.abs(np.log2(lifts.clip(lower=0.25).to_numpy())))))
        norm = TwoSlopeNorm(vmin=-spread, vcenter=0, vmax=spread)
        colors = np.log2(lifts.clip(lower=2**-spread).to_numpy())
        image = ax.imshow(colors, cmap=f"{DIVERGING}_r", norm=norm)
        for (row, column), lift in np.ndenumerate(lifts.to_numpy()):
            if not np.isnan(lift):
                dark = abs(colors[row, column]) > 0.62 * spread
                ax.text(
                    column, row, f"{lift:.2f}", ha="center", va="center", fontsize=7.5,
                    color="white" if dark else INK, style="italic" if lift < 1 else "normal",
                )  # fmt: skip
        ax.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
        ax.set_yticks(range(len(names)), names)
        ax.grid(visible=False)
        bar = ax.figure.colorbar(image, ax=ax, shrink=0.6)
        ticks = np.linspace(-spread, spread, 5)
        bar.set_ticks(ticks.tolist(), labels=[f"{2.0**tick:.2g}" for tick in ticks])
        bar.set_label("Lift: letters with both, 1 as by chance (below 1 in italics)")
        bar.outline.set_edgecolor(FAINT)
        top = shown.iloc[int(shown["lift"].argmax())]
        first, second = (str(top[name]).replace("_", " ") for name in ("first", "second"))
        title(
            ax,
            f"{first} and {second} go together most: {top['lift']:.1f} times as often as by chance"
            f" ({count(top['letters'])} letters)",
        )
    return ax


def _side_by_side(lifts: pd.DataFrame) -> list[str]:
    """Order things so that those of a high lift stand next to each other."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    if len(lifts) < 3:
        return list(lifts.index)
    lifts = lifts.loc[lifts.index, lifts.index]
    far = 1 / (1 + lifts.fillna(0).to_numpy())
    np.fill_diagonal(far, 0)
    tree = linkage(squareform(far, checks=False), "average", optimal_ordering=True)
    return [str(lifts.index[number]) for number in leaves_list(tree)]


def _shortened(name: str, room: int = 46) -> str:
    return name if len(name) <= room else name[: room - 1].rstrip(" ,") + "…"
