"""The map between the view and the source, on arbitrary text and on cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.reading.reflow import find_footers, reflow
from upheld.reading.reflow.view import ReflowedText

_BITS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "\r\n", "\f", "\t", "\u00a0", "\u2028", "-\n", ".", ":", ",", "("),
        *(
            "pain",
            "injury",
            "injuryon",
            "relief.Prior",
            "on",
            "L4-L5",
            "1)",
            "2.",
            "MRI",
            "e\u0301",
        ),
        *("CLINICAL CASE SUMMARY", "Upheld", "Final Determination Letter for IMR Case Number "),
        *("CM14-0012345", "  3", "Page 2 of 7", "medica-", "tion", "\u2019", "\U0001f600"),
    ]
)
texts = st.one_of(st.text(max_size=400), st.lists(_BITS, max_size=120).map("".join))


@given(texts)
def test_runs_are_the_source_unchanged_and_in_order(text: str) -> None:
    view = reflow(text)
    end_of_last = 0
    for at, source, length in zip(view.view_starts, view.source_starts, view.lengths, strict=True):
        assert length > 0
        assert view.text[at : at + length] == text[source : source + length]
        assert source >= end_of_last
        end_of_last = source + length


@given(texts)
def test_nothing_is_lost_but_white_space_footers_and_hyphens(text: str) -> None:
    view = reflow(text)
    kept = set()
    for source, length in zip(view.source_starts, view.lengths, strict=True):
        kept.update(range(source, source + length))
    footers = {n for start, end in find_footers(text) for n in range(start, end)}
    for position, character in enumerate(text):
        if position not in kept and position not in footers:
            assert character.isspace() or character == "-"


@given(texts)
def test_joiners_are_white_space_alone(text: str) -> None:
    view = reflow(text)
    held = {
        n
        for at, length in zip(view.view_starts, view.lengths, strict=True)
        for n in range(at, at + length)
    }
    assert all(c.isspace() for n, c in enumerate(view.text) if n not in held)


@given(texts, st.data())
def test_a_span_of_the_view_maps_to_the_same_words_of_the_source(
    text: str, data: st.DataObject
) -> None:
    view = reflow(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    source_start, source_end = view.to_source(start, end)
    assert 0 <= source_start <= source_end <= len(text)
    words = view.text[start:end].split()
    if words:
        cut = text[source_start:source_end]
        assert cut == cut.strip()
        assert cut[0] == words[0][0]
        assert cut[-1] == words[-1][-1]
        assert view.to_view(source_start) == start + view.text[start:end].index(words[0])


@given(texts)
def test_text_fields_hold_the_words_of_the_source_alone(text: str) -> None:
    view = reflow(text)
    field = view.field(0, len(view.text))
    assert field == " ".join(field.split())
    remaining = iter("".join(text.split()))
    assert all(character in remaining for character in field.replace(" ", ""))


@given(texts)
def test_reflow_of_the_view_changes_no_words(text: str) -> None:
    words = "".join(reflow(text).text.split())
    assert "".join(reflow(words).text.split()) == words or find_footers(words) or "-" in words


def test_spans_outside_the_view_are_refused() -> None:
    with pytest.raises(ValueError, match="not in a view of 4 characters"):
        reflow("pain").to_source(2, 5)


def test_an_empty_text_has_an_empty_view() -> None:
    view = reflow(" \n\n ")
    assert view == ReflowedText("", [], [], [])
    assert view.to_source(0, 0) == (0, 0)
    assert view.to_view(2) == 0
    assert view.field(0, 0) == ""
