"""Tables in the formats of the house, through pandas Styler."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from upheld.plots.style import count, interval, rate


class Table(Styler):
    """A Styler that, where it is shown as text, says what it is and no address in memory."""

    def __repr__(self) -> str:
        """Give the names of the columns."""
        return f"table of {', '.join(map(str, self.columns))}"


_STYLES: list[Any] = [
    {"selector": "caption", "props": "text-align: left; font-weight: bold; padding-bottom: .4em"},
    {"selector": "th", "props": "text-align: left; border-bottom: 1px solid #8c8c8c"},
    {"selector": "td", "props": "text-align: left; vertical-align: top"},
]
_NUMBERS = "text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums"


def table(frame: pd.DataFrame, caption: str = "") -> Table:
    """Show a data frame: numbers of things with commas, rates with three places, texts escaped, no index.

    Args:
        frame: whole numbers are taken for numbers of things, others for rates; underscores in names become spaces.
        caption: stands above.

    Returns:
        A Styler whose HTML is the same for the same frame.

    """
    named = frame.rename(columns=lambda name: str(name).replace("_", " ")).reset_index(drop=True)
    shown = Table(named)
    shown.hide(axis="index").set_caption(_escaped(caption))
    formats: dict[Any, Any] = {}
    for name in named:
        if pd.api.types.is_bool_dtype(named[name]):
            continue
        if pd.api.types.is_integer_dtype(named[name]):
            formats[name] = _count
        elif pd.api.types.is_float_dtype(named[name]):
            formats[name] = rate
    numeric = list(formats)
    shown.format(formats, escape="html", na_rep="-").set_table_styles(_STYLES)
    # Headings are formatted by pandas, but not escaped unless told so.
    shown.format_index(escape="html", axis="columns")
    if numeric:
        shown.set_properties(subset=numeric, **_properties(_NUMBERS))
    shown.set_uuid(sha256(f"{caption}{named.to_json()}".encode()).hexdigest()[:8])
    return shown


def with_intervals(frame: pd.DataFrame, metrics: Sequence[str]) -> pd.DataFrame:
    """Write each metric with its interval as one text, `0.812 (0.790 to 0.831)`, and drop the columns of its ends.

    Args:
        frame: has for each metric the columns `NAME`, `NAME_low` and `NAME_high`.
        metrics: their names.

    """
    written = frame.copy()
    for name in metrics:
        ends = [name, f"{name}_low", f"{name}_high"]
        rows = frame[ends].astype(float).itertuples(index=False)
        written[name] = [interval(*row) if row[0] == row[0] else "-" for row in rows]
        written = written.drop(columns=ends[1:])
    return written


def _count(value: float) -> str:
    return "-" if value != value else count(value)


def _properties(css: str) -> dict[str, str]:
    pairs = (entry.split(":", 1) for entry in css.split(";"))
    return {name.strip(): value.strip() for name, value in pairs}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
