"""A corpus in a folder: what is there, what is absent, what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpora import document, write_corpus
from upheld.corpus.checking import check_corpus
from upheld.corpus.document import CorpusError
from upheld.corpus.files import StandOff, write_documents, write_lines
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


def test_every_error_is_collected_and_the_rest_is_loaded(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    with (folder / "letters" / "all.jsonl").open("a") as file:
        file.write('{"id": "b"}\n{\n')
    other = StandOff("report-2", REPORT.sha256[:16], ())
    changed = StandOff("report-3", "0" * 16, ())
    write_lines(folder / "reports" / "r02.jsonl", [other.to_json(), changed.to_json()])
    with texts.open("a") as file:
        file.write('{"id": "report-3", "text": "x"}\n{"id": "report-3", "text": "y"}\n')
    (folder / "splits.json").write_text("[]")
    faults: list[CorpusError] = []
    corpus = load_corpus(folder, reports=texts, faults=faults)
    assert [d.id for d in corpus.documents] == ["letter-1", "report-1"]
    assert not corpus.whole
    assert [str(fault).split(str(tmp_path))[1].split(" ")[0] for fault in faults] == [
        "/corpus/letters/all.jsonl:2:",
        "/corpus/letters/all.jsonl:3:",
        "/texts.jsonl:3:",
        "/corpus/reports/r02.jsonl:",
        "/corpus/reports/r02.jsonl:",
        "/corpus/splits.json:",
    ]
    assert check_corpus(corpus) == []
    with pytest.raises(CorpusError, match=r"all.jsonl:2"):
        load_corpus(folder, reports=texts)


def test_a_file_of_unreadable_lines_alone_is_a_corpus_with_faults(tmp_path: Path) -> None:
    write_corpus(tmp_path, [])
    with pytest.raises(CorpusError, match="no file in it holds a document"):
        load_corpus(tmp_path)
    (tmp_path / "letters" / "all.jsonl").write_text("{\n")
    faults: list[CorpusError] = []
    assert load_corpus(tmp_path, faults=faults).documents == []
    assert len(faults) == 1


def test_each_document_has_its_own_file(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    write_documents(folder / "letters" / "b.jsonl", [document("[[DIAGNOSIS|pain ]]", "letter-1")])
    corpus = load_corpus(folder, reports=texts)
    assert [Path(source).name for source in corpus.sources] == ["all.jsonl", "b.jsonl", "r01.jsonl"]
    faults = {fault.kind: fault for fault in check_corpus(corpus)}
    assert faults["white space"].source.endswith("b.jsonl")
    assert "all.jsonl and in " in faults["id"].reason
    assert faults["id"].reason.endswith("b.jsonl")


def test_files_beside_the_corpus_are_named(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    write_documents(folder / "letters" / "C.JSONL", [document("x", "letter-2")])
    for name in ("letters/b.json", "letters/sub/d.jsonl", "reports/n.txt", "letters/.hidden"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}")
    corpus = load_corpus(folder, reports=texts)
    assert [d.id for d in corpus.documents] == ["letter-2", "letter-1", "report-1"]
    assert corpus.passed_over == [
        str(folder / name) for name in ("letters/b.json", "letters/sub", "reports/n.txt")
    ]


def test_an_empty_split_is_a_split(tmp_path: Path) -> None:
    folder, texts = corpus_folder(tmp_path)
    Splits().write(folder / "splits.json")
    faults = check_corpus(load_corpus(folder, reports=texts))
    assert [(fault.document, fault.kind) for fault in faults] == [
        ("letter-1", "split"),
        ("report-1", "split"),
    ]
    (folder / "splits.json").unlink()
    assert check_corpus(load_corpus(folder, reports=texts)) == []
