"""Tables are read back as they were written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import upheld
from samples import SAMPLES
from upheld import findings
from upheld.cli import app
from upheld.extraction.archive import extract_archive
from upheld.extraction.archive.one_process import OneProcess

LETTERS = str(SAMPLES / "letters" / "imr-2014")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables of six letters in each form, each in a folder of its own."""
    out = tmp_path_factory.mktemp("tables")
    extract_archive([LETTERS], out / "shards", OneProcess, entities=False, shard_letters=4)
    for form in ("csv", "parquet"):
        command = ["extract", LETTERS, "--no-entities", "--format", form, "--out", str(out / form)]
        assert CliRunner().invoke(app, command).exit_code == 0
    return out


@pytest.mark.parametrize("form", ["shards", "parquet", "csv"])
def test_tables_come_back(written: Path, form: str) -> None:
    expected = upheld.extract_tables(LETTERS, entities=False)
    for name, table in findings.read_tables(written / form)._asdict().items():
        order = [column for column in ("source", "number") if column in table.columns]
        pd.testing.assert_frame_equal(
            table.sort_values(order, ignore_index=True),
            getattr(expected, name).sort_values(order, ignore_index=True),
        )


def test_what_is_missing_is_named(written: Path, tmp_path: Path) -> None:
    with pytest.raises(findings.FindingsError, match="no table 'letters': give a folder that"):
        findings.read_tables(tmp_path)
    tables = findings.read_tables(written / "parquet")
    tables.items.drop(columns="decision").to_parquet(tmp_path / "items.parquet")
    tables.letters.to_parquet(tmp_path / "letters.parquet")
    with pytest.raises(findings.FindingsError, match="'items' has no column 'decision'"):
        findings.read_tables(tmp_path)
