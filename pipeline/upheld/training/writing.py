"""Writes what an evaluation measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd


def write_evaluation(
    out: Path, about: dict[str, Any], scores: pd.DataFrame, **tables: pd.DataFrame
) -> list[Path]:
    """Write `metrics.json` and `scores.csv`, and each further table as `NAME.parquet`, and name the files.

    Args:
        out: a folder, made if need be.
        about: what `metrics.json` holds in front of the scores.
        scores: a row for each thing measured.
        tables: by the names of their files.

    Raises:
        OSError: the folder cannot be written.

    """
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / "metrics.json", out / "scores.csv"]
    metrics = about | {"scores": records(scores)}
    paths[0].write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    scores.to_csv(paths[1], index=False, float_format="%.6f")
    for name, table in tables.items():
        paths.append(out / f"{name}.parquet")
        table.to_parquet(paths[-1], index=False)
    return paths


def records(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows as plain values with four places; what is not a number is None."""
    rows: list[dict[str, Any]] = json.loads(scores.to_json(orient="records", double_precision=4))
    return rows
