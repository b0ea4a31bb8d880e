"""The spaCy pipeline: letters and texts in, a `Doc` with its letter out."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import upheld
from upheld.components.decisions import get_decisions
from upheld.components.meaning import get_meaning
from upheld.layout import lay_out
from upheld.reading import SourceText


@pytest.fixture(scope="module")
def nlp() -> Language:
    return upheld.load()


def test_registered_factories() -> None:
    registered = [e.name for e in entry_points(group="spacy_factories") if "upheld" in e.value]
    assert registered == [
        "upheld_decisions",
        "upheld_entities",
        "upheld_layout",
        "upheld_meaning",
        "upheld_recognizer",
    ]
    for name in registered:
        assert spacy.blank("en").add_pipe(name).name == name


def test_a_letter_and_its_text_give_the_same(nlp: Language, letter_path: Path) -> None:
    letter = upheld.read(letter_path)
    doc, from_text = nlp(letter), nlp(letter.text)
    assert doc.text == letter.text
    assert doc._.letter == letter
    assert doc._.letter.source == str(letter_path)
    assert from_text._.letter.items == letter.items
    assert doc._.letter.items[0].decision in {"upheld", "overturned"}


def test_spans_of_items_are_spans_of_the_doc(nlp: Language, letter_path: Path) -> None:
    doc = nlp(upheld.read(letter_path))
    for item in doc._.letter.items:
        assert doc.char_span(item.start, item.end, alignment_mode="expand") is not None


def test_items_and_sections_are_span_groups(nlp: Language, letter_path: Path) -> None:
    letter = upheld.read(letter_path)
    doc = nlp(letter)
    assert [span.label_ for span in doc.spans["items"]] == [item.decision for item in letter.items]
    for span, item in zip(doc.spans["items"], letter.items, strict=True):
        assert " ".join(span.text.split()).startswith(item.text)
    assert "rationale" in {span.label_ for span in doc.spans["sections"]}


def test_a_saved_doc_brings_its_letter_back(nlp: Language, letter_path: Path) -> None:
    doc = nlp(upheld.read(letter_path))
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.letter == doc._.letter
    binary = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (from_binary,) = DocBin(store_user_data=True).from_bytes(binary).get_docs(nlp.vocab)
    assert from_binary._.letter == doc._.letter


@pytest.mark.parametrize("processes", [1, 2])
def test_pipe_takes_letters_and_texts(nlp: Language, letter_path: Path, processes: int) -> None:
    letter = upheld.read(letter_path)
    docs = list(nlp.pipe([letter, letter.text, nlp.make_doc("pain")], n_process=processes))
    assert docs[0]._.letter == letter
    assert docs[1]._.letter.items == letter.items
    assert docs[2]._.letter.items == []
    pairs = list(nlp.pipe([(letter, 1), (letter.text, 2)], as_tuples=True))
    assert [context for _, context in pairs] == [1, 2]
    assert pairs[0][0]._.letter == letter


def test_a_pipeline_saved_to_disk_is_loaded_from_there(
    nlp: Language, letter_path: Path, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "model")
    letter = upheld.read(letter_path)
    assert upheld.load(tmp_path / "model")(letter)._.letter == letter
    assert spacy.load(tmp_path / "model")(letter.text)._.letter.items == letter.items


def test_what_is_excluded_is_not_loaded() -> None:
    without = upheld.load(exclude=["upheld_decisions"])
    assert without.pipe_names == ["upheld_layout", "upheld_entities", "upheld_meaning"]
    assert upheld.load(exclude=["upheld_meaning", "upheld_decisions"]).pipe_names == [
        "upheld_layout",
        "upheld_entities",
    ]


def test_without_the_words_of_its_vectors_a_pipeline_finds_the_same(
    nlp: Language, letter_path: Path
) -> None:
    letter = upheld.read(letter_path)
    bare = upheld.load(exclude=["strings"])
    assert len(bare.vocab.strings) < len(nlp.vocab.strings) / 2
    found, expected = bare(letter), nlp(letter)
    assert [(e.text, e.label_) for e in found.ents] == [(e.text, e.label_) for e in expected.ents]
    assert [get_meaning(ent) for ent in found.ents] == [get_meaning(ent) for ent in expected.ents]
    assert get_decisions(found) == get_decisions(expected)


def test_a_model_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no spaCy pipeline"):
        upheld.load(tmp_path)


def test_a_letter_is_rebuilt_from_its_plain_values(letter_text: str) -> None:
    letter = lay_out(SourceText("letter", letter_text))
    assert upheld.Letter.from_dict(letter.to_dict(), letter_text) == letter
