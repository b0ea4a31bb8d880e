"""How often requests are overturned, group by group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from upheld.findings.errors import FindingsError, require_columns

_LETTER = ["source", "sha256"]
_Floats = npt.NDArray[np.float64]


def overturn_rates(
    items: pd.DataFrame, *, by: str, confidence: float = 0.95, min_items: int = 1
) -> pd.DataFrame:
    """Give the share of items that were overturned, by the values of a column, with intervals.

    Items without a decision or without a value of the column are left out. The intervals are Wilson's, of as many items
    as the items of the group are worth: those of one letter were decided together, and tell less than so many letters
    would (the design effect of letters as clusters: Franco, Little, Louis, Slud, Comparative study of confidence
    intervals for proportions in complex sample surveys, 2019). Where each letter has one item this is
    the plain interval.

    Args:
        items: rows with `source`, `sha256`, `decision` and the column `by`. An item may stand in several groups (a row
            in each).
        by: the column.
        confidence: of the intervals, between 0 and 1.
        min_items: groups with fewer decided items are left out.

    Returns:
        A row for each value, ordered by it: the column `by`, `letters`, `items`, `overturned`, `rate`, `low` and `high`
        (0 to 1).

    Raises:
        FindingsError: a column is missing, or `confidence` is not between 0 and 1.

    """
    require_columns(items, [*_LETTER, "decision", by], "items")
    if not 0 < confidence < 1:
        raise FindingsError(f"confidence {confidence}: give a number between 0 and 1, as 0.95")
    decided = items[items["decision"].notna() & items[by].notna()]
    overturned = (decided["decision"] == "overturned").astype(int)
    grouped = overturned.groupby([decided[by], decided["source"], decided["sha256"]])
    letters = grouped.agg(items="size", overturned="sum").reset_index()
    rows = letters.groupby(by).agg(
        letters=("items", "size"), items=("items", "sum"), overturned=("overturned", "sum")
    )
    rates = rows["overturned"] / rows["items"]
    residuals = letters["overturned"] - letters["items"] * letters[by].map(rates).astype(float)
    squares = (residuals**2).groupby(letters[by]).sum()
    worth = _effective_items(rows, squares)
    low, high = wilson(rates.to_numpy(dtype=float), worth, confidence)
    told = rows.assign(rate=rates.astype(float), low=low, high=high)
    return told[told["items"] >= min_items].reset_index()


def _effective_items(rows: pd.DataFrame, squares: pd.Series) -> _Floats:
    """Say how many items drawn one by one would tell as much as the items of these letters.

    At least one, at most as many as there are; where all items were decided alike, as many as letters.
    """
    letters, items = (rows[name].to_numpy(dtype=float) for name in ("letters", "items"))
    rates = rows["overturned"].to_numpy(dtype=float) / items
    spread = squares.reindex(rows.index).to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        clustered = letters / (letters - 1) * spread / items**2
        alone = rates * (1 - rates) / (items - 1)
        worth = items * alone / clustered
    known = np.isfinite(worth) & (alone > 0)
    return np.clip(np.where(known, worth, letters), 1, items)


def wilson(rates: _Floats, worth: _Floats, confidence: float = 0.95) -> tuple[_Floats, _Floats]:
    """Give Wilson's interval of rates (0 to 1), each of so many items, which need not be a whole number.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    z = float(ndtri((1 + confidence) / 2))
    middle = (rates + z**2 / (2 * worth)) / (1 + z**2 / worth)
    half = z / (1 + z**2 / worth) * np.sqrt(rates * (1 - rates) / worth + (z / (2 * worth)) ** 2)
    # At an edge the interval reaches it; rounding must not put the rate outside.
    return np.minimum(np.maximum(middle - half, 0), rates), np.maximum(
        np.minimum(middle + half, 1), rates
    )
