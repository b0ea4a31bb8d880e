"""Faults of a split, each with its file."""

from __future__ import annotations

import pytest

from corpora import document
from upheld.corpus.folder import Corpus
from upheld.corpus.sides import check_split
from upheld.corpus.splits import Splits

PASSAGE = (
    "He tells of [[DIAGNOSIS|steady low back pain]] since the pallet came down on him and of days on which"
    " he sits down twice on the way to the shop, with both of his legs asleep until he rests."
)


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        (("test", "train"), [("b", "a, which is held out (test)")]),
        (("train", "test"), [("a", "b, which is held out (test)")]),
        (("development", "train"), [("b", "a, which is held out (development)")]),
        (("test", "development"), [("b", "a, which is held out (test)")]),
        (("train", "train"), []),
        (("development", "development"), []),
    ],
)
def test_passages_of_every_pair_of_sides(
    sides: tuple[str, str], found: list[tuple[str, str]]
) -> None:
    corpus = Corpus(
        [document(f"{PASSAGE} One.", "a"), document(f"Another: {PASSAGE}", "b")],
        Splits(dict(zip("ab", sides, strict=True))),
        ["a.jsonl", "b.jsonl"],
    )
    faults = [fault for fault in check_split(corpus) if "words in a row" in fault.reason]
    assert [(fault.document, *fault.reason.split(" with ")[1:]) for fault in faults] == found
    assert all(fault.source == f"{fault.document}.jsonl" for fault in faults)


def held(**values: object) -> Corpus:
    splits = Splits({"a": "train", "gone": "test"})
    return Corpus([document("x", "a")], splits, ["l.jsonl"], splits_file="s.json", **values)  # type: ignore[arg-type]


def test_a_case_that_no_document_has_is_warned_of() -> None:
    (fault,) = check_split(held())
    assert (fault.source, fault.document, fault.warning) == ("s.json", "gone", True)
    assert "no document has this case" in fault.reason


@pytest.mark.parametrize("values", [{"absent": ["r"]}, {"whole": False}])
def test_but_not_where_documents_are_not_here(values: dict[str, object]) -> None:
    assert list(check_split(held(**values))) == []


def test_a_case_without_a_side_is_named_with_its_own_file() -> None:
    documents = [document("x", "a"), document("y", "a", case="b")]
    corpus = Corpus(documents, Splits({"a": "train"}), ["l.jsonl", "m.jsonl"])
    (fault,) = check_split(corpus)
    assert (fault.source, fault.kind) == ("m.jsonl", "split")
