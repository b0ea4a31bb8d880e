"""`upheld train decisions` and `upheld evaluate decisions`: what they print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from determinations import made_up, write_determinations
from upheld.cli import app
from upheld.decisions import load_model


def run(command: str, *arguments: str | Path) -> Result:
    given = [command, "decisions", "--source", "dmhc", *map(str, arguments)]
    return CliRunner().invoke(app, given)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of made-up determinations."""
    return write_determinations(tmp_path / "made-up.csv", narrative=True)


def test_train(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "model"
    result = run("train", file, "--out", out)
    assert result.exit_code == 0, result.output
    assert "300 determinations, 0." in result.stdout
    assert "held out 2004: " not in result.stdout  # Too few of them for a row of their own.
    assert {path.name for path in out.iterdir()} == {"model.skops", "metrics.json", "config.json"}
    config = json.loads((out / "config.json").read_text())
    assert config["source"] | {"sha256": ""} == {
        "name": "dmhc",
        "file": "made-up.csv",
        "sha256": "",
        "decisions": 300,
        "first_year": 2001,
        "last_year": 2004,
    }
    metrics = json.loads((out / "metrics.json").read_text())
    assert metrics["held_out"][0]["decisions"] < 300
    assert load_model(out).predict_proba(made_up()[0]).shape == (300, 2)


def test_evaluate(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "measured"
    result = run("evaluate", file, "--out", out, "--frozen-until", "2003", "--error-rate", "0.2")
    assert result.exit_code == 0, result.output
    for name in ("model", "base rate", "precedent", "gradient boosting with year"):
        assert result.stdout.count(f"\n| {name} | ") == 2
    assert "model, sets of outcomes at an error rate of 0.2:" in result.stdout
    predictions = pd.read_parquet(out / "predictions.parquet")
    assert predictions.groupby(["setting", "classifier"]).ngroups == 16
    assert set(predictions["year"]) == {2004}


def test_what_is_wrong_is_one_line(file: Path, tmp_path: Path) -> None:
    for arguments, complaint in (
        (("train", tmp_path / "none.csv", "--out", tmp_path), "none.csv"),
        (("evaluate", file, "--out", tmp_path, "--frozen-until", "2004"), "none after 2004"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert complaint in result.stderr
    assert run("evaluate", file, "--out", tmp_path, "--error-rate", "1").exit_code == 2
