"""Errors in their sentences, and labels taken for one another."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from upheld.components import LetterEnglish
from upheld.corpus.document import LABELS
from upheld.training.errors import confusion, errors_in_sentences
from upheld.training.scoring import Match, match

TEXT = "He had an MRI of the left knee. Therapy failed twice.\n\nNorco was denied."


def doc_of(text: str = TEXT) -> Doc:
    doc = LetterEnglish()(text)
    doc.spans["clinical"] = [Span(doc, 0, len(doc))]
    return doc


def span(doc: Doc, words: str, label: str) -> tuple[int, int, str]:
    start = doc.text.index(words)
    found = doc.char_span(start, start + len(words))
    assert found is not None
    return found.start, found.end, label


def some_matches(doc: Doc) -> list[Match]:
    gold = [
        span(doc, "MRI", "TREATMENT"),
        span(doc, "left knee", "BODY_PART"),
        span(doc, "Therapy", "TREATMENT"),
    ]
    found = [
        span(doc, "MRI", "TREATMENT"),
        span(doc, "knee", "DIAGNOSIS"),
        span(doc, "Norco", "TREATMENT"),
    ]
    return match(gold, found)


def test_labels_are_counted_against_one_another() -> None:
    table = confusion(some_matches(doc_of()), LABELS)
    counts = table[table["spans"] > 0].set_index(["gold", "found"])["spans"].to_dict()
    assert counts == {
        ("TREATMENT", "TREATMENT"): 1,
        ("BODY_PART", "DIAGNOSIS"): 1,
        ("TREATMENT", "nothing"): 1,
        ("nothing", "TREATMENT"): 1,
    }
    assert len(table) == (len(LABELS) + 1) ** 2 - 1


def test_each_error_stands_in_its_sentence_with_all_its_spans() -> None:
    doc = doc_of()
    label, miss, false = errors_in_sentences(doc, some_matches(doc))
    assert label == {
        "kind": "label",
        "gold_label": "BODY_PART",
        "found_label": "DIAGNOSIS",
        "sentence": "He had an MRI of the left knee.",
        "start": 21,
        "end": 30,
        "gold": [[10, 13, "TREATMENT"], [21, 30, "BODY_PART"]],
        "found": [[10, 13, "TREATMENT"], [26, 30, "DIAGNOSIS"]],
    }
    assert (miss["kind"], miss["sentence"], miss["found_label"]) == (
        "miss",
        "Therapy failed twice.",
        "nothing",
    )
    assert (false["kind"], false["sentence"], false["gold"]) == (
        "false alarm",
        "Norco was denied.",
        [],
    )


@pytest.mark.parametrize("before", [0, 3, 300])
@pytest.mark.parametrize("behind", [0, 3, 300])
def test_a_long_sentence_is_cut_at_words(before: int, behind: int) -> None:
    doc = doc_of("word " * before + "MRI" + " more" * behind)
    (error,) = errors_in_sentences(doc, match([span(doc, "MRI", "TREATMENT")], []))
    assert error["sentence"][error["start"] : error["end"]] == "MRI"
    assert len(error["sentence"]) <= 403
    assert set(error["sentence"].split()) <= {"word", "MRI", "more"}
    assert error["sentence"] == error["sentence"].strip()
