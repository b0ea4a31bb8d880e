"""The written form of quantities."""

from __future__ import annotations

import pytest

from upheld.meaning.quantity import Quantity

FORMS = [
    ("pain_score 7", Quantity("pain_score", "7"), 7, None),
    ("pain_score 4..8", Quantity("pain_score", "4..8"), 4, 8),
    ("size 2.1x1.4 cm", Quantity("size", "2.1x1.4", "cm"), 2.1, None),
    ("dose 10/325 mg", Quantity("dose", "10/325", "mg"), 10, None),
    ("dose 900 mg 1/day", Quantity("dose", "900", "mg", times="1", period="day"), 900, None),
    ("count 60", Quantity("count", "60"), 60, None),
    ("count 12 session", Quantity("count", "12", "session"), 12, None),
    (
        "count 16 visit over 8 week",
        Quantity("count", "16", "visit", long="8", long_unit="week"),
        16,
        None,
    ),
    ("frequency 3/day", Quantity("frequency", times="3", period="day"), None, None),
    (
        "frequency 2/week for 6..9 week",
        Quantity("frequency", times="2", period="week", long="6..9", long_unit="week"),
        None,
        None,
    ),
    (
        "frequency 1/4..6 hour",
        Quantity("frequency", times="1", every="4..6", period="hour"),
        None,
        None,
    ),
    ("angle 0..120 deg", Quantity("angle", "0..120", "deg"), 0, 120),
    ("strength 4+", Quantity("strength", "4+"), 4, None),
    ("vital 132/84 mmhg", Quantity("vital", "132/84", "mmhg"), 132, None),
    ("grade moderate", Quantity("grade", "moderate"), None, None),
    ("laboratory 1.1 mg/dl", Quantity("laboratory", "1.1", "mg/dl"), 1.1, None),
]


@pytest.mark.parametrize(("form", "quantity", "low", "high"), FORMS)
def test_a_form_is_read_and_written(
    form: str, quantity: Quantity, low: float | None, high: float | None
) -> None:
    assert Quantity.parse(form) == quantity
    assert str(quantity) == form
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize("form", ["", "seven", "colour 5", "dose ten MG", "pain_score 7 8"])
def test_what_is_no_form_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="no quantity"):
        Quantity.parse(form)
