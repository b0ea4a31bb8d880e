"""Held-out documents that were copied are found; the format's own phrases are no copy."""

from __future__ import annotations

import pytest

from corpora import document
from upheld.corpus.folder import Corpus
from upheld.corpus.overlap import shared_passages
from upheld.corpus.splits import Splits

PASSAGE = (
    "She tells of [[DIAGNOSIS|constant neck pain]] since the ladder gave way beneath her and of nights in which"
    " she wakes when turning to her other side, with hands asleep until the morning."
)
PHRASE = (
    "The reviewer holds a licence, has been in practice for many years, works every week and was chosen for"
    " training and for knowing the condition and the treatments that are in dispute here."
)


def corpus(first: str, second: str) -> Corpus:
    return Corpus(
        [document(first, "held"), document(second, "seen")],
        Splits({"held": "test", "seen": "train"}),
    )


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (f"{PASSAGE} Words of the one.", f"Words of the other: {PASSAGE}", True),
        (
            f"{PASSAGE} Words of the one.",
            PASSAGE.replace("\n", " ").upper().replace("[[DIAGNOSIS|", "[[DIAGNOSIS|"),
            True,
        ),
        (
            f"{PHRASE} [[DIAGNOSIS|Pain]] of one kind, told by a first hand: it began on a stair"
            " in spring, went away over summer and came back with the rains of a late autumn.",
            f"{PHRASE} Another [[DIAGNOSIS|ache]] in words of quite another person, whose trade is paint and"
            " whose elbows suffer from brushes held overhead all week.",
            False,
        ),
        (
            f"{PHRASE} For it is asked: [[TREATMENT|Norco]] [[MEASUREMENT|10 mg]]. One hand goes on from here in"
            " words of its own about a roofer, his dog, the ladder that slid and a winter without any work at all.",
            f"{PHRASE} For it is asked: [[TREATMENT|Norco]] [[MEASUREMENT|10 mg]]. Another says that nobody at the"
            " cannery saw how it came about, that she finished her shift and drove home through heavy traffic.",
            False,
        ),
        ("He has [[DIAGNOSIS|knee pain]].", "She has [[DIAGNOSIS|knee pain]].", False),
    ],
)
def test_shared_passages(first: str, second: str, found: bool) -> None:
    shared = shared_passages(corpus(first, second))
    assert bool(shared) == found
    assert all((entry.first, entry.second) == ("held", "seen") for entry in shared)


def test_copies_with_changed_words_are_alike() -> None:
    first = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300))
    second = first.replace("wordea", "changed").replace("wordzz", "other")
    assert any(entry.jaccard > 0.5 for entry in shared_passages(corpus(first, second)))


@pytest.mark.parametrize(
    ("against", "found"),
    [
        (None, {"train", "development", "none"}),
        (("train",), {"train"}),
        (("train", "development"), {"train", "development"}),
        ((), set()),
    ],
)
def test_only_the_sides_that_are_asked_for(
    against: tuple[str, ...] | None, found: set[str]
) -> None:
    names = ("test", "train", "development", "none")
    mixed = Corpus(
        [document(f"{PASSAGE} {name}", name) for name in names],
        Splits({name: name for name in names[:3]}),
    )
    assert {shared.second for shared in shared_passages(mixed, against=against)} == found


def test_copies_are_found_where_two_documents_have_one_id() -> None:
    words = [
        " ".join(f"{first}{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(99))
        for first in "pqr"
    ]
    same = Corpus(
        [document(words[0], "held"), document(words[1], "held"), document(words[0], "seen")],
        Splits({"held": "test", "seen": "train"}),
    )
    assert [(shared.first, shared.second) for shared in shared_passages(same)] == [("held", "seen")]
