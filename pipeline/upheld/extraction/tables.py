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
            ("surprising", pa.bool_()),
            ("request_kind", pa.string()),
            ("request_category", pa.string()),
            ("request_drug", pa.string()),
            ("request_dose", pa.string()),
            ("request_count", pa.string()),
            ("request_frequency", pa.string()),
            ("request_duration", pa.string()),
            ("request_date", pa.string()),
            ("request_regions", pa.string()),
            ("request_levels", pa.string()),
            ("request_side", pa.string()),
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
            ("status", pa.string()),
            ("result", pa.string()),
            ("quantity", pa.string()),
            ("quantity_kind", pa.string()),
            ("quantity_low", pa.float64()),
            ("quantity_high", pa.float64()),
            ("quantity_unit", pa.string()),
            ("measures_start", pa.int64()),
            ("measures_end", pa.int64()),
            ("regions", pa.string()),
            ("levels", pa.string()),
            ("side", pa.string()),
            ("code", pa.string()),
            ("code_title", pa.string()),
            ("code_score", pa.float64()),
            ("drug", pa.string()),
            ("drug_class", pa.string()),
        ]
    ),
    "errors": pa.schema([(name, pa.string()) for name in ("source", "stage", "reason", "remedy")]),
}
"""The columns of each table. `letters`, `items` and `entities` join on `source` and `sha256`; an
item is one by its letter and its `number`. Offsets count characters of the letter's text. Several
regions or levels of one entity are joined by `+`. `docs/data-dictionary.md` tells of each column."""

_OF_REQUEST = tuple(name for name in SCHEMAS["items"].names if name.startswith("request_"))


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
        request = item.pop("request")
        rows["items"].append(
            {
                **key,
                **item,
                "rationale": rationale["text"],
                "rationale_start": rationale["start"],
                "rationale_end": rationale["end"],
                **_request(request),
            }
        )
    rows["entities"] += [{**key, **_entity(entity)} for entity in record["entities"]]
    return rows


def _request(request: dict[str, Any] | None) -> dict[str, Any]:
    """Give the columns of what an item asks for."""
    if request is None:
        return dict.fromkeys(_OF_REQUEST)
    flat = {**request, **_site(request["site"])}
    return {name: flat[name.removeprefix("request_")] for name in _OF_REQUEST}


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    """Give the columns of an entity."""
    quantity, measures = entity["quantity"] or {}, entity["measures"] or {}
    code, drug = entity["code"] or {}, entity["drug"] or {}
    return {
        **{name: entity[name] for name in ("start", "end", "text", "label", "section")},
        **{name: entity[name] for name in ("status", "result")},
        "quantity": quantity.get("form"),
        **{f"quantity_{n}": quantity.get(n) for n in ("kind", "low", "high", "unit")},
        **{f"measures_{n}": measures.get(n) for n in ("start", "end")},
        **_site(entity["site"]),
        "code": code.get("code"),
        **{f"code_{n}": code.get(n) for n in ("title", "score")},
        "drug": drug.get("generic"),
        "drug_class": drug.get("drug_class"),
    }


def _site(site: dict[str, Any]) -> dict[str, Any]:
    return {
        "regions": "+".join(site["regions"]) or None,
        "levels": "+".join(site["levels"]) or None,
        "side": site["side"],
    }
