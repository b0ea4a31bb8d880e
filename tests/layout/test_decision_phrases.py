"""What a sentence of a rationale decides, and what only sounds like a decision."""

from __future__ import annotations

import pytest

from upheld.layout.decision_phrases import conclusion, sentence_decision


@pytest.mark.parametrize(
    ("sentence", "decision"),
    [
        ("The request is not medically necessary.", "upheld"),
        ("The request is medically necessary and appropriate.", "overturned"),
        ("Therefore, the requested MRI is medically necessary.", "overturned"),
        ("The arthroscopy is, accordingly, medically necessary.", "overturned"),
        ("The twelve visits are clearly not medically necessary at this time.", "upheld"),
        ("Neither device is medically necessary.", "upheld"),
        ("The request isnotmedically necessary.", "upheld"),
        ("This isn't medically necessary.", "upheld"),
        ("Medical necessity of the unit has not been established.", "upheld"),
        ("Medical necessity has been established.", "overturned"),
        ("Medical necessity of the unit cannot be shown.", "upheld"),
        ("The records do not establish medical necessity.", "upheld"),
        ("The denial of the pump is upheld.", "upheld"),
        ("The UR denial should be overturned.", "overturned"),
        ("UR decision overturned.", "overturned"),
        ("Celebrex medically necessary.", "overturned"),
        ("Medically necessary; overturned.", "overturned"),
        ("Not medically necessary as written.", "upheld"),
        ("Pillow not medically necessary.", "upheld"),
        ("Denial upheld.", "upheld"),
        ("I can not find medical necessity.", "upheld"),
        ("The request cannot be considered medically necessary.", "upheld"),
        ("The prior IMR found the surgery medically necessary.", None),
        ("Utilization review denied it as not medically necessary.", None),
        ("An earlier determination upheld the denial of the injection.", None),
        ("An MRI is medically necessary only if red flags are present.", None),
        ("The patient has low back pain.", None),
    ],
)
def test_sentence_decision(sentence: str, decision: str | None) -> None:
    assert sentence_decision(sentence) == decision


@pytest.mark.parametrize(
    ("sentence", "decision"),
    [
        ("The request is certified.", "overturned"),
        ("The request is not supported.", "upheld"),
        ("Criteria not met, non-certify.", "upheld"),
        ("Need for this service isn't shown.", "upheld"),
        ("The four visits are certified as well.", "overturned"),
        ("She meets the criteria.", "overturned"),
        ("She was given a brace.", None),
    ],
)
def test_weaker_wordings_count_where_they_are_asked_for(
    sentence: str, decision: str | None
) -> None:
    assert sentence_decision(sentence) is None
    assert sentence_decision(sentence, weak=True) == decision


@pytest.mark.parametrize(
    ("rationale", "decision"),
    [
        ("It is supported by ODG. The request is not medically necessary.", "upheld"),
        (
            "The drug is not recommended as first line. She failed two others. It is medically necessary.",
            "overturned",
        ),
        ("Medically necessary care was given before. It is certified now.", "overturned"),
        ("Nothing is decided here.", None),
        ("", None),
    ],
)
def test_conclusion_is_the_last_decision_in_the_strongest_words(
    rationale: str, decision: str | None
) -> None:
    assert conclusion(rationale, 0, len(rationale)) == decision


def test_side_clauses_without_end_decide_nothing() -> None:
    clauses = "the prior review held it, " * 2000
    assert sentence_decision(f"{clauses}and this is medically necessary.") is None
    assert sentence_decision("The prior review held it, but this is medically necessary.")
