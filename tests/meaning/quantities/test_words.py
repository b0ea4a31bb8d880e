"""What the words of a measurement say by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.mentions import Mention
from upheld.meaning.quantities import find_quantities
from upheld.meaning.quantities.numbers import to_digits
from upheld.meaning.quantity import Quantity


def found(words: str) -> str:
    (quantity,) = find_quantities(words, [Mention(0, len(words), "MEASUREMENT")])
    return str(quantity)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("7/10", "pain_score 7"),
        ("4 to 8/10", "pain_score 4..8"),
        ("6-7/10", "pain_score 6..7"),
        ("3/10 to 5/10", "pain_score 3..5"),
        ("six out of ten", "pain_score 6"),
        ("3 mm", "size 3 mm"),
        ("2.1 x 1.4 cm", "size 2.1x1.4 cm"),
        ("4 by 6 mm", "size 4x6 mm"),
        ("1.9 to 2.7 millimeters", "size 1.9..2.7 mm"),
        ("half a mile", "size 0.5 mile"),
        ("two flights of stairs", "size 2 flight"),
        ("10/325 mg", "dose 10/325 mg"),
        ("10-325 mg", "dose 10/325 mg"),
        ("5-10 mg", "dose 5..10 mg"),
        ("75mg/200mcg", "dose 75/200 mg/mcg"),
        ("1,200 milligrams", "dose 1200 mg"),
        ("900 mg a day", "dose 900 mg 1/day"),
        ("40 mg daily x 5 days", "dose 40 mg 1/day"),
        ("60mgtwice a day", "dose 60 mg 2/day"),
        ("20 mcg/hr", "dose 20 mcg 1/hour"),
        ("120 MME", "dose 120 mme"),
        ("1 tab q6h prn", "dose 1 tablet 1/6 hour"),
        ("1-2 tabs q4-6h prn", "dose 1..2 tablet 1/4..6 hour"),
        ("one capsule three times a day", "dose 1 capsule 3/day"),
        ("1 PO TID", "frequency 3/day"),
        ("half a pack a day", "frequency 0.5/day"),
        ("two beers a week", "frequency 2/week"),
        ("four cups", "count 4 cup"),
        ("1 q4h prn", "frequency 1/4 hour"),
        ("one every second day", "frequency 1/2 day"),
        ("every 12 weeks x 3", "frequency 1/12 week"),
        ("90 tablets a month", "count 90 tablet over 1 month"),
        ("8-2 mg", "dose 8/2 mg"),
        ("3 nights", "duration 3 day"),
        ("#60", "count 60"),
        ("# 30", "count 30"),
        ("x 2", "count 2"),
        ("x 6 sessions", "count 6 session"),
        ("12 sessions", "count 12 session"),
        ("twenty-one visits", "count 21 visit"),
        ("two dozen sessions", "count 24 session"),
        ("8 more visits", "count 8 visit"),
        ("2 refills", "count 2 refill"),
        ("180 tablets", "count 180 tablet"),
        ("16 visits over 8 weeks", "count 16 visit over 8 week"),
        ("six visits in six weeks", "count 6 visit over 6 week"),
        ("four of five", "count 4/5"),
        ("three times", "count 3"),
        ("TID", "frequency 3/day"),
        ("b.i.d.", "frequency 2/day"),
        ("qhs", "frequency 1/day"),
        ("q8h", "frequency 1/8 hour"),
        ("q4-6h prn", "frequency 1/4..6 hour"),
        ("every 48 hours", "frequency 1/48 hour"),
        ("every other day", "frequency 1/2 day"),
        ("every fifth day", "frequency 1/5 day"),
        ("each morning", "frequency 1/day"),
        ("2x6", "frequency 2/week for 6 week"),
        ("2 x 6", "frequency 2/week for 6 week"),
        ("1x6-9 weeks", "frequency 1/week for 6..9 week"),
        ("2 x week x 6 weeks", "frequency 2/week for 6 week"),
        ("2-3x/wk", "frequency 2..3/week"),
        ("3 times a week for 4 weeks", "frequency 3/week for 4 week"),
        ("once or twice a month", "frequency 1..2/month"),
        ("five days of each week", "frequency 5/week"),
        ("three times in four months", "frequency 3/4 month"),
        ("2 hours a day for 3 weeks", "frequency 2/day for 3 week"),
        ("6 hours/day x 5 days/week x 8 weeks", "frequency 5/week for 8 week"),
        ("12 hours on/12 hours off", "frequency 1/day"),
        ("monthly x 3", "frequency 1/month for 3 month"),
        ("daily at 8 pm", "frequency 1/day"),
        ("six-week", "duration 6 week"),
        ("3 month", "duration 3 month"),
        ("x 10 days", "duration 10 day"),
        ("forsix years", "duration 6 year"),
        ("nine to ten hours a day", "duration 9..10 hour"),
        ("one and a half hours", "duration 1.5 hour"),
        ("0-120 degrees", "angle 0..120 deg"),
        ("40/50 degrees", "angle 40/50 deg"),
        ("-5 degrees", "angle 5 deg"),
        ("4+/5", "strength 4+"),
        ("4-/5", "strength 4-"),
        ("4 to 5/5", "strength 4..5"),
        ("50%", "percentage 50"),
        ("one third", "percentage 33"),
        ("half", "percentage 50"),
        ("two thirds", "percentage 67"),
        ("132/84", "vital 132/84 mmhg"),
        ("98.6 F", "vital 98.6 degf"),
        ("5'10\"", "vital 70 in"),
        ("5 ft 4 in", "vital 64 in"),
        ("grade III", "grade 3"),
        ("grade III-IV", "grade 3..4"),
        ("level K2", "grade 2"),
        ("stage IIIA", "grade 3"),
        ("moderate", "grade moderate"),
        ("2+", "grade 2+"),
        ("1+ to 2+", "grade 1+..2+"),
        ("1.1 mg/dL", "laboratory 1.1 mg/dl"),
        ("142 U/L", "laboratory 142 u/l"),
        ("20 mm/hr", "laboratory 20 mm/hour"),
        ("40 microvolts", "other 40 microvolt"),
        ("38 m/s", "other 38 m/s"),
        ("threefold", "other 3"),
        ("no words", "other"),
    ],
)
def test_words_alone(words: str, form: str) -> None:
    assert found(words) == form
    assert found(words.upper() if "mgtwice" not in words else words) == form


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("Twenty-one days", "21 days"),
        ("two hundred fifty", "250"),
        ("one and a half", "1.5"),
        ("three quarters", "75 %"),
        ("twice", "2 times"),
        ("300mgdaily", "300mg daily"),
    ],
)
def test_number_words(words: str, digits: str) -> None:
    assert to_digits(words) == digits


PIECES = st.sampled_from(
    "one two 3 4.5 10/325 mg % day a per q 6 h x - / to of tabs week for #60 TID +/5 deg half"
    " 1,000 over . ( ) III".split()
)


@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=40))
def test_any_words_give_a_form_that_reads_back(words: str) -> None:
    (quantity,) = find_quantities(
        words, [Mention(0, len(words), "MEASUREMENT")] if words else []
    ) or [None]
    assert quantity is None or Quantity.parse(str(quantity)) == quantity
