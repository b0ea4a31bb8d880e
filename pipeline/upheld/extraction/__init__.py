"""From many letters to tables: JSON Lines, CSV, Parquet and pandas."""

from __future__ import annotations

from upheld.extraction.entities import EntityFinder, Outcome
from upheld.extraction.records import Entity, Extraction, to_record
from upheld.extraction.stream import LostLetterError, Tally, extract_each, run
from upheld.extraction.tables import SCHEMAS, to_rows

__all__ = [
    "SCHEMAS",
    "Entity",
    "EntityFinder",
    "Extraction",
    "LostLetterError",
    "Outcome",
    "Tally",
    "extract_each",
    "run",
    "to_record",
    "to_rows",
]
