"""Gold of meaning: read, written, and refused where it does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpora import document
from samples import ROOT
from upheld.corpus.document import CorpusError
from upheld.corpus.meanings import GoldMeaning, GoldMeanings, read_meanings, require_on
from upheld.meaning.quantity import KINDS, Quantity

LETTER = document("Took [[TREATMENT|Norco]] [[MEASUREMENT|10 mg]].")
RECORD: dict[str, Any] = {
    "id": "a",
    "sha256": LETTER.sha256,
    "entities": [
        {"start": 5, "end": 10, "label": "TREATMENT", "status": "past"},
        {
            "start": 11,
            "end": 16,
            "label": "MEASUREMENT",
            "quantity": "dose 10 mg",
            "measures": [5, 10],
        },
    ],
    "items": [],
}


def test_what_is_written_is_read() -> None:
    gold = GoldMeanings.from_json(RECORD)
    assert gold.entities[1] == GoldMeaning(
        11, 16, "MEASUREMENT", quantity="dose 10 mg", measures=(5, 10)
    )
    assert gold.to_json() == RECORD
    require_on(gold, LETTER)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entities": None}, "no gold of meaning"),
        ({"entities": [{"start": "x", "end": 1, "label": "DIAGNOSIS"}]}, "start"),
        ({"entities": [{"start": 0, "end": 1, "label": "DIAGNOSIS", "colour": 1}]}, "colour"),
        ({"items": [{"kind": "mri"}]}, "number"),
        ({"sha256": 5}, "sha256"),
    ],
)
def test_a_faulty_line_is_named(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = tmp_path / "letters.jsonl"
    path.write_text(json.dumps(RECORD | change) + "\n")
    with pytest.raises(CorpusError, match=r"letters\.jsonl:1: .*" + message):
        list(read_meanings(path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "not the one"),
        ({"entities": RECORD["entities"][:1]}, "11 to 16"),
        ({"items": [{"number": 1, "kind": "mri"}]}, "item 1"),
    ],
)
def test_gold_of_another_document_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        require_on(GoldMeanings.from_json(RECORD | change), LETTER)


def test_quantities_of_the_gold_have_their_written_form() -> None:
    for gold in read_meanings(ROOT / "annotations" / "meaning" / "letters.jsonl"):
        for entity in gold.entities:
            assert (entity.quantity is not None) == (entity.label == "MEASUREMENT")
            if entity.quantity is not None:
                assert str(Quantity.parse(entity.quantity)) == entity.quantity


def test_the_rules_name_every_kind_of_quantity() -> None:
    rules = (ROOT / "annotations" / "meaning.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| `{kind}` |" in rules
