"""Reading of criteria: terms, topics, sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from decided import small_letter_model
from upheld.corpus.simulator.sentences import tell
from upheld.decisions.criteria import TermModel, clauses_of, no_criteria, terms


def test_terms() -> None:
    assert terms("Pain 7/10.") == ("pain", "0", "^ pain", "pain 0", "0 $", "^ pain 0", "pain 0 $")
    assert terms("") == ("^ $",)


@given(st.text(max_size=400))
def test_any_sentence_is_read(text: str) -> None:
    read = small_letter_model().criteria.read([text])
    assert read.shape == (1, 2, len(small_letter_model().criteria.names))
    assert ((read >= 0) & (read <= 1)).all()


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("He failed therapy.", []),
        (
            "Sleep is poor; he failed therapy, and takes Norco.",
            ["Sleep is poor;", "he failed therapy", "takes Norco."],
        ),
        ("Spurling + / no spasm", ["Spurling +", "no spasm"]),
        ("PE: NAD. + bowstring sign.", ["PE: NAD.", "+ bowstring sign."]),
        ("", []),
    ],
)
def test_clauses(sentence: str, clauses: list[str]) -> None:
    assert clauses_of(sentence) == [sentence, *clauses]


def test_a_clause_tells_what_its_sentence_hides() -> None:
    criteria = small_letter_model().criteria
    clauses = [one.text for one in tell(40, seed=5) if one.met][:20]
    hidden = [f"{words} ; his mother had diabetes and asthma and gout" for words in clauses]
    assert (criteria.read(hidden) >= criteria.read(clauses) - 0.5).all()


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


def test_a_file_gives_weights_as_an_array_alone() -> None:
    model = TermModel.__new__(TermModel)
    state = {"terms": "[]", "base": np.zeros(2, np.float32)}
    with pytest.raises((TypeError, ValueError)):
        model.__setstate__(state | {"weights": csr_array((0, 2), dtype=np.float32)})
    model.__setstate__(state | {"weights": np.zeros((0, 2), np.float32)})
    assert model.scores(["no term is known"]).tolist() == [[0.0, 0.0]]
