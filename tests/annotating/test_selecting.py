"""Which letters are annotated next, and whether choosing pays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from corpora import document, write_split_corpus
from trained import NETWORK
from upheld.annotating.selecting import measure_doubt, select
from upheld.annotating.simulating import Design, draw_figure, simulate_selection
from upheld.cli import app
from upheld.components import load
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_documents
from upheld.corpus.folder import load_corpus
from upheld.corpus.simulator import simulate
from upheld.training import learning


@pytest.fixture(scope="module")
def letters() -> list[Document]:
    """Simulated letters, as nobody has marked them."""
    return [replace(d, label=()) for d in simulate(12, seed=11)]


def test_letters_are_chosen_over_all_families_each_once(
    small_model: Path, letters: list[Document]
) -> None:
    nlp = load(small_model)
    choices = select(letters, [], nlp, 8)
    assert len({choice.document.id for choice in choices}) == 8
    families = Counter(choice.family for choice in choices)
    assert set(families) == {d.family for d in letters}
    assert all(0 <= choice.doubt <= 1 and 0 <= choice.novelty <= 1 for choice in choices)
    assert choices == select(list(reversed(letters)), [], nlp, 8)


def test_what_is_known_or_twice_there_is_passed_over(
    small_model: Path, letters: list[Document]
) -> None:
    nlp = load(small_model)
    twice = [*letters, replace(letters[0], id="twin")]
    choices = select(twice, letters[1:], nlp, 5)
    assert [choice.document.text for choice in choices] == [letters[0].text]
    assert select(letters, letters, nlp, 5) == []


def test_what_the_corpus_holds_alike_comes_last(small_model: Path) -> None:
    nlp = load(small_model)
    known = document("Her knee pain goes on after twelve sessions of therapy.", "known")
    like = replace(known, id="like", text=known.text + " Yes.", sha256="1")
    other = document("His hearing aid broke, and tinnitus keeps him awake.", "other")
    choices = select([like, other], [known], nlp, 2)
    novelty = {choice.document.id: choice.novelty for choice in choices}
    assert novelty["other"] > 0.9 > 0.3 > novelty["like"]


def test_doubt_is_high_where_the_model_never_learned(
    small_model: Path, letters: list[Document]
) -> None:
    nlp = load(small_model)
    strange = document("Qwrtz plmnk vbxyz hjklm opqrs tuvwx yzabc defgh. " * 5)
    familiar, odd = measure_doubt(nlp, [letters[0], strange])
    assert odd > familiar
    empty = document(" ", "empty")
    assert measure_doubt(nlp, [letters[0], empty])[1] == familiar


def test_the_command_prints_and_writes_what_push_takes(
    small_model: Path, letters: list[Document], tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    for letter in letters[:4]:
        (tmp_path / "letters" / f"{letter.id}.txt").write_text(
            letter.text, encoding="utf-8", newline=""
        )
    corpus = write_split_corpus(tmp_path / "own")
    arguments = ["annotate", "select", str(tmp_path / "letters"), "--count", "3"]
    arguments += ["--corpus", str(corpus), "--model", str(small_model)]
    result = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "next.jsonl")])
    assert result.exit_code == 0, result.output
    written = list(read_documents(tmp_path / "next.jsonl"))
    assert [f"| {d.id} |" in result.stdout for d in written] == [True] * 3


TINY = {
    f"{NETWORK}.encode.width": 16,
    f"{NETWORK}.encode.depth": 1,
    f"{NETWORK}.embed.rows": [100, 100, 100, 100],
    "training.max_steps": 2,
    "training.eval_frequency": 2,
}


def test_the_simulation_compares_both_ways_from_the_same_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "SMALL", TINY)
    folder = write_split_corpus(tmp_path / "own")
    arguments = ["evaluate", "selection", "--corpus", str(folder), "--out", str(tmp_path / "out")]
    sizes = ["--sizes", "2,3", "--seeds", "1", "--steps", "2"]
    result = CliRunner().invoke(app, [*arguments, *sizes])
    assert result.exit_code == 0, result.output
    assert "| 2 | " in result.stdout
    rows = pd.read_csv(tmp_path / "out" / "selection.csv")
    both = [("selected", 2), ("selected", 3), ("random", 2), ("random", 3)]
    assert list(zip(rows["way"], rows["letters"], strict=True)) == both
    start = rows[rows["letters"] == 2]
    assert start["f1"].nunique() == start["words"].nunique() == 1
    held = (tmp_path / "out" / "selection.svg").read_bytes()
    assert b"annotated letters" in held
    draw_figure(rows, tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == held


@pytest.mark.parametrize("sizes", ["3,2", "2,2", "0,3", "a"])
def test_sizes_that_do_not_ascend_are_refused(tmp_path: Path, sizes: str) -> None:
    arguments = ["evaluate", "selection", "--corpus", str(tmp_path), "--out", str(tmp_path)]
    assert CliRunner().invoke(app, [*arguments, "--sizes", sizes]).exit_code == 2


def test_more_letters_than_there_are_cannot_be_chosen(tmp_path: Path) -> None:
    corpus = load_corpus(write_split_corpus(tmp_path / "own"))
    with pytest.raises(CorpusError, match="the train side has 6 letters, fewer than 7"):
        simulate_selection(corpus, Design((2, 7), 1, TINY), print)
