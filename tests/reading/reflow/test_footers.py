"""What is taken out of a text as the furniture of its pages."""

from __future__ import annotations

import pytest

from markup import parse, spans
from upheld.reading.reflow import find_footers


@pytest.mark.parametrize(
    "markup",
    [
        "pain <f>Final Determination Letter for IMR Case Number CM14-0012345  3</f>\nand",
        "pain <f>FINAL DETERMINATION LETTER FOR IMR CASE NUMBER CM13-0011872 Page 2 of 6</f>\n",
        "pain\n<f>Final Determination\nLetter for IMR Case Number CM14-0012345</f>\n12 sessions",
        "pain\n<f>Page 3 of 7</f>\nand",
        "pain\n<f>- 3 -</f>\nand",
        "Norco 10/325 mg, page 3 of the guideline",
        "a score of 3",
        "Case Number: CM14-0012345 Date Assigned: 07/11/2014",
        "<f>IMR CM14-0012345 p. 1</f>\na\n<f>IMR CM14-0012345 p. 2</f>\nb\n<f>IMR CM14-0012345 p. 3</f>",
    ],
)
def test_find_footers(markup: str) -> None:
    text, found = parse(markup)
    assert find_footers(text) == spans(found, "f")
