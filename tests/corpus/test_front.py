"""The lines in front of a marked letter are read strictly, and shown by no message."""

from __future__ import annotations

import pytest

from upheld.corpus.document import CorpusError
from upheld.corpus.front import layout_of, read_front

_AGE = "patient_age must be a whole number from 1 to 120"
_INJURY = "date_of_injury must be a date like 2014-07-08"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date_of_injury: 2013-04-05", {"date_of_injury": "2013-04-05"}),
        ('date_of_injury: "2013-04-05"', {"date_of_injury": "2013-04-05"}),
        ("date_of_injury:", {}),
        ("patient_age: 1", {"patient_age": 1}),
        ("patient_age: 120", {"patient_age": 120}),
        ("patient_sex: female", {"patient_sex": "female"}),
        ("priority: Expedited", {"priority": "Expedited"}),
        ("hand: terse, dry", {"hand": "terse, dry"}),
        ("hand:", {}),
        ('case: "17"', {"case": "17"}),
    ],
)
def test_values(line: str, expected: dict[str, object]) -> None:
    assert read_front(f"family: imr-2014\n{line}") == {"family": "imr-2014", **expected}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("- a", "are not 'key: value'"),
        ("a: [", "cannot be read"),
        ("family: imr-2014\nfamily: imr-2015", "cannot be read"),
        ("hand: terse", "family must be one of imr-2013-notice"),
        ("family:", "family must be one of"),
        ("family: imr-2099", "family must be one of"),
        ("family: [imr-2014]", "family must be one of"),
        ("colour: red", "unknown key in front: colour: known are application_received"),
        ("1: x\ncolour: red", "unknown key in front: 1"),
        ("? [Secret]\n: x", "unknown key in front"),
        ("Mr. Secret says: x", "unknown key in front"),
        (f"{'Secret' * 6}: x", "unknown key in front"),
        ("date_of_injury: 13/45/2012", _INJURY),
        ("date_of_injury: 20120413", _INJURY),
        ('date_of_injury: "20120413"', _INJURY),
        ('date_of_injury: "2012-02-30"', _INJURY),
        ("date_of_injury: 2012-04-13 10:00:00", _INJURY),
        ("date_of_injury: {Secret: 1}", _INJURY),
        ("patient_age: old Secret", _AGE),
        ("patient_age: 0", _AGE),
        ("patient_age: 121", _AGE),
        ("patient_age: 44.0", _AGE),
        ("patient_age: true", _AGE),
        ('patient_age: "44"', _AGE),
        ("patient_sex: Secret", "patient_sex must be one of female, male"),
        ("patient_sex: Male", "patient_sex must be one of female, male"),
        ("priority: urgent", "priority must be one of Standard, Expedited"),
        ("case: [Secret, b]", "case must be a string: put it into quotation marks"),
        ("case: 17", "case must be a string"),
        ("author: 2014-01-01", "author must be a string"),
        ("hand: {Secret: 2014-01-01}", "hand must be a string"),
        ("hand: .nan", "hand must be a string"),
        ("layout: [wrap]", "layout must be a string"),
        ("reviewer_specialty: {Secret: x}", "reviewer_specialty must be a string"),
        ('hand: "a\\nSecret"', "hand must be words on one line"),
        ('hand: "\\ud800"', "hand must be words on one line"),
        ('case: " "', "case must be words on one line"),
    ],
)
def test_what_is_wrong_is_named_but_not_shown(lines: str, message: str) -> None:
    front = lines if "family" in lines else f"family: imr-2014\n{lines}"
    front = lines if lines == "hand: terse" or lines[0] == "-" else front
    with pytest.raises(CorpusError, match=message) as caught:
        read_front(front)
    assert "Secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [(None, ["plain"]), ("wrap", ["wrap"]), ("wrap+crlf", ["wrap", "crlf"])],
)
def test_layouts(layout: str | None, expected: list[str]) -> None:
    assert layout_of({} if layout is None else {"layout": layout}) == expected


@pytest.mark.parametrize(
    ("layout", "message"),
    [("wrap+upside", "unknown layout: upside"), ("Mr. Secret", "unknown layout")],
)
def test_unknown_layouts(layout: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message) as caught:
        layout_of({"layout": layout})
    assert "Secret" not in str(caught.value)
