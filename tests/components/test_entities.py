"""The entity component: what it reads, and how what it finds comes back to the source text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, DocBin

import upheld
from corpora import LETTER, document, small_corpus
from upheld.components import LetterEnglish
from upheld.components.entities import EntitiesComponent, split
from upheld.corpus.building import Built, to_docs
from upheld.training.finders import bare

Spans = list[tuple[int, int, str]]


@pytest.fixture(scope="module")
def nlp(small_model: Path) -> Language:
    return upheld.load(small_model)


@pytest.fixture
def texts() -> list[str]:
    return [d.text for d in small_corpus().documents]


def component(nlp: Language) -> EntitiesComponent:
    found = nlp.get_pipe("upheld_entities")
    assert isinstance(found, EntitiesComponent)
    return found


def spans(doc: Doc) -> Spans:
    return [(e.start_char, e.end_char, e.label_) for e in doc.ents]


class Echo:
    """In place of the recogniser: labels the words that it was told."""

    def __init__(self, nlp: Language, *phrases: str) -> None:
        self.labels = ("TREATMENT",)
        self.vocab = nlp.vocab
        self.vocabularies: set[int] = set()
        self.read: list[str] = []
        self.matcher = PhraseMatcher(nlp.vocab)
        self.matcher.add(
            "TREATMENT", [LetterEnglish(vocab=nlp.vocab)(phrase) for phrase in phrases]
        )

    def pipe(self, docs: Iterator[Doc], **_: Any) -> Iterator[Doc]:
        """Label the phrases in each piece."""
        for doc in docs:
            self.read.append(doc.text)
            self.vocabularies.add(id(doc.vocab))
            doc.set_ents(self.matcher(doc, as_spans=True))
            yield doc


def echoing(*phrases: str) -> tuple[Language, Echo]:
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    nlp.add_pipe("upheld_entities")
    echo = Echo(nlp, *phrases)
    component(nlp).recognizer = echo
    return nlp, echo


LETTER_TEXT = document(LETTER.split("---\n", 2)[2]).text
LINE = "A line that is about as long as the lines of a letter are when it was set."
FOOTER = "\n\n\nFinal Determination Letter for IMR Case Number CM14-0123456   3\n\n"


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("He took Norco daily.", "Norco", ["Norco"]),
        (f"{LINE} She had physical\ntherapy. {LINE}", "physical therapy", ["physical\ntherapy"]),
        ("He had physical  therapy.", "physical therapy", ["physical  therapy"]),
        (f"{LINE} She had acupunc-\nture. {LINE}", "acupuncture", ["acupunc-\nture"]),
        ("Nothing of the kind.", "Norco", []),
        ("", "Norco", []),
        (" \n\n ", "Norco", []),
    ],
)
def test_what_is_found_is_cut_out_of_the_source(
    text: str, phrase: str, expected: list[str]
) -> None:
    nlp, _ = echoing(phrase)
    assert [e.text for e in nlp(text).ents] == expected


def test_a_span_that_a_footer_parts_holds_the_footer() -> None:
    letter = LETTER_TEXT.replace("physical therapy", f"physical{FOOTER}therapy")
    nlp, _ = echoing("physical therapy")
    (found,) = nlp(letter).ents
    assert found.text.startswith("physical\n")
    assert found.text.endswith("therapy")


def test_boilerplate_is_not_read() -> None:
    nlp, echo = echoing("MTUS")
    doc = nlp(LETTER_TEXT)
    read = " ".join(echo.read)
    assert doc._.letter.family == "imr-2014"
    assert "7/10" in read
    assert "locking" in read
    assert "HOW THE IMR" not in read
    assert "ACOEM" not in read
    assert not doc.ents


def test_paragraphs_are_read_one_by_one() -> None:
    nlp = LetterEnglish()
    doc = nlp("\n\nOne two.\n\nThree\nfour. \n\n \n\nFive.")
    assert [piece.text for piece in split(doc)] == ["One two.", "Three\nfour.", "Five."]
    assert [piece.text for piece in split(doc[2:4])] == ["two."]
    assert split(nlp("")) == []


def test_a_paragraph_is_not_read_again_until_it_is_forgotten() -> None:
    nlp, echo = echoing("Norco")
    text = f"He took Norco daily. {LINE}"
    first, second = nlp.pipe([text, text])
    assert spans(first) == spans(second) == spans(nlp(text)) == [(8, 13, "TREATMENT")]
    assert component(nlp).find_in_texts(["Norco", "knee", "Norco"]) == [
        ((0, 5, "TREATMENT"),),
        (),
        ((0, 5, "TREATMENT"),),
    ]
    assert echo.read == [text, "Norco", "knee"]
    component(nlp).forget()
    nlp(text)
    assert echo.read[-1] == text


def test_what_is_remembered_is_bounded() -> None:
    nlp, echo = echoing("Norco")
    many = [f"Norco {number}" for number in range(1_100)]
    component(nlp).find_in_texts(many)
    component(nlp).find_in_texts([many[-1], many[0]])
    assert echo.read[len(many) :] == [many[0]]


def test_an_untrained_component_finds_nothing(letter_text: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("upheld_entities")
    assert nlp(letter_text).ents == ()


def test_the_small_model_finds_something(nlp: Language, texts: list[str]) -> None:
    found = [span for doc in nlp.pipe(texts) for span in spans(doc)]
    assert len(found) > 20
    assert {label for _, _, label in found} <= set(component(nlp).labels)


def test_batches_and_processes_give_what_one_gives(nlp: Language, texts: list[str]) -> None:
    one_by_one = [spans(nlp(text)) for text in texts]
    component(nlp).forget()
    assert [spans(doc) for doc in nlp.pipe(texts)] == one_by_one
    assert [spans(doc) for doc in nlp.pipe(texts, batch_size=3, n_process=2)] == one_by_one


def test_saved_and_loaded_it_finds_the_same(
    nlp: Language, texts: list[str], tmp_path: Path
) -> None:
    expected = [spans(doc) for doc in nlp.pipe(texts)]
    nlp.to_disk(tmp_path / "model")
    for again in (upheld.load(tmp_path / "model"), spacy.load(tmp_path / "model")):
        assert [spans(doc) for doc in again.pipe(texts)] == expected
    from_bytes = LetterEnglish.from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert [spans(doc) for doc in from_bytes.pipe(texts)] == expected


def test_a_saved_doc_keeps_its_entities(nlp: Language, texts: list[str]) -> None:
    docs = [nlp(text) for text in texts]
    binary = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = DocBin(store_user_data=True).from_bytes(binary).get_docs(nlp.vocab)
    assert [spans(doc) for doc in again] == [spans(doc) for doc in docs]


def test_the_finder_agrees_with_the_pipeline(nlp: Language) -> None:
    documents = small_corpus().documents
    views = list(to_docs(documents, Built()))
    found = list(component(nlp).find(bare(view) for view in views))
    for view, tokens, doc in zip(views, found, nlp.pipe(d.text for d in documents), strict=True):
        words = ["".join(view[start:end].text.split()) for start, end, _ in tokens]
        assert len(words) == len(doc.ents)
        assert [label for _, _, label in tokens] == [e.label_ for e in doc.ents]


def test_the_recogniser_reads_the_vectors_of_its_own_pipeline() -> None:
    nlp, echo = echoing("knee")
    (view,) = to_docs([document("The [[BODY_PART|knee]] hurts.")], Built())
    assert view.vocab is not nlp.vocab
    assert list(component(nlp).find([view])) == [[(1, 2, "TREATMENT")]]
    assert echo.vocabularies == {id(nlp.vocab)}
