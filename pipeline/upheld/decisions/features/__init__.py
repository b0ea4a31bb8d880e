"""What the decision model goes by: an item and what was known before its decision, as a row of a table."""

from __future__ import annotations

from upheld.decisions.features.table import COLUMNS, describe, describe_all, sentence_names

__all__ = ["COLUMNS", "describe", "describe_all", "sentence_names"]
