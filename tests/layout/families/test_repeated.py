"""Forms with a rationale for each issue: its decision, its guidelines, its request again."""

from __future__ import annotations

import pytest

import upheld

FORM = """MEDICAL PROFESSIONAL REVIEW

IMR CASE NUMBER: CM13-0012345

ISSUES AT DISPUTE:

1. Lumbar MRI
2. Norco 10/325 mg #60

CASE SUMMARY:

The patient is a 40-year-old female with back pain of long standing. She has taken Norco for two years.

{first}MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:

The reviewer relied on the ODG, Low Back Chapter.

RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE WAS MEDICALLY NECESSARY:

The scan would show what the films did not, and an MRI is due.

{second}MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:

The reviewer relied on the MTUS.

RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS NOT MEDICALLY NECESSARY:

Neither pain nor work is any better with Norco.

MEDICAL REVIEWER QUALIFICATIONS:

The reviewer is board certified in Occupational Medicine.
"""


@pytest.mark.parametrize(
    ("first", "second", "requests"),
    [
        ("1. Lumbar MRI\n\n", "2. Norco 10/325 mg #60\n\n", ["Lumbar MRI", "Norco 10/325 mg #60"]),
        ("", "", []),
    ],
    ids=["names", "no names"],
)
def test_every_issue_has_its_own_boxes(first: str, second: str, requests: list[str]) -> None:
    letter = upheld.read_text(FORM.format(first=first, second=second))
    assert [item.decision for item in letter.items] == ["overturned", "upheld"]
    read = {
        name: [
            " ".join(letter.text[s.start : s.end].split())
            for s in letter.sections
            if s.name == name
        ]
        for name in ("request", "reviewer_guideline", "rationale")
    }
    assert read == {
        "request": requests,
        "reviewer_guideline": [
            "The reviewer relied on the ODG, Low Back Chapter.",
            "The reviewer relied on the MTUS.",
        ],
        "rationale": [
            "The scan would show what the films did not, and an MRI is due.",
            "Neither pain nor work is any better with Norco.",
        ],
    }


def test_boxes_of_other_issues_are_not_handed_out() -> None:
    """The second rationale names neither issue: the boxes are not paired by their order alone."""
    text = FORM.format(first="1. Lumbar MRI\n\n", second="2. Acupuncture\n\n")
    letter = upheld.read_text(text.replace("with Norco.", "for it."))
    assert [item.decision for item in letter.items] != ["overturned", "upheld"]
