"""The component `upheld_decisions`: the same whichever way a letter comes in, saved and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import upheld
from decided import small_letter_model
from upheld.components import LetterEnglish


def pipeline() -> Language:
    nlp = upheld.load()
    if "upheld_decisions" not in nlp.pipe_names:
        nlp.add_pipe("upheld_decisions")
    component: Any = nlp.get_pipe("upheld_decisions")
    component.model = small_letter_model()
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def test_every_item_has_a_probability(nlp: Language, letter_path: Path) -> None:
    letter = upheld.read(letter_path)
    doc = nlp(letter)
    assert [said.number for said in doc._.decisions] == [item.number for item in letter.items]
    assert all(0 <= said.probability_overturned <= 1 for said in doc._.decisions)
    assert nlp(letter.text)._.decisions == doc._.decisions
    assert [d._.decisions for d in nlp.pipe([letter, letter])] == [doc._.decisions] * 2


def test_a_text_that_is_no_letter_has_none(nlp: Language) -> None:
    assert nlp("He has pain.")._.decisions == []
    assert nlp("")._.decisions == []


def test_a_saved_doc_brings_them_back(nlp: Language, letter_path: Path) -> None:
    doc = nlp(upheld.read(letter_path))
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.decisions == doc._.decisions


def test_a_saved_pipeline_says_the_same(nlp: Language, letter_text: str, tmp_path: Path) -> None:
    expected = nlp(letter_text)._.decisions
    nlp.to_disk(tmp_path)
    assert upheld.load(tmp_path)(letter_text)._.decisions == expected
    component: Any = nlp.get_pipe("upheld_decisions")
    other: Any = LetterEnglish().add_pipe("upheld_decisions")
    assert other.from_bytes(component.to_bytes()).model is not None
    assert other.from_bytes(b"").model is None
    assert other.to_bytes() == b""


def test_without_a_model_nothing_is_said(letter_text: str) -> None:
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    nlp.add_pipe("upheld_decisions")
    assert nlp(letter_text)._.decisions == []
