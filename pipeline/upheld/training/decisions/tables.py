"""Scores of decisions as Markdown tables."""

from __future__ import annotations

import math

import pandas as pd

from upheld.training.decisions.measuring import ALL
from upheld.training.decisions.metrics import METRICS

_SETS = ("coverage", "decided", "error_of_decided")
_TITLES = {
    "roc_auc": "ROC AUC",
    "pr_auc": "PR AUC",
    "brier": "Brier",
    "ece": "ECE",
    "macro_f1": "macro F1",
    "auc_lead": "lead of the model in ROC AUC",
}


def comparison(scores: pd.DataFrame, setting: str) -> str:
    """Give a table of all classifiers on all decisions of a setting."""
    rows = scores[(scores["setting"] == setting) & (scores["group"] == ALL)]
    return _markdown(rows, ["classifier"], [*METRICS, "auc_lead"])


def abstaining(scores: pd.DataFrame, classifier: str) -> str:
    """Give a table of how one classifier's sets of outcomes did, in each setting and year."""
    rows = scores[(scores["classifier"] == classifier) & scores["group"].isin([ALL, "year"])]
    return _markdown(rows, ["setting", "value", "decisions"], list(_SETS))


def drift(scores: pd.DataFrame, classifier: str, group: str) -> str:
    """Give a table of how one classifier's score, the share overturned and the mean probability move."""
    rows = scores[(scores["classifier"] == classifier) & (scores["group"] == group)]
    names = ["setting", "value", "decisions", "overturned", "mean_probability"]
    return _markdown(rows, names, ["roc_auc", "brier", "ece"])


def sets(scores: pd.DataFrame, classifier: str, group: str = ALL) -> str:
    """Give a table of how one classifier's sets of outcomes did, in each setting and value of a group."""
    rows = scores[(scores["classifier"] == classifier) & (scores["group"] == group)]
    return _markdown(rows, ["setting", "value", "decisions"], list(_SETS))


def readings(table: pd.DataFrame) -> str:
    """Give a table of how many decisions were read off letters, and how many rightly."""
    lines = ["| letters | letters of them | items | read | right | share right |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: |")
    for _, row in table.iterrows():
        share = row["right"] / row["items"] if row["items"] else math.nan
        counts = " | ".join(f"{row[name]:,}" for name in ("letters", "items", "read", "right"))
        lines.append(f"| {row['setting']} | {counts} | {share:.4f} |")
    return "\n".join(lines)


def _markdown(rows: pd.DataFrame, names: list[str], metrics: list[str]) -> str:
    titles = [_TITLES.get(name, name.replace("_", " ")) for name in [*names, *metrics]]
    texts = sum(not pd.api.types.is_numeric_dtype(rows[name]) for name in names)
    lines = [titles, ["---"] * texts + ["---:"] * (len(titles) - texts)]
    for _, row in rows.iterrows():
        lines.append([*(_cell(row[name]) for name in names), *(_rate(row, m) for m in metrics)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value) or "(none stated)"


def _rate(row: pd.Series[float], metric: str) -> str:
    value = row[metric]
    if math.isnan(value):
        return "-"
    return f"{value:.3f} ({row[f'{metric}_low']:.3f} to {row[f'{metric}_high']:.3f})"
