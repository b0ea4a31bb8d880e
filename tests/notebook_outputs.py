"""What the notebooks read, made by the real commands on little data."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock
from typer.testing import CliRunner

from corpora import ANNOTATIONS
from determinations import write_determinations
from samples import ROOT, SAMPLES
from upheld.cli import app
from upheld.corpus.files import write_documents
from upheld.corpus.folder import load_corpus
from upheld.corpus.simulator import simulate
from upheld.corpus.splits import Splits


def shared_outputs(common: Path) -> Path:
    """Make the outputs once for all processes that run tests side by side, in a folder of theirs."""
    out = common / "outputs"
    with FileLock(common / "outputs.lock"):
        if not (out / "made").exists():
            make_outputs(out)
            (out / "made").touch()
    return out


def make_outputs(out: Path) -> None:
    """Run what `make notebooks` runs, on few letters."""
    corpus = write_small_corpus(out / "own")
    readings = ANNOTATIONS / "readings"
    first, second = readings / "first.jsonl", readings / "second.jsonl"
    both = readings / "adjudicated-a.jsonl", readings / "adjudicated-b.jsonl"
    built, measured = out / "corpus", out / "decisions"
    determinations = write_determinations(out / "made-up.csv", narrative=True)
    for command in (
        ("extract", SAMPLES / "letters" / "imr-2014", "--format", "csv", "--out", out),
        ("corpus", "stats", corpus, "--out", built),
        ("corpus", "agreement", first, second, "--out", built / "readings.csv"),
        ("corpus", "agreement", *both, "--out", built / "adjudications.csv"),
        ("corpus", "differences", corpus, first, second, "--out", built / "differences.jsonl"),
        ("evaluate", "entities", "--model", ROOT / "models" / "entities", "--corpus", corpus,
         "--out", out / "evaluation" / "development"),
        ("evaluate", "decisions", "--model", ROOT / "models" / "decisions", "--corpus", corpus,
         "--simulated", "30", "--learned", "30", "--fewest", "5", "--out", measured / "development"),
        ("evaluate", "decisions", "--source", "dmhc", determinations, "--frozen-until", "2003", "--fewest", "20",
         "--out", measured / "dmhc"),
        ("corpus", "simulate", "--letters", "40", "--seed", "11", "--out", out / "simulated.jsonl"),
        ("extract", out / "simulated.jsonl", "--engine", "one-process", "--out", out / "tables"),
    ):  # fmt: skip
        result = CliRunner().invoke(app, list(map(str, command)))
        assert result.exit_code == 0, f"{command}: {result.output}"


def write_small_corpus(folder: Path) -> Path:
    """Write letters of the corpus, 12 to learn from and 6 to be judged by, and simulated ones as the test side."""
    corpus = load_corpus(ANNOTATIONS)
    letters = {
        side: [d for d in corpus.side(side) if d.part == "letters"]
        for side in ("train", "development")
    }
    sides = {
        "train": letters["train"][:: len(letters["train"]) // 12],
        "development": letters["development"][:6],
        "test": list(simulate(4, seed=5)),
    }
    write_documents(folder / "letters" / "few.jsonl", [d for held in sides.values() for d in held])
    cases = {document.case: side for side, held in sides.items() for document in held}
    Splits(cases).write(folder / "splits.json")
    return folder
