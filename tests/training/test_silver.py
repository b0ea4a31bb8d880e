"""Texts that a teacher labelled are learned from, and never held out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import small_corpus
from trained import SETTINGS
from upheld.corpus.document import CorpusError, Document, LabelledSpan, text_hash
from upheld.corpus.files import write_lines
from upheld.corpus.folder import Corpus
from upheld.corpus.splits import Splits
from upheld.corpus.standoff import StandOff
from upheld.training.entities import Recipe, train_entities
from upheld.training.silver import read_silver

TEXT = "She takes Norco for low back pain. She has no weakness. " * 40


def write_silver(folder: Path, name: str, text: str = TEXT) -> tuple[Path, Path]:
    label = (LabelledSpan(10, 15, "TREATMENT"), LabelledSpan(20, 33, "DIAGNOSIS"))
    silver, reports = folder / "silver.jsonl", folder / "reports.jsonl"
    write_lines(silver, [StandOff(name, text_hash(text)[:16], label, "teacher").to_json()])
    write_lines(reports, [{"id": "r1", "text": TEXT}])
    return silver, reports


def test_silver_texts_are_learned_from(tmp_path: Path) -> None:
    corpus = small_corpus()
    (document,) = read_silver(*write_silver(tmp_path, "r1"), corpus)
    assert [document.text[s.start : s.end] for s in document.label] == ["Norco", "low back pain"]
    settings = SETTINGS | {"training.max_steps": 4, "training.eval_frequency": 2}
    recipe = Recipe(silver=[document], settings=settings)
    metrics = train_entities(corpus, tmp_path / "model", recipe)
    assert metrics["silver_documents"] == 1
    assert metrics["pieces"]["silver"] > 1
    assert json.loads((tmp_path / "model" / "metrics.json").read_text()) == metrics
    assert str(tmp_path) not in (tmp_path / "model" / "training.cfg").read_text()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r2", TEXT, "r2 is not in"),
        ("r1", "another text", "was annotated"),
    ],
)
def test_a_text_that_is_not_there_is_an_error(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match=message):
        read_silver(*write_silver(tmp_path, name, text), small_corpus())


@pytest.mark.parametrize("side", ["development", "test"])
def test_a_held_out_report_is_an_error(side: str, tmp_path: Path) -> None:
    corpus: Corpus = small_corpus()
    report: Document = replace(corpus.documents[0], id="r1", case="r1")
    held = replace(
        corpus,
        documents=[*corpus.documents, report],
        splits=Splits(corpus.splits.sides | {"r1": side}),
    )
    with pytest.raises(CorpusError, match="r1 is held out"):
        read_silver(*write_silver(tmp_path, "r1"), held)
