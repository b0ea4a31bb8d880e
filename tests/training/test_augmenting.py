"""Noise for training texts: the spans move with the text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.training import Example

from corpora import document
from upheld.components import LetterEnglish
from upheld.training.augmenting import (
    NOISES,
    Edit,
    Text,
    abbreviate,
    change_case,
    create_noise,
    lose_spaces,
    misread,
    mistype,
)

MARKED = (
    "The patient has a history of [[DIAGNOSIS|low back pain]], rated [[MEASUREMENT|7/10]], status post"
    " [[TREATMENT|physical therapy]] to the [[BODY_PART|right knee]] with [[DIAGNOSIS|stiffness]]."
)


def text_of(marked: str) -> Text:
    made = document(marked)
    return Text(made.text, tuple((s.start, s.end, s.label) for s in made.label))


def words(text: Text) -> list[str]:
    return [text.text[start:end] for start, end, _ in text.spans]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], ["low back pain", "7/10"]),
        ([(0, 3, "A")], ["low back pain", "7/10"]),
        ([(0, 0, "And so: ")], ["low back pain", "7/10"]),
        ([(4, 7, "LOW")], ["LOW back pain", "7/10"]),
        ([(4, 17, "LBP")], ["LBP", "7/10"]),
        ([(17, 24, " ")], ["low back pain", "7/10"]),
        ([(15, 20, "")], ["low back pain", "7/10"]),
        ([(24, 28, "5")], ["low back pain", "5"]),
        ([(24, 28, "5"), (4, 7, "l")], ["l back pain", "5"]),
    ],
)
def test_spans_move_with_edits(edits: list[Edit], expected: list[str]) -> None:
    text = text_of("Now [[DIAGNOSIS|low back pain]] rated [[MEASUREMENT|7/10]].")
    assert words(text.edited(edits)) == expected


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
@given(seed=st.integers(0, 10_000))
def test_no_noise_loses_a_span(noise, seed: int) -> None:  # type: ignore[no-untyped-def]
    text = text_of(MARKED)
    noisy = noise(text, random.Random(seed))
    assert [label for _, _, label in noisy.spans] == [label for _, _, label in text.spans]
    assert all(0 <= start < end <= len(noisy.text) for start, end, _ in noisy.spans)
    assert all(word == word.strip() for word in words(noisy))


@pytest.mark.parametrize(
    ("noise", "seen"),
    [
        (change_case, {"LOW BACK PAIN", "low back pain"}),
        (abbreviate, {"LBP", "low back pain", "PT", "physical therapy", "R knee", "right knee"}),
        (misread, {"sti\ufb00ness", "stiffness", "low back pain"}),
    ],
)
def test_noises_do_what_they_say(noise, seen: set[str]) -> None:  # type: ignore[no-untyped-def]
    found = {
        word for seed in range(40) for word in words(noise(text_of(MARKED), random.Random(seed)))
    }
    assert len(found & seen) >= 2


def test_typing_and_spaces_change_some_words() -> None:
    text = text_of(MARKED)
    mistyped = {mistype(text, random.Random(seed)).text for seed in range(20)}
    spaceless = {lose_spaces(text, random.Random(seed)).text for seed in range(20)}
    assert len(mistyped) > 3
    assert {t.replace(" ", "") for t in spaceless} == {text.text.replace(" ", "")}
    assert len(spaceless) > 3


def example_of(marked: str) -> tuple[LetterEnglish, Example]:
    nlp = LetterEnglish()
    text = text_of(marked)
    doc = nlp.make_doc(text.text)
    doc.set_ents([doc.char_span(s, e, label=label) for s, e, label in text.spans])
    return nlp, Example(nlp.make_doc(text.text), doc)


def test_the_augmenter_keeps_every_entity_and_its_seed() -> None:
    nlp, example = example_of(MARKED)
    runs = []
    for _ in range(2):
        noise = create_noise(level=1.0, seed=5)
        runs.append([made for _ in range(60) for made in noise(nlp, example)])
    first, second = ([made.reference.text for made in run] for run in runs)
    assert first == second
    assert len(set(first)) > 10
    for made in runs[0]:
        assert [e.label_ for e in made.reference.ents] == [e.label_ for e in example.reference.ents]
        assert made.predicted.text == made.reference.text


def test_level_nought_changes_nothing() -> None:
    nlp, example = example_of(MARKED)
    assert list(create_noise(level=0.0, seed=5)(nlp, example)) == [example]
