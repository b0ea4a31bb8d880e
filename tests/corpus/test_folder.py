"""A corpus in a folder: what is there, what is absent, what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpora import document, write_corpus
from upheld.corpus.checking import check_corpus
from upheld.corpus.document import CorpusError
from upheld.corpus.files import StandOff, write_lines
from upheld.corpus.folder import load_corpus
from upheld.corpus.splits import Splits
from upheld.corpus.statistics import count, to_markdown, totals

REPORT = document("The [[BODY_PART|hip]] moves freely.", "report-1")


def corpus_folder(folder: Path) -> tuple[Path, Path]:
    """Write a corpus of one letter and one report, and the report's text elsewhere."""
    write_corpus(folder / "corpus", [document("No [[DIAGNOSIS|pain]].", "letter-1")])
    entry = StandOff("report-1", REPORT.sha256[:16], REPORT.label, "r01", len(REPORT.text))
    write_lines(folder / "corpus" / "reports" / "r01.jsonl", [entry.to_json()])
    Splits({"letter-1": "train", "report-1": "test"}).write(folder / "corpus" / "splits.json")
    write_lines(folder / "texts.jsonl", [{"id": "report-1", "text": REPORT.text}])
    return folder / "corpus", folder / "texts.jsonl"


def test_reports_get_their_texts(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    corpus = load_corpus(folder, reports=texts)
    assert [d.id for d in corpus.side("test")] == ["report-1"]
    assert corpus.side("test")[0].label == REPORT.label
    assert corpus.absent == []
    assert check_corpus(corpus) == []


def test_reports_whose_texts_are_elsewhere_are_named(tmp_path: Path) -> None:
    folder, _ = corpus_folder(tmp_path)
    corpus = load_corpus(folder)
    assert ([d.id for d in corpus.documents], corpus.absent) == (["letter-1"], ["report-1"])


def test_a_report_that_changed_is_refused(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    write_lines(texts, [{"id": "report-1", "text": REPORT.text + "!"}])
    with pytest.raises(CorpusError, match="report-1: the text has hash"):
        load_corpus(folder, reports=texts)
    write_lines(texts, [{"id": "report-2", "text": ""}])
    with pytest.raises(CorpusError, match="report-1 is not in"):
        load_corpus(folder, reports=texts)


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        load_corpus(tmp_path)


def test_faults_of_the_split(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    (folder / "splits.json").write_text(
        json.dumps({"train": ["letter-1"], "development": [], "test": []})
    )
    (fault,) = check_corpus(load_corpus(folder, reports=texts))
    assert (fault.document, fault.kind) == ("report-1", "split")
    assert fault.source.endswith("r01.jsonl")
    assert "upheld corpus split" in fault.reason


def test_counts(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    corpus = load_corpus(folder, reports=texts)
    counts = count(corpus.documents, corpus.splits)
    table = totals(counts, "side")
    assert list(table.index) == ["train", "test", "all"]
    assert table.loc["all", ["documents", "words", "spans", "BODY_PART"]].to_list() == [2, 6, 2, 1]
    assert "| all | 2 | 6 | 2 | 0 | 1 | 1 | 0 | 0 | 0 | 0 |" in to_markdown(table)
