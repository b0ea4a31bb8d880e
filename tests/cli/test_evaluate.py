"""`upheld evaluate`: what it prints and writes, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from corpora import document, write_corpus, write_split_corpus
from upheld.cli import app
from upheld.components import LetterEnglish
from upheld.corpus.splits import Splits
from upheld.training import learning

NETWORK = "components.ner.model.tok2vec"


def run(*arguments: str | Path, of: str = "entities") -> Result:
    return CliRunner().invoke(app, ["evaluate", of, *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus with a document on each side, written in the same words."""
    names = ("train", "development", "test")
    texts = [f"The [[BODY_PART|knee]] had an [[TREATMENT|MRI]] in {n}." for n in names]
    made = write_corpus(
        tmp_path / "corpus", [document(t, n) for t, n in zip(texts, names, strict=True)]
    )
    Splits(dict(zip(names, names, strict=True))).write(made / "splits.json")
    return made


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A pipeline on disk that knows one word."""
    nlp = LetterEnglish()
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "TREATMENT", "pattern": "MRI"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_a_model_beside_the_baselines_and_others(folder: Path, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(
        *("--model", model, "--corpus", folder, "--out", out, "--compare", f"same again={model}")
    )
    assert result.exit_code == 0, result.output
    assert "development side: 1 documents" in result.stdout
    for name, found in (("model", 1), ("same again", 1), ("dictionary", 2), ("CRF", 2)):
        assert f"| all | {name} | 1 | 2 | {found} | {found} | 1.000 |" in result.stdout
    assert "model, by label, part and family:" in result.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        "confusion.csv",
        "errors.jsonl",
        "metrics.json",
        "scores.csv",
        "spans.parquet",
    ]
    counted = pd.read_csv(out / "confusion.csv")
    assert set(counted["finder"]) == {"model", "same again", "dictionary", "CRF"}
    (error,) = map(json.loads, (out / "errors.jsonl").read_text().splitlines())
    assert (error["kind"], error["gold_label"]) == ("miss", "BODY_PART")
    assert error["sentence"] == "The knee had an MRI in development."


def test_baselines_alone_on_the_test_side(folder: Path, tmp_path: Path) -> None:
    result = run("--corpus", folder, "--out", tmp_path / "out", "--side", "test")
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "out" / "metrics.json").read_text())["side"] == "test"
    assert not (tmp_path / "out" / "errors.jsonl").exists()
    assert "dictionary, by label" in result.stdout


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--side", "train"], 2, "--side"),
        (["--compare", "nameless"], 2, "give NAME=PATH"),
        (["--compare", "CRF=somewhere"], 2, "CRF is taken"),
        (["--model", "nowhere"], 1, "nowhere: no spaCy pipeline"),
        (["--reports", "nowhere.jsonl"], 1, "nowhere.jsonl"),
    ],
)
def test_what_cannot_be_measured(
    folder: Path, tmp_path: Path, options: list[str], status: int, message: str
) -> None:
    result = run("--corpus", folder, "--out", tmp_path / "out", *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_corpus_without_a_split_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "splits.json").unlink()
    result = run("--corpus", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "has no side" in result.stderr
    assert "knee" not in result.output


def test_a_pipeline_that_says_nothing_of_meaning_is_refused(
    folder: Path, model: Path, tmp_path: Path
) -> None:
    result = run("--corpus", folder, "--model", model, "--out", tmp_path / "out", of="meaning")
    assert result.exit_code == 1
    assert "error: the pipeline has no component upheld_meaning: it has entity_ruler" in (
        result.stderr
    )


TINY = {
    f"{NETWORK}.encode.width": 16,
    f"{NETWORK}.encode.depth": 1,
    f"{NETWORK}.embed.rows": [100, 100, 100, 100],
    "training.optimizer.learn_rate": 0.003,
}


def test_a_learning_curve_is_written_with_how_it_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "SMALL", TINY)
    corpus, out = write_split_corpus(tmp_path / "own"), tmp_path / "out"
    sizes = ("--sizes", "2,4", "--seeds", "1", "--steps", "2")
    result = run("--corpus", corpus, "--out", out, *sizes, of="learning")
    assert result.exit_code == 0, result.output
    rows = pd.read_csv(out / "learning.csv")
    together = rows[rows["label"] == "all"]
    runs = list(zip(together["seed"], together["letters"], strict=True))
    assert runs == [(0, 2), (0, 4)]
    assert len(rows) == 2 * 5
    assert rows[["precision", "recall", "f1"]].stack().between(0, 1).all()
    # The letters of the smaller number are among those of the greater.
    assert (together.groupby("seed")["words"].diff().dropna() > 0).all()
    about = json.loads((out / "learning.json").read_text())
    assert (about["side"], about["settings"]["training.max_steps"]) == ("development", 2)
    assert "| 4 | " in result.stdout


def test_more_letters_than_there_are_cannot_be_learnt_from(tmp_path: Path) -> None:
    corpus = write_split_corpus(tmp_path / "own")
    result = run("--corpus", corpus, "--out", tmp_path / "out", "--sizes", "99", of="learning")
    assert result.exit_code == 1
    assert "fewer than 99" in result.stderr
