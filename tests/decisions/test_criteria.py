"""Reading of criteria: terms, topics, sentences."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from decided import small_letter_model
from upheld.decisions.criteria import no_criteria, terms


def test_terms() -> None:
    assert terms("Pain 7/10.") == ("pain", "0", "^ pain", "pain 0", "0 $", "^ pain 0", "pain 0 $")
    assert terms("") == ("^ $",)


@given(st.text(max_size=400))
def test_any_sentence_is_read(text: str) -> None:
    read = small_letter_model().criteria.read([text])
    assert read.shape == (1, 2, len(small_letter_model().criteria.names))
    assert ((read >= 0) & (read <= 1)).all()


def test_what_guidelines_ask_for_is_known_by_the_request() -> None:
    criteria = small_letter_model().criteria
    assert criteria.topic_of("Norco 10/325 mg #60", "opioid") == "opioid"
    assert criteria.topic_of("anything", "no such kind") is None
    assert set(criteria.own) <= set(criteria.names)


def test_without_criteria_nothing_is_read() -> None:
    criteria = no_criteria()
    assert criteria.read(["He failed therapy."]).shape == (1, 2, 0)
    assert criteria.topic_of("MRI", "mri") is None
    assert np.array_equal(criteria.told.scores([]), np.zeros((0, 0)))
