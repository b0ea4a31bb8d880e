"""`upheld train decisions` and `upheld evaluate decisions`: what they print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from corpora import write_split_corpus
from determinations import made_up, write_determinations
from samples import SAMPLES
from upheld.cli import app
from upheld.decisions import load_letter_model, load_model


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


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


LETTERS = SAMPLES / "letters"


def test_train_from_letters(tmp_path: Path) -> None:
    out = tmp_path / "model"
    result = call(
        *("train", "decisions", LETTERS, "--simulated", "20", "--cases", "30", "--out", out)
    )
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {"model.skops", "metrics.json", "config.json"}
    source = json.loads((out / "config.json").read_text())["source"]
    assert source["letters"] == 24
    assert set(source["items"]) == {"simulated", "written"}
    assert load_letter_model(out).populations == ["simulated", "written"]


def test_evaluate_on_a_corpus(tmp_path: Path, letter_model_folder: Path) -> None:
    write_split_corpus(tmp_path / "own")
    out = tmp_path / "measured"
    result = call(
        *("evaluate", "decisions", "--corpus", tmp_path / "own", "--model", letter_model_folder),
        *("--simulated", "20", "--learned", "20", "--out", out),
    )
    assert result.exit_code == 0, result.output
    assert "of the way from 0.5 to the best reachable ROC AUC" in result.stdout
    assert result.stdout.count("\n| best reachable | ") == 2
    assert "simulated, words held out" in result.stdout
    assert (out / "scores.csv").is_file()


def test_audit(letter_model_folder: Path, tmp_path: Path) -> None:
    result = call("audit", "decisions", letter_model_folder, LETTERS / "imr-2014")
    assert result.exit_code == 0, result.output
    assert "| rationales of another letter | " in result.stdout
    (tmp_path / "empty").mkdir()
    assert call("audit", "decisions", letter_model_folder, tmp_path / "empty").exit_code == 1


def test_predict_a_case(letter_model_folder: Path, tmp_path: Path) -> None:
    summary = tmp_path / "case.txt"
    summary.write_text("She is 45. Six sessions of [b]physical therapy[/b] failed.\n")
    given = ["predict", "--summary", summary, "--item", "MRI lumbar spine", "--item", "Norco #60"]
    given += ["--age", "45", "--sex", "female", "--model", letter_model_folder]
    result = call(*given)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("probability of being overturned: 0.") == 2
    assert "no legal advice" in result.stdout
    rows = [json.loads(line) for line in call(*given, "--format", "json").stdout.splitlines()]
    assert [row["item"] for row in rows] == ["MRI lumbar spine", "Norco #60"]
    assert all(row["decision"] is None and row["surprising"] is None for row in rows)
    text = summary.read_text()
    for reason in rows[0]["reasons"]:
        assert text[reason["start"] : reason["end"]] == reason["text"]


def test_predict_letters(letter_model_folder: Path, letter_path: Path) -> None:
    result = call("predict", letter_path, "--model", letter_model_folder, "--format", "json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["decision"] for row in rows] == ["overturned", "upheld", "upheld"]
    assert all(row["surprising"] in (True, False) for row in rows)


def test_wrong_commands(tmp_path: Path, letter_path: Path) -> None:
    for given in (
        ("predict",),
        ("predict", letter_path, "--summary", letter_path),
        ("predict", "--summary", letter_path),
        ("predict", letter_path, "--age", "40"),
        ("train", "decisions", "--out", tmp_path),
        ("evaluate", "decisions", "--out", tmp_path),
        ("evaluate", "decisions", "--out", tmp_path, "--source", "dmhc"),
    ):
        assert call(*given).exit_code == 2, given
    result = call("predict", letter_path, "--model", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
