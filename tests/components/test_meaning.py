"""What entities mean, on spans and documents: plain values that a saved `Doc` brings back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from corpora import LETTER, document
from upheld.components import LetterEnglish
from upheld.components.meaning import MeaningComponent
from upheld.meaning import Meaning, Request
from upheld.meaning.feature_model import FeatureModel
from upheld.meaning.models import MeaningModels

ONE = np.ones((1, 1), "float32")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    ruler = nlp.add_pipe("entity_ruler")
    gold = document(LETTER.split("---\n", 2)[2])
    patterns = [
        {"label": s.label, "pattern": gold.text[s.start : s.end]} for s in sorted(set(gold.label))
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.add_pipe("upheld_meaning")
    return nlp


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(document(LETTER.split("---\n", 2)[2]).text)


def span(doc: Doc, words: str) -> Span:
    return next(ent for ent in doc.ents if ent.text == words)


def test_every_entity_has_a_meaning(doc: Doc) -> None:
    assert len(doc.ents) >= 7
    assert all(isinstance(ent._.meaning, Meaning) for ent in doc.ents)
    assert doc[0:1]._.meaning is None


def test_values(doc: Doc) -> None:
    assert span(doc, "locking")._.meaning.status == "denied"
    assert span(doc, "left knee pain")._.meaning.status == "present"
    assert span(doc, "left knee pain")._.meaning.site.regions == ("knee",)
    assert span(doc, "left knee pain")._.meaning.site.side == "left"
    assert span(doc, "left knee pain")._.meaning.code.code.startswith("M25.56")
    assert str(span(doc, "7/10")._.meaning.quantity) == "pain_score 7"
    assert str(span(doc, "12 sessions")._.meaning.quantity) == "count 12 session"
    measured = doc.ents[span(doc, "12 sessions")._.meaning.measures]
    assert measured.text == "physical therapy"


def test_requests_stand_in_the_order_of_the_items(doc: Doc) -> None:
    (request,) = doc._.requests
    assert isinstance(request, Request)
    assert (request.kind, request.category) == ("mri", "diagnostic")
    assert (request.site.regions, request.site.side) == (("knee",), "left")


def test_a_saved_doc_keeps_meanings_and_requests(doc: Doc) -> None:
    binary = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(binary).get_docs(doc.vocab)
    from_bytes = Doc(doc.vocab).from_bytes(doc.to_bytes())
    for other in (again, from_bytes):
        assert [e._.meaning for e in other.ents] == [e._.meaning for e in doc.ents]
        assert other._.requests == doc._.requests


def test_processes_give_what_one_gives(nlp: Language, doc: Doc) -> None:
    for other in nlp.pipe([doc.text, "", doc.text], n_process=2):
        assert [e._.meaning for e in other.ents] == [e._.meaning for e in doc.ents][
            : len(other.ents)
        ]


def test_what_was_learned_is_saved_with_the_pipeline(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("upheld_meaning")
    assert isinstance(component, MeaningComponent)
    component.models = MeaningModels(
        *[FeatureModel(("past",), {"l1=had": 0}, ONE, ONE[0], np.zeros((0, 1), "float32"))] * 3
    )
    nlp.to_disk(tmp_path)
    blank = spacy.blank("en")
    blank.add_pipe("upheld_meaning")
    for other in (spacy.load(tmp_path), blank.from_bytes(nlp.to_bytes())):
        again = other.get_pipe("upheld_meaning")
        assert isinstance(again, MeaningComponent)
        assert again.models is not None
        assert again.models.status.score_rows([[0]])[0] == pytest.approx([2.0])
    component.models = None
    nlp.to_disk(tmp_path)
    unlearned = spacy.load(tmp_path).get_pipe("upheld_meaning")
    assert isinstance(unlearned, MeaningComponent)
    assert unlearned.models is None


def test_a_file_that_holds_no_models_is_named(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("upheld_meaning")
    nlp.to_disk(tmp_path)
    (tmp_path / "upheld_meaning").mkdir(exist_ok=True)
    (tmp_path / "upheld_meaning" / "models.msgpack").write_bytes(b"no models")
    with pytest.raises(ValueError, match=r"models\.msgpack: not the models of meaning"):
        spacy.load(tmp_path)


@pytest.mark.parametrize("text", ["", " \n\n ", "No letter at all."])
def test_texts_without_entities(text: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("upheld_meaning")
    doc = nlp(text)
    assert doc.ents == ()
    assert doc._.requests == []
