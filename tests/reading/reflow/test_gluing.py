"""Words run together are parted, and words that only look so are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.reading.reflow import reflow

LOSSY = "Norco wastaken forpain withfood. "  # Three words run together: the letter loses spaces.


@pytest.mark.parametrize(
    ("source", "view"),
    [
        ("neck painand headache", "neck pain and headache"),
        ("nausea withdizziness", "nausea with dizziness"),
        ("there was noteof it", "there was note of it"),
        ("THEREPORT was sent", "THE REPORT was sent"),
        ("he took hisibuprofen, ibuprofen was bad", "he took his ibuprofen, ibuprofen was bad"),
        ("Norco helps. Norcoand more Norco", "Norco helps. Norco and more Norco"),
        ("the injury; the injuryon a Monday", "the injury; the injury on a Monday"),
    ],
)
def test_a_space_lost_beside_a_function_word(source: str, view: str) -> None:
    assert reflow(source).text == view


@pytest.mark.parametrize(
    "source",
    [
        "Augmentin was given",
        "the vastus lateralis and the pectoralis, in the lateral and pectoral view",
        "an incoordination of the hand",
        "a therapist, and theraputty",
        "Toradol, Naprosyn and Neurontin",
        "a nonunion of the scaphoid",
        "an osteotomy, a synovectomy and a hemilaminectomy",
        "the flexor hallucis longus",
        "a hemostat, as most reports have it",
    ],
)
def test_names_are_left_whole(source: str) -> None:
    assert reflow(source).text == source


@pytest.mark.parametrize(
    ("word", "view"),
    [
        ("skingraft", "skin graft"),
        ("medicallynecessary", "medically necessary"),
        ("isdenied", "is denied"),
        ("evenhough", "evenhough"),
        ("echocardiogram", "echocardiogram"),
        ("antiemetic", "antiemetic"),
        ("dermatome", "dermatome"),
    ],
)
def test_a_letter_that_loses_spaces_has_more_believed(word: str, view: str) -> None:
    assert reflow(LOSSY + word).text.endswith(" " + view)
    alone = reflow("Norco was taken for pain with food. " + word).text
    assert alone.endswith(" " + word)


@given(st.text(alphabet="abdehinorstw .,;\n-AN", max_size=200))
def test_only_spaces_are_put_in(text: str) -> None:
    view = reflow(text).text
    assert "".join(view.split()).replace("-", "") == "".join(text.split()).replace("-", "")
