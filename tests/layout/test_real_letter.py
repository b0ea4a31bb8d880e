"""The one real letter, where it is present."""

from __future__ import annotations

from pathlib import Path

import upheld


def test_the_real_letter_is_read_right(real_letter: Path) -> None:
    letter = upheld.read(real_letter)
    assert letter.family == "imr-2014"
    assert [(item.text, item.decision) for item in letter.items] == [
        ("TPII (Trigger point injection) 1 X 6-9 weeks", "upheld"),
        ("LINT 1 X 6-9 weeks", "upheld"),
    ]
    for item in letter.items:
        assert item.claims_guideline is not None
        assert item.claims_guideline.endswith("(ODG)")
        assert item.reviewer_guideline is not None
        assert "MTUS" in item.reviewer_guideline
        assert item.rationale is not None
        assert (
            letter.text[item.rationale.start : item.rationale.end].endswith("necessary.")
            or item.number == 1
        )
        assert letter.section_at(item.rationale.start) == "rationale"
    assert [i.reviewer_guideline[-4:] for i in letter.items if i.reviewer_guideline] == [
        "122.",
        "127.",
    ]
    header = letter.header
    assert (header.patient_age, header.patient_sex) == (30, "female")
    assert (header.date_of_injury, header.ur_denial_date) == ("2012-05-08", "2014-07-08")
    assert header.reviewer_specialty == "Physical Medicine and Rehabilitation"
    assert header.reviewer_licensure == "Louisiana"
    assert (header.case_number, header.decision_date, header.priority) == (None, None, None)
