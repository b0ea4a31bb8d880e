"""The tables of an extraction, read back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from upheld.extraction.frames import Tables, to_frame
from upheld.extraction.tables import SCHEMAS, TableName
from upheld.findings.errors import FindingsError


def read_tables(folder: str | Path) -> Tables:
    """Read the tables that `upheld extract` wrote: an archive's shards, `--format parquet` or `--format csv`.

    Args:
        folder: what `--out` named. Of each table the folder `items/`, the file `items.parquet` or `items.csv` is read,
            in this order.

    Returns:
        The tables with the types of `upheld.extract_tables`; one without rows where `errors` is not there.

    Raises:
        FindingsError: a table is not there, or holds other columns; the message names the folder.
        OSError: a file cannot be read.

    """
    return Tables(**{name: _read_table(Path(folder), name) for name in SCHEMAS})


def _read_table(folder: Path, name: TableName) -> pd.DataFrame:
    columns = SCHEMAS[name].names
    shards, parquet, csv = (folder / f"{name}{suffix}" for suffix in ("", ".parquet", ".csv"))
    if shards.is_dir() and any(shards.glob("*.parquet")):
        frame = pd.read_parquet(shards)
    elif parquet.is_file():
        frame = pd.read_parquet(parquet)
    elif csv.is_file():
        frame = pd.read_csv(csv, keep_default_na=False, na_values=[""])
    elif name == "errors":
        frame = pd.DataFrame(columns=columns)
    else:
        raise FindingsError(
            f"{folder}: no table {name!r}: give a folder that 'upheld extract LETTERS --out FOLDER --workers 2'"
            " or '--format parquet' wrote"
        )
    if missing := [column for column in columns if column not in frame.columns]:
        raise FindingsError(
            f"{folder}: the table {name!r} has no column {missing[0]!r}: extract the letters with this version"
        )
    return to_frame(frame[columns], name)
