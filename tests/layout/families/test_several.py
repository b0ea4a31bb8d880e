"""Forms whose reasons stand in several boxes, or in one that nothing but its paragraphs divides."""

from __future__ import annotations

import textwrap

import pytest

import upheld
from upheld.layout import Item

FORM = """MEDICAL PROFESSIONAL REVIEW

IMR CASE NUMBER: CM13-0012345

ISSUES AT DISPUTE:

{issues}

CASE SUMMARY:

The patient is a 40-year-old female with back pain of long standing. {history}

MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:

The reviewer relied on the ODG, Low Back Chapter.

{reasons}

MEDICAL REVIEWER QUALIFICATIONS:

The reviewer is board certified in Occupational Medicine.
"""
HISTORY = "She lifted a crate, felt a pull, rested for a week and went back to light duty. " * 6
ISSUES = "1. Lumbar MRI\n2. Gym membership\n3. Norco 10/325 mg #60"
BOX = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {verb} MEDICALLY NECESSARY:\n\n"
GRANTED, REFUSED, PRINTED = (BOX.format(verb=verb) for verb in ("IS", "IS NOT", "IS/WAS NOT"))
SCAN = (
    "The films of March left the question open, the leg has become weaker since, and six weeks of therapy were of no"
    " use to her."
)
GYM = (
    "Nobody would watch over what she does there, no equipment is named that the exercises at home would call for, and"
    " the duration is open."
)
OPIOID = (
    "Neither pain nor work is any better after two years of it, and no agreement, count of tablets or drug screen is in"
    " the records."
)


def read(reasons: str, issues: str = ISSUES) -> list[Item]:
    text = FORM.format(issues=issues, reasons=reasons, history=HISTORY)
    lines = (textwrap.fill(line, 95) for line in text.split("\n"))
    return upheld.read_text("\n".join(lines)).items


@pytest.mark.parametrize(
    "reasons",
    [
        f"{GRANTED}Lumbar MRI: {SCAN}\n\n{REFUSED}Gym membership: {GYM}\n\nNorco: {OPIOID}",
        f"{GRANTED}1. {SCAN}\n\n{REFUSED}2. {GYM}\n\n3. {OPIOID}",
        f"{REFUSED}3) {OPIOID}\n\n2) {GYM}\n\n{GRANTED}1) {SCAN}",
        f"{GRANTED}An MRI of the lumbar spine was due. {SCAN}\n\n"
        f"{REFUSED}Gym: {GYM}\n\nNorco #60: {OPIOID}",
    ],
    ids=["names", "numbers", "refused first", "a box that is not divided"],
)
def test_each_issue_goes_by_its_box(reasons: str) -> None:
    items = read(reasons)
    assert [item.decision for item in items] == ["overturned", "upheld", "upheld"]
    told = [" ".join((item.rationale_text or "").split()) for item in items]
    for text, words in zip(told, (SCAN, GYM, OPIOID), strict=True):
        assert text.endswith(words)
        assert sum(other in text for other in (SCAN, GYM, OPIOID)) == 1


def test_an_issue_that_no_box_names_leaves_them_undivided() -> None:
    reasons = f"{GRANTED}Lumbar MRI: {SCAN}\n\n{REFUSED}Gym membership: {GYM}"
    assert read(reasons)[0].decision == "overturned"


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        (
            f"An MRI is asked for. {SCAN} The scan is medically necessary.",
            f"The gym is another matter. {GYM} Not medically necessary.",
            f"Norco: {OPIOID} Upheld.",
        ),
        (
            f"An MRI was due. {SCAN} Criteria met, overturn.",
            f"A gym: {GYM} The service is not medically necessary.",
            f"{OPIOID} Norco may be weaned. The denial stands.",
        ),
        (
            f"The MRI is medically necessary and the UR denial is overturned. {SCAN}",
            f"A gym is no treatment. {GYM} Upheld.",
            f"Norco brought nothing. {OPIOID} Upheld.",
        ),
    ],
)
@pytest.mark.parametrize("issues", [ISSUES, "Lumbar MRI; gym membership; Norco 10/325 mg #60"])
def test_paragraphs_are_those_of_the_issues(
    first: str, second: str, third: str, issues: str
) -> None:
    items = read(PRINTED + "\n\n".join((first, second, third)), issues)
    assert [item.decision for item in items] == ["overturned", "upheld", "upheld"]


def test_paragraphs_of_other_words_divide_nothing() -> None:
    reasons = f"{PRINTED}{SCAN}\n\n{OPIOID}\n\n{GYM} Upheld."
    texts = {item.rationale_text for item in read(reasons)}
    assert len(texts) == 1
