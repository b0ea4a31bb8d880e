"""Two readings of meaning, compared."""

from __future__ import annotations

import pytest

from upheld.corpus.document import CorpusError
from upheld.corpus.meaning_agreement import compare_meanings
from upheld.corpus.meanings import GoldMeaning, GoldMeanings, GoldRequest

PAIN = GoldMeaning(0, 4, "DIAGNOSIS", "present", sites=("neck", "hip"), codes=("M54.2", "M25.5"))


def reading(entity: GoldMeaning, kind: str = "mri", name: str = "a") -> list[GoldMeanings]:
    return [GoldMeanings(name, "0" * 64, (entity,), (GoldRequest(1, kind),))]


@pytest.mark.parametrize(
    ("other", "kind", "expected"),
    [
        (PAIN, "mri", {"status": 1, "sites": 1, "category": 1, "request kind": 1}),
        (PAIN, "ct", {"status": 1, "sites": 1, "category": 1, "request kind": 0}),
        (
            GoldMeaning(
                0, 4, "DIAGNOSIS", "denied", side="left", sites=("hip", "neck"), codes=("M54.5",)
            ),
            "mri",
            {"status": 0, "sites": 1, "category": 1, "side": 0, "request kind": 1},
        ),
        (
            GoldMeaning(0, 4, "DIAGNOSIS", "present", codes=("R52",)),
            "mri",
            {"status": 1, "sites": 0, "category": 0, "request kind": 1},
        ),
    ],
)
def test_what_either_says_is_asked(other: GoldMeaning, kind: str, expected: dict[str, int]) -> None:
    table = compare_meanings(reading(PAIN), reading(other, kind))
    assert dict(zip(table["part"], table["same"], strict=True)) == expected
    assert set(table["asked"]) == {1}


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (reading(PAIN, name="b"), "one reading alone"),
        (reading(GoldMeaning(0, 5, "DIAGNOSIS")), "not of the same entities"),
    ],
)
def test_readings_of_other_letters_are_refused(second: list[GoldMeanings], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        compare_meanings(reading(PAIN), second)
