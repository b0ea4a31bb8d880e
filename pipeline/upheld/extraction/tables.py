"""Letters as rows of the tables `letters`, `items`, `entities` and `errors`."""

from __future__ import annotations

from typing import Any, Literal

import pyarrow as pa

from upheld.extraction.records import Extraction, to_record
from upheld.layout import HEADER_FIELDS
from upheld.reading import ReadingError

TableName = Literal["letters", "items", "entities", "errors"]
Rows = dict[TableName, list[dict[str, Any]]]

_KEY = [("source", pa.string()), ("sha256", pa.string())]

SCHEMAS: dict[TableName, pa.Schema] = {
    "letters": pa.schema(
        [
            *_KEY,
            ("family", pa.string()),
            ("text_chars", pa.int64()),
            *((n, pa.int64() if n == "patient_age" else pa.string()) for n in HEADER_FIELDS),
        ]
    ),
    "items": pa.schema(
        [
            *_KEY,
            ("number", pa.int64()),
            ("text", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("decision", pa.string()),
            ("claims_guideline", pa.string()),
            ("reviewer_guideline", pa.string()),
            ("rationale", pa.string()),
            ("rationale_start", pa.int64()),
            ("rationale_end", pa.int64()),
            ("probability_overturned", pa.float64()),
            ("abstained", pa.bool_()),
        ]
    ),
    "entities": pa.schema(
        [
            *_KEY,
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("text", pa.string()),
            ("label", pa.string()),
            ("section", pa.string()),
        ]
    ),
    "errors": pa.schema([(name, pa.string()) for name in ("source", "stage", "reason", "remedy")]),
}
"""The columns of each table. `letters`, `items` and `entities` join on `source` and `sha256`; an
item is one by its letter and its `number`. Offsets count characters of the letter's text."""


def to_rows(outcome: Extraction | ReadingError) -> Rows:
    """Give the rows that one letter, or the error in its place, adds to each table."""
    rows: Rows = {name: [] for name in SCHEMAS}
    if isinstance(outcome, ReadingError):
        rows["errors"].append(outcome.to_dict())
        return rows
    record = to_record(outcome)
    key = {"source": record["source"], "sha256": record["sha256"]}
    rows["letters"].append(
        {**key, "family": record["family"], "text_chars": record["text_chars"], **record["letter"]}
    )
    for item in record["items"]:
        rationale = item.pop("rationale") or {"text": None, "start": None, "end": None}
        rows["items"].append(
            {
                **key,
                **item,
                "rationale": rationale["text"],
                "rationale_start": rationale["start"],
                "rationale_end": rationale["end"],
            }
        )
    rows["entities"] += [{**key, **entity} for entity in record["entities"]]
    return rows
