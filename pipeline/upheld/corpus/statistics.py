"""Counts of a corpus, as tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from upheld.corpus.document import LABELS, Document
from upheld.corpus.splits import SIDES, Splits

_COUNTS = ["documents", "words", "spans", *LABELS, "items", "upheld", "overturned"]


def count(documents: Sequence[Document], splits: Splits) -> pd.DataFrame:
    """Count what the documents hold, one row a document.

    Returns:
        A frame with the columns `id`, `part`, `family` (`-` for a report), `author`, `side` (`-` where the
        case has none), `documents` (1), `words` (of the annotated text, parted by white space), `spans`,
        one for each label, and `items`, `upheld`, `overturned`.

    """
    rows = [_row(document, splits) for document in documents]
    columns = ["id", "part", "family", "author", "side", *_COUNTS]
    return pd.DataFrame(rows, columns=columns)


def _row(document: Document, splits: Splits) -> dict[str, object]:
    labels = [span.label for span in document.label]
    decisions = [item.decision for item in document.items]
    return {
        "id": document.id,
        "part": document.part,
        "family": document.family or "-",
        "author": document.author,
        "side": splits.side_of(document.case) or "-",
        "documents": 1,
        "words": len(document.text[: document.annotated].split()),
        "spans": len(labels),
        **{label: labels.count(label) for label in LABELS},
        "items": len(decisions),
        "upheld": decisions.count("upheld"),
        "overturned": decisions.count("overturned"),
    }


def totals(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Add the counts up by a column of `count`, the sum of all in the last row.

    The sides come in their own order, other values in that of their names.
    """
    summed = counts.groupby(by)[_COUNTS].sum()
    if by == "side":
        summed = summed.reindex([side for side in [*SIDES, "-"] if side in summed.index])
    summed.loc["all"] = counts[_COUNTS].sum()
    return summed.astype(int)


def to_markdown(table: pd.DataFrame) -> str:
    """Give a table as Markdown, numbers with thousands parted by commas."""
    rows = [[str(table.index.name or ""), *map(str, table.columns)]]
    rows.append(["---"] + ["---:"] * len(table.columns))
    rows += [[str(name), *(f"{value:,}" for value in row)] for name, *row in table.itertuples()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
