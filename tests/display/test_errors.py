"""Errors and surprising decisions as pieces of HTML: sorted, counted, escaped."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from upheld.display.errors import render_errors
from upheld.display.surprising import render_surprising


def error(kind: str = "miss", **given: Any) -> dict[str, Any]:
    return {
        "document": "a1",
        "kind": kind,
        "gold_label": "TREATMENT",
        "found_label": "nothing",
        "sentence": "an MRI <b>&",
        "start": 3,
        "end": 6,
        "gold": [[3, 6, "TREATMENT"]],
        "found": [],
        **given,
    }


def test_errors_are_sorted_by_kind_and_counted() -> None:
    page = html.fromstring(
        f"<div>{render_errors([error('boundary'), *[error()] * 7], most=3)}</div>"
    )
    said = [" ".join(summary.text_content().split()) for summary in page.iter("summary")]
    assert said == [
        "miss: 7 errors, 3 of them here",
        "false alarm: 0 errors",
        "boundary: 1 errors",
        "label: 0 errors",
    ]


def test_text_is_escaped_and_reads_without_colours() -> None:
    rendered = render_errors([error()], kinds=["miss"])
    assert "<b>&" not in rendered
    page = html.fromstring(f"<div>{rendered}</div>")
    gold, found = [cell.text_content() for cell in page.iter("td")]
    assert gold.replace("\xa0", " ") == "an MRI TREATMENT <b>&"
    assert found == "an MRI <b>&"
    bold = [b.text_content() for cell in page.iter("td") for b in cell.iter("b")]
    assert [text.split("\xa0")[0] for text in bold] == ["MRI", "MRI"]


def test_a_span_that_the_error_parts_has_one_label() -> None:
    parted = error(gold=[[0, 6, "TREATMENT"]])
    page = html.fromstring(f"<div>{render_errors([parted], kinds=['miss'])}</div>")
    assert next(page.iter("td")).text_content().count("TREATMENT") == 1


def item(probability: float, decision: str, *, surprising: bool = True) -> dict[str, Any]:
    return {
        "letter": "a1",
        "number": 1,
        "request": f"<i>{probability}",
        "decision": decision,
        "probability_overturned": probability,
        "surprising": surprising,
        "summary": "<script>",
        "rationale": "",
        "reasons": [{"sentence": "a < b", "tells": ["x: met", "y"], "moved": -0.5}],
    }


def test_the_most_surprising_come_first() -> None:
    given = [item(0.7, "upheld"), item(0.05, "overturned"), item(0.9, "upheld", surprising=False)]
    rendered = render_surprising(given)
    page = html.fromstring(f"<div>{rendered}</div>")
    requests = [b.text_content() for b in page.iter("b") if b.getparent().tag == "summary"]
    assert requests == ["<i>0.05", "<i>0.7"]
    assert "<script>" not in rendered
    assert "-0.50" in rendered
    assert "x: met; y" in rendered


@pytest.mark.parametrize("given", [[], [item(0.1, "upheld", surprising=False)]])
def test_nothing_surprising_is_said(given: list[dict[str, Any]]) -> None:
    assert "No decision was ruled out" in render_surprising(given)
