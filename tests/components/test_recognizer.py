"""The recogniser learns, is saved and read as a spaCy component."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

from corpora import document
from upheld.components import load
from upheld.components.chain_field import Tags
from upheld.components.recognizer import Recognizer

TEXTS = (
    "He takes [[TREATMENT|Norco]] for [[DIAGNOSIS|low back pain]] .",
    "She had [[TREATMENT|physical therapy]] of the [[BODY_PART|left knee]] .",
    "No [[DIAGNOSIS|fracture]] of the [[BODY_PART|knee]] .",
    "Nothing at all .",
)


def example(nlp: Language, marked: str) -> Example:
    told = document(marked)
    doc = nlp.make_doc(told.text)
    spans = [doc.char_span(s.start, s.end, label=s.label) for s in told.label]
    gold = doc.copy()
    gold.set_ents([span for span in spans if span is not None], default="outside")
    return Example(doc, gold)


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A recogniser that has learnt four sentences by heart."""
    fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("upheld_recognizer")
    examples = [example(nlp, text) for text in TEXTS]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    return nlp


def test_it_learns(nlp: Language) -> None:
    for text in TEXTS:
        learnt = example(nlp, text)
        assert found(nlp(learnt.text)) == found(learnt.reference)
    assert nlp.evaluate([example(nlp, text) for text in TEXTS])["ents_f"] == 1.0


def test_the_loss_falls_along_its_gradient(nlp: Language) -> None:
    recognizer = nlp.get_pipe("upheld_recognizer")
    assert isinstance(recognizer, Recognizer)
    examples = [example(nlp, text) for text in TEXTS]
    rows = [np.zeros((len(e.predicted), 13), "float32") for e in examples]
    loss, gradient = recognizer.get_loss(examples, rows)
    for n, at, tag in [(0, 1, 0), (0, 2, 4), (1, 0, 3), (2, 3, 12)]:
        moved = [row.copy() for row in rows]
        moved[n][at, tag] += 0.01
        change = (recognizer.get_loss(examples, moved)[0] - loss) / 0.01
        assert change == pytest.approx(float(gradient[n][at, tag]), abs=0.01)
    recognizer.model.get_ref("field").set_grad("between", np.zeros((13, 13), "float32"))


def test_a_token_without_gold_teaches_nothing(nlp: Language) -> None:
    recognizer = nlp.get_pipe("upheld_recognizer")
    assert isinstance(recognizer, Recognizer)
    doc = nlp.make_doc("He takes Norco daily .")
    unknown = Example(doc, Doc(nlp.vocab, words=[t.text for t in doc]))
    loss, gradient = recognizer.get_loss([unknown], [np.ones((5, 13), "float32")])
    assert loss == pytest.approx(0, abs=1e-6)
    assert np.abs(gradient[0]).max() < 1e-6


def test_saved_and_loaded_it_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    from_bytes = spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())
    texts = [document(text).text for text in TEXTS]
    for other in (again, from_bytes):
        assert (
            other.get_pipe("upheld_recognizer").labels == nlp.get_pipe("upheld_recognizer").labels
        )  # type: ignore[attr-defined]
        assert list(map(found, other.pipe(texts))) == list(map(found, nlp.pipe(texts)))


@pytest.mark.parametrize("texts", [[], [""], ["", "He takes Norco ."], ["He takes Norco .", ""]])
def test_empty_texts(nlp: Language, texts: list[str]) -> None:
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    assert all(found(doc) == [("Norco", "TREATMENT")] for doc in docs if len(doc))
    recognizer = nlp.get_pipe("upheld_recognizer")
    assert recognizer.update([example(nlp, "")]) == {"upheld_recognizer": 0.0}  # type: ignore[attr-defined]


def test_labels_are_added_before_training_only(nlp: Language) -> None:
    recognizer = nlp.get_pipe("upheld_recognizer")
    assert isinstance(recognizer, Recognizer)
    assert recognizer.labels == ("BODY_PART", "DIAGNOSIS", "TREATMENT")
    assert recognizer.add_label("TREATMENT") == 0
    with pytest.raises(ValueError, match="before `initialize`"):
        recognizer.add_label("OTHER")
    blank = spacy.blank("en").add_pipe("upheld_recognizer")
    assert isinstance(blank, Recognizer)
    assert blank.add_label("OTHER") == 1


def test_it_needs_labels() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("upheld_recognizer")
    with pytest.raises(ValueError, match="label"):
        nlp.initialize(lambda: [example(nlp, "Nothing .")])


def test_doubt_is_one_less_the_marginal_of_the_likeliest_tag(small_model: Path) -> None:
    component = load(small_model).get_pipe("upheld_entities")
    recognizer = component.recognizer  # type: ignore[attr-defined]
    docs = [component.tokenizer(text) for text in ("Knee pain, 7/10.", "", "An MRI.")]  # type: ignore[attr-defined]
    first, empty, last = recognizer.doubt(docs)
    assert (len(first), len(empty), len(last)) == (len(docs[0]), 0, len(docs[2]))
    assert ((first >= 0) & (first < 1)).all()
    # The sum over all sequences, by hand, of two tokens.
    (row,) = [
        recognizer._to_numpy(scores) for scores in recognizer.model.predict([docs[2][:2].as_doc()])
    ]
    tags = Tags.of(recognizer.labels)
    weights = row[0][:, None] + row[1][None, :] + recognizer._between
    allowed = tags.starts[:, None] & tags.follows & tags.ends[None, :]
    chances = np.where(allowed, np.exp(weights), 0.0)
    chances /= chances.sum()
    doubt = recognizer.doubt([docs[2][:2].as_doc()])[0]
    assert doubt == pytest.approx([1 - chances.sum(axis=n).max() for n in (1, 0)], abs=1e-5)
