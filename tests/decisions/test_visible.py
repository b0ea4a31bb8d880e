"""The line between seen and unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import upheld
from upheld.decisions.visible import Visible, see, tells_outcome
from upheld.layout import Letter
from upheld.meaning import Mention

TELLS = """
The reviewer found the scan not medically necessary.
Independent medical review upheld the denial.
On appeal the refusal was overturned.
The requested MRI is medically necessary.
The denial was correct.
IMR of the file found for the worker.
The physician reviewer agrees with utilization review.
Utilization review was wrong, and the MRI is medically necessary.
This denial should be reversed.
The request for a brace is approved.
Medical necessity is established.
""".strip().splitlines()

TELLS_NONE = """
Utilization review denied the scan as not medically necessary.
UR non-certified the brace on 3/4/2014 for lack of medical necessity.
The utilization reviewer held that it was not medically necessary.
The claims administrator denied the request on 5/6/2014.
Six sessions of therapy brought no relief.
The expert reviewer wrote the following summary of the case.
He was advised to reverse the cane.
The range of motion was reversed by the injection.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", TELLS)
def test_sentences_that_tell_the_outcome(sentence: str) -> None:
    assert tells_outcome(sentence)


@pytest.mark.parametrize("sentence", TELLS_NONE)
def test_sentences_that_tell_none(sentence: str) -> None:
    assert not tells_outcome(sentence)


@given(st.text(max_size=300))
def test_any_text_is_looked_through(sentence: str) -> None:
    assert tells_outcome(sentence) in (True, False)


@pytest.mark.parametrize(
    "hostile",
    [
        "imr " + "a" * 20_000,
        "imr " + "a " * 20_000,
        "imr a b c d e f " * 2_000,
        "denial was " * 5_000,
        "request a b " * 5_000,
        "reverses the " + "x " * 20_000,
        "medically " + " " * 20_000,
        "agrees with " * 5_000,
    ],
)
def test_hostile_text_is_looked_through(hostile: str) -> None:
    """Nothing measures the time: a pattern that takes more than linear time on one of these never ends."""
    assert tells_outcome(hostile) in (True, False)


def seen(letter: Letter) -> Visible:
    return see(letter, lambda paragraph: [Mention(0, min(4, len(paragraph)), "DIAGNOSIS")])


def test_what_is_seen_is_the_letters(letter_path: Path) -> None:
    letter = upheld.read(letter_path)
    visible = seen(letter)
    assert visible.sentences
    for sentence in visible.sentences:
        cut = letter.text[sentence.source_start : sentence.source_end]
        assert cut.split() == visible.words(sentence).split()
        assert letter.section_at(sentence.source_start) == "summary"
    assert [item.text for item in visible.items] == [item.text for item in letter.items]
    assert len(visible.meanings) == len(visible.mentions) > 0
    assert (visible.age, visible.sex) == (letter.header.patient_age, letter.header.patient_sex)
    for item in letter.items:
        assert item.rationale_text is not None
        assert item.rationale_text not in visible.text


def test_a_sentence_that_tells_the_outcome_is_as_if_it_were_not_there(letter_text: str) -> None:
    plain = seen(upheld.read_text(letter_text))
    last = plain.words(plain.sentences[-1]).split()[-1]
    at = letter_text.index("IMR ISSUES")
    body = letter_text[:at].rstrip()
    assert body.endswith(last)
    for outcome in ("The IMR upheld all of it.", "The IMR overturned all of it."):
        told = seen(upheld.read_text(f"{body} {outcome}\n\n{letter_text[at:]}"))
        assert [item.text for item in told.items] == [item.text for item in plain.items]
        assert replace(told, items=plain.items) == plain
