"""Where the fields of a header are stated."""

from __future__ import annotations

import pytest

import upheld
from samples import SAMPLES
from upheld.layout.stated import where_stated

LETTERS = {
    "imr-2014/01-lumbar-epidural": {
        "case_number": "Case Number: CM14-0031877",
        "date_of_injury": "Date of Injury: 03/02/2011",
        "reviewer_specialty": "Board Certified in Anesthesiology",
        "patient_age": "54-year-old male",
    },
    # Its case number stands in the footer of a page alone.
    "imr-2015/03-knee-bundle": {
        "case_number": "CM16-0204417",
        "date_assigned": "Notice of Assignment and Request for Information dated 10/28/2016.",
        "reviewer_licensure": "State(s) of Licensure: Oregon, California",
    },
    "imr-2013-form/05-cervical-fusion": {},
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_field_is_known_with_its_sentence_and_not_before(name: str) -> None:
    letter = upheld.read(SAMPLES / "letters" / f"{name}.txt")
    stated = where_stated(letter)
    header = {n: getattr(letter.header, n) for n in letter.header.__slots__}
    assert set(stated) == {n for n, value in header.items() if value is not None}
    for field, span in stated.items():
        until, before = (
            getattr(upheld.read_text(letter.text[:at]).header, field)
            for at in (span.end, span.start)
        )
        assert until == header[field]
        assert before != header[field]
    for field, words in LETTERS[name].items():
        span = stated[field]
        assert words in " ".join(letter.text[span.start : span.end].split())


def test_a_letter_without_a_header_states_nothing() -> None:
    assert where_stated(upheld.read_text("Nothing is said.")) == {}
