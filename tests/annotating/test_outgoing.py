"""What is uploaded, and that it comes back without a server in between."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora import LETTER, document, write_split_corpus
from upheld.annotating.incoming import read_pulled
from upheld.annotating.kinds import ENTITIES, ITEMS, Kind
from upheld.annotating.outgoing import PreLabeller, read_outgoing, to_record
from upheld.corpus.document import Document, GoldItem
from upheld.corpus.markup import parse
from upheld.corpus.simulator import simulate

TOLD = {"comments": [], "confirmed": True, "approved_by": []}


def pulled(record: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Make what the server gives for an uploaded record."""
    meta = {key: record["meta"][key] for key in ("sha256", "upheld")}
    base = {"annotator": "a", "example": 7, "text": record["text"], "label": record["spans"]}
    return {**base, **meta, **TOLD, **values}


@pytest.mark.parametrize("kind", [ENTITIES, ITEMS], ids=lambda kind: kind.name)
def test_a_document_comes_back_whole(kind: Kind) -> None:
    (made,) = simulate(1, seed=3)
    made = replace(made, extra={"mark": [1, None]})
    back = read_pulled([pulled(to_record(made, kind, labelled=True))], kind)
    assert back.faults == []
    (found,) = back.documents["a"]
    if kind is ITEMS:  # What the simulator alone knows of an item is not marked.
        plain = [replace(item, kind=None, true_probability=None) for item in made.items]
        made = replace(made, items=tuple(plain))
    assert replace(found, extra={"mark": [1, None]}) == made
    assert found.extra == {"mark": [1, None], "annotator": "a", **TOLD}


def test_what_is_annotated_stands_not_beside_the_text() -> None:
    (made,) = simulate(1, seed=3)
    about = json.loads(to_record(made, ENTITIES, labelled=False)["meta"]["upheld"])
    assert about["label"] == []
    assert about["items"] != []
    assert json.loads(to_record(made, ITEMS, labelled=False)["meta"]["upheld"])["items"] == []
    assert to_record(made, ENTITIES, labelled=False)["spans"] == []


def test_what_the_server_lost_or_changed_is_a_fault() -> None:
    record = to_record(document("No [[DIAGNOSIS|pain]]."), ENTITIES, labelled=True)
    bad = [
        pulled(record, text="Other."),
        pulled(record, upheld="{"),
        pulled(record, upheld="[1]"),
        pulled(record, upheld='{"before": ""}'),
        pulled(record),
        pulled(record),
    ]
    back = read_pulled(bad, ENTITIES)
    assert [fault.document for fault in back.faults] == ["letter 7"] * 4 + ["a"]
    assert "twice" in back.faults[-1].reason
    assert len(back.documents["a"]) == 1


def test_letters_that_others_uploaded_and_that_nobody_began() -> None:
    foreign = {"annotator": "a", "example": 9, "text": "Knee pain.", **TOLD}
    records = [
        {**foreign, "label": [[0, 9, "DIAGNOSIS"]]},
        {**foreign, "label": [], "confirmed": False},
    ]
    back = read_pulled(records, ENTITIES)
    assert [d.id for d in back.documents["a"]] == ["doccano-9"]
    assert back.untouched == {"a": 1}


def test_letters_and_corpora_are_told_apart(tmp_path: Path, letter_path: Path) -> None:
    corpus = write_split_corpus(tmp_path / "own")
    from_folder = list(read_outgoing(str(corpus)))
    from_file = list(read_outgoing(str(corpus / "letters" / "all.jsonl")))
    assert from_folder == from_file
    assert len(from_folder) == 8
    table = tmp_path / "table.jsonl"
    table.write_text(json.dumps({"text": letter_path.read_text(encoding="utf-8")}))
    (row,) = read_outgoing(str(table))
    (alone,) = read_outgoing(str(letter_path))
    assert isinstance(row, Document)
    assert isinstance(alone, Document)
    assert (row.id, alone.id) == ("table-1-4d84e261", "01-lumbar-epidural-4d84e261")
    assert alone.extra["read_by"] == "program"
    assert [item.decision for item in alone.items] == ["overturned", "upheld", "upheld"]


def test_labels_of_the_model_are_fit_for_a_corpus(small_model: Path) -> None:
    bare = document(parse(LETTER.split("---\n")[2]).text)
    labeller = PreLabeller(small_model)
    labelled = labeller.label(bare, ENTITIES)
    back = read_pulled([pulled(to_record(labelled, ENTITIES, labelled=True))], ENTITIES)
    assert back.faults == []
    assert back.documents["a"][0].label == labelled.label
    assert labeller.label(bare, ITEMS).items == (
        GoldItem(1, "MRI of the left knee", *_place(bare.text), "upheld"),
    )


def _place(text: str) -> tuple[int, int]:
    start = text.index("MRI of the left knee")
    return start, start + len("MRI of the left knee")
