"""Lines are set in many ways and the spans stay on their words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import LETTER
from upheld.corpus.markup import parse
from upheld.corpus.typesetting import SETTINGS, typeset

MARKED = parse(LETTER)
SPANS = [(span.start, span.end) for span in MARKED.spans] + [
    (item.start, item.end) for item in MARKED.items
]


@given(
    st.lists(st.sampled_from(["plain", *SETTINGS]), max_size=3),
    st.integers(0, 2**32),
    st.booleans(),
)
def test_spans_stay_on_their_words(settings: list[str], seed: int, shuffle: bool) -> None:
    spans = random.Random(seed).sample(SPANS, len(SPANS)) if shuffle else SPANS
    text, placed = typeset(MARKED.text, spans, settings, rng=random.Random(seed))
    for (start, end), (new_start, new_end) in zip(spans, placed, strict=True):
        was = MARKED.text[start:end].split()
        now = text[new_start:new_end]
        assert now == now.strip()
        assert now.startswith(was[0][:2])
        assert now.endswith(was[-1][-1])
        if not {"footers", "everything", "hyphenate"} & set(settings):
            assert now.split() == was


@pytest.mark.parametrize("name", SETTINGS)
def test_the_same_seed_sets_the_same_lines(name: str) -> None:
    once = typeset(MARKED.text, SPANS, [name], rng=random.Random(7))
    assert once == typeset(MARKED.text, SPANS, [name], rng=random.Random(7))
    assert once[0] != MARKED.text


@pytest.mark.parametrize("name", SETTINGS)
def test_spans_have_no_say_in_the_lines(name: str) -> None:
    with_spans = typeset(MARKED.text, SPANS, [name], rng=random.Random(3))[0]
    assert with_spans == typeset(MARKED.text, [], [name], rng=random.Random(3))[0]


@pytest.mark.parametrize("span", [(0, 0), (3, 3), (3, 8), (4, 7), (7, 8), (8, 8)])
def test_white_space_at_the_edges_is_trimmed(span: tuple[int, int]) -> None:
    text, (found,) = typeset("a\nb\nabc\n", [span], ["blank_lines"], rng=random.Random(0))
    assert text == "a\n\nb\n\nabc\n\n"
    assert text[slice(*found)] == "a\nb\nabc\n"[slice(*span)].strip()


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(KeyError):
        typeset("a", [], ["nothing"], rng=random.Random(0))
