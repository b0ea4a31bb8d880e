"""Where tokens end in badly extracted text."""

from __future__ import annotations

import pytest

from upheld.components import LetterEnglish


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("CRP 0.4 mg/dL. Next", "CRP|0.4|mg|/|dL|.|Next"),
        ("at 36 m/s. Then 5 mL/h.", "at|36|m|/|s|.|Then|5|mL|/|h|."),
        ("MRI L/S. Pain w/o meds", "MRI|L|/|S|.|Pain|w/o|meds"),
        ("hepatitis C. Type I. TKA.UR", "hepatitis|C|.|Type|I|.|TKA|.|UR"),
        ("hip.,NECK:,40%.,10.", "hip|.|,|NECK|:,|40|%|.,|10|."),
        ("C7-T1.,ANESTHESIA: (finger).,POST", "C7|-|T1|.,|ANESTHESIA|:|(|finger|)|.,|POST"),
        ("a study.sleep apnea", "a|study|.|sleep|apnea"),
        ("triceps (C7-8) lidocaine/4.5 mL", "triceps|(|C7|-|8|)|lidocaine|/|4.5|mL"),
        (f"{'_' * 60} Norco{'=' * 40}", f"{'_' * 60}|Norco|{'=' * 40}"),
        ("120mg/dL.Next", "120mg|/|dL|.|Next"),
        ("r/o HA.No fever", "r|/|o|HA|.|No|fever"),
        ("L4-5.MRI", "L4|-|5|.|MRI"),
        ("to 8/10.She", "to|8/10|.|She"),
        ("pain(8/10)now", "pain|(|8/10|)|now"),
        ("L4-5,L5-S1", "L4|-|5|,|L5|-|S1"),
        ("10%/baclofen", "10%|/|baclofen"),
        ("T.E.N.S. at 2.5mg b.i.d.", "T.E.N.S.|at|2.5|mg|b.i.d|."),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert [token.text for token in LetterEnglish()(text)] == tokens.split("|")
