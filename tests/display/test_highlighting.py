"""Highlighted texts: every span with its label, every text escaped."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inscriptis import get_text

import upheld
from samples import SAMPLES
from upheld.display.highlighting import highlight, highlight_letter, render_differences

_WORDS = st.text(st.sampled_from("ab<>&\"' "), min_size=1, max_size=12)


@given(st.lists(st.tuples(_WORDS, st.booleans()), min_size=1, max_size=6))
def test_a_text_comes_through_whole_and_makes_no_tags(parts: list[tuple[str, bool]]) -> None:
    text, spans = "", []
    for words, marked in parts:
        if marked:
            spans.append((len(text), len(text) + len(words), "DIAGNOSIS"))
        text += words
    page = highlight(text, spans)
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"div", "mark", "span"}
    assert page.count("<mark") == len(spans)
    shown = re.sub(r"<span[^>]*>DIAGNOSIS</span>", "", page)
    plain = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", shown))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    assert plain == re.sub(r"\s+", "", text)


@pytest.mark.parametrize("spans", [[(0, 3, "A"), (2, 4, "A")], [(0, 9, "A")], [(2, 2, "A")]])
def test_spans_that_cannot_be_shown_are_refused(spans: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlaps another or is not in the text"):
        highlight("knee", spans)


def test_a_letter_shows_the_entities_of_its_sections() -> None:
    nlp = upheld.load()
    doc = nlp(upheld.read(SAMPLES / "letters" / "imr-2014" / "01-lumbar-epidural.txt"))
    page = highlight_letter(doc)
    (summary,) = [s for s in doc._.letter.sections if s.name == "summary"]
    inside = [e for e in doc.ents if summary.start <= e.start_char and e.end_char <= summary.end]
    assert page.count("<mark") == len(inside) > 10
    assert "warehouse supervisor" in get_text(page)
    with pytest.raises(ValueError, match="the doc is of no letter"):
        highlight_letter(nlp.make_doc("knee pain"))


def test_hard_cases_are_grouped_by_kind() -> None:
    place = {
        "document": "a<b",
        "kind": "whether",
        "sentence": "His <knee> hurts & clicks.",
        "first": [[5, 9, "BODY_PART"]],
        "second": [],
        "gold": [[5, 9, "BODY_PART"]],
    }
    page = render_differences([place, *[place | {"kind": "extent"}] * 5], most=2)
    assert page.index("<b>extent</b>: 5 places, 2 of them here") < page.index(
        "<b>whether</b>: 1 places"
    )
    assert page.count("<mark") == 3 * 2
    assert "<knee>" not in page
    assert "a&lt;b" in page
