"""Offsets of the server's page, which counts UTF-16 code units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.annotating.offsets import BrowserOffsets

TEXTS = st.text(
    st.one_of(st.sampled_from("\U0001f600\U0001d11e \r\n\u0301ab"), st.characters(codec="utf-8")),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "offset", "page"),
    [
        ("knee", 2, 2),
        ("\r\n knee", 3, 0),
        ("\U0001f600 knee", 2, 3),
        (" \U0001f600\U0001f600 knee", 4, 5),
        ("cafe\u0301 knee", 6, 6),
    ],
)
def test_known_offsets(text: str, offset: int, page: int) -> None:
    offsets = BrowserOffsets(text)
    assert offsets.to_page(offset) == page
    assert offsets.to_text(page) == offset


def test_the_middle_of_a_character_is_no_offset() -> None:
    offsets = BrowserOffsets("a\U0001f600\U0001f600")
    assert [offsets.to_text(n) for n in range(6)] == [0, 1, None, 2, None, 3]


@given(TEXTS)
def test_offsets_are_those_of_utf_16_and_come_back(text: str) -> None:
    offsets = BrowserOffsets(text)
    begin = len(text) - len(text.lstrip())
    for at in range(begin, len(text) + 1):
        units = len(text[begin:at].encode("utf-16-le")) // 2
        assert offsets.to_page(at) == units
        assert offsets.to_text(units) == at
