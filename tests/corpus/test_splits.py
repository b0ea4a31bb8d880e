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
        ('{"train": "ab", "development": [], "test": []}', "train holds something else"),
        ('{"train": null, "development": [], "test": []}', "train holds something else"),
        ('{"train": [], "development": [["x"]], "test": []}', "development holds something else"),
        ('{"train": [], "development": [], "test": [{"a": 1}]}', "test holds something else"),
        ('{"train": [], "development": [], "test": [true]}', "test holds something else"),
        ('{"train": [], "development": [], "test": [null]}', "test holds something else"),
        ('{"train": [], "development": []}', "test is missing"),
        (
            '{"train": ["a"], "development": [], "test": [], "validation": ["b"]}',
            "unknown key: validation: known are train, development, test",
        ),
        ('{"train": [], "development": [], "test": [], "a b": []}', "unknown key"),
        (
            '{"train": ["a"], "train": [], "development": [], "test": []}',
            "a key stands 2 times: train: put its cases into one list",
        ),
        ("[" * 100_000, "not an object"),
    ],
)
def test_a_broken_split_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "splits.json").write_text(content)
    with pytest.raises(CorpusError, match=message) as caught:
        Splits.read(tmp_path / "splits.json")
    assert str(tmp_path / "splits.json") in str(caught.value)


def test_a_byte_order_mark_and_numbers_are_read(tmp_path: Path) -> None:
    content = '\ufeff{"train": ["a", 7], "development": [], "test": ["b"]}'
    (tmp_path / "splits.json").write_text(content, encoding="utf-8")
    assert Splits.read(tmp_path / "splits.json").sides == {"a": "train", "7": "train", "b": "test"}


def test_a_split_that_is_not_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Splits({"a": "train"})
    old.write(tmp_path / "splits.json")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", _write_half)
        with pytest.raises(KeyboardInterrupt):
            Splits({"a": "train", "b": "test"}).write(tmp_path / "splits.json")
    assert Splits.read(tmp_path / "splits.json") == old
    assert [path.name for path in tmp_path.iterdir()] == ["splits.json"]


def _write_half(path: Path, content: str, encoding: str) -> None:
    path.write_bytes(content[: len(content) // 2].encode(encoding))
    raise KeyboardInterrupt


def test_an_author_without_documents_is_refused() -> None:
    with pytest.raises(CorpusError, match="no document has the author 'simulatr'"):
        extend(Splits(), letters(3, author="simulator"), {"simulatr": "train"})
