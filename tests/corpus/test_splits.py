"""The split is by case, stratified, and never moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import document
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.splits import SHARES, SIDES, Splits, extend


def letters(count: int, family: str = "imr-2014", author: str = "somebody") -> list[Document]:
    return [
        document("x", f"{family}-{author}-{n}", family=family, author=author) for n in range(count)
    ]


@given(st.integers(1, 200))
def test_every_family_is_dealt_out_by_the_shares(count: int) -> None:
    splits = extend(Splits(), letters(count) + letters(count, "imr-2015"))
    for family in ("imr-2014", "imr-2015"):
        counts = Counter(side for case, side in splits.sides.items() if case.startswith(family))
        for side, share in zip(SIDES, SHARES, strict=True):
            assert abs(counts[side] - share * count) <= 1


@given(st.integers(1, 60), st.integers(0, 60))
def test_no_case_ever_moves(count: int, more: int) -> None:
    first = extend(Splits(), letters(count))
    second = extend(first, letters(count + more))
    assert first.sides.items() <= second.sides.items()


def test_documents_of_one_case_stay_together() -> None:
    documents = [replace(d, case=f"case-{n // 2}") for n, d in enumerate(letters(40))]
    assert set(extend(Splits(), documents).sides) == {f"case-{n}" for n in range(20)}


def test_whole_authors_go_to_one_side() -> None:
    documents = letters(10, author="a") + letters(10, author="b")
    splits = extend(Splits(), documents, {"b": "test"})
    assert {splits.side_of(d.case) for d in documents if d.author == "b"} == {"test"}


def test_split_files_come_back(tmp_path: Path) -> None:
    splits = extend(Splits(), letters(30))
    splits.write(tmp_path / "splits.json")
    assert Splits.read(tmp_path / "splits.json") == splits


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "not an object"),
        ("{", "not an object"),
        ('{"train": []}', "not an object"),
        ('{"train": ["a"], "development": [], "test": ["a"]}', "a stands under train and test"),
    ],
)
def test_a_broken_split_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "splits.json").write_text(content)
    with pytest.raises(CorpusError, match=message):
        Splits.read(tmp_path / "splits.json")
