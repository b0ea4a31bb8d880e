"""Pulled documents into a corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpora import document, write_split_corpus
from upheld.annotating.merging import merge
from upheld.corpus.document import LabelledSpan
from upheld.corpus.files import read_documents
from upheld.corpus.folder import load_corpus
from upheld.corpus.splits import SIDES, Splits

NEW = document("No [[DIAGNOSIS|knee pain]] now.", "new")


def test_new_documents_get_a_file_and_a_side(tmp_path: Path) -> None:
    folder = write_split_corpus(tmp_path / "own")
    before = load_corpus(folder)
    merged = merge(folder, "My project/2", [NEW])
    assert merged.is_written
    assert (merged.added, merged.replaced, merged.sides.total()) == (1, 0, 1)
    assert merged.path == folder / "letters" / "My-project-2.jsonl"
    after = load_corpus(folder)
    assert {d.id for d in after.documents} == {d.id for d in before.documents} | {"new"}
    assert after.splits.sides.items() >= before.splits.sides.items()
    assert after.splits.side_of("new") == "train"


@pytest.mark.parametrize(
    ("side", "expected"), [("test", {"test"}), ("development", {"development"}), (None, set(SIDES))]
)
def test_new_cases_get_the_side_that_is_asked_for(
    tmp_path: Path, side: str | None, expected: set[str]
) -> None:
    documents = [document(f"[[BODY_PART|Knee]] number {n}.", f"d{n}") for n in range(10)]
    merged = merge(tmp_path / "own", "p", documents, side)
    assert set(merged.sides) == expected
    assert merged.sides.total() == 10


def test_the_same_letter_is_replaced_and_one_of_another_file_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert merge(folder, "p", [NEW]).added == 1
    changed = replace(NEW, label=(LabelledSpan(3, 7, "BODY_PART"),))
    again = merge(folder, "p", [changed])
    assert (again.added, again.replaced) == (0, 1)
    assert [d.label for d in read_documents(again.path)] == [changed.label]
    other = merge(folder, "other", [replace(NEW, id="twin")])
    assert other.elsewhere == ["twin"]
    assert not other.is_written
    assert not other.path.exists()


def test_nothing_is_written_where_the_corpus_would_have_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    merge(folder, "p", [NEW])
    splits = Splits.read(folder / "splits.json")
    clash = document("Her [[BODY_PART|hip]] hurts.", "new", case="other")
    merged = merge(folder, "q", [clash])
    assert [fault.kind for fault in merged.faults if not fault.warning] == ["id"]
    assert not merged.is_written
    assert not merged.path.exists()
    assert Splits.read(folder / "splits.json") == splits
