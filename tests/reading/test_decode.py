"""Encodings, and bytes that are no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.reading import ReadingError
from upheld.reading.decode import decode

WORDS = "She\u2019s 54, caf\u00e9 worker\r\nwith pain \u2013 7/10"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_known_encodings(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "letter") == WORDS


def test_a_character_cut_off_at_the_end_costs_that_character_alone() -> None:
    assert decode("caf\u00e9".encode()[:-1], "letter") == "caf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \n\t\xa0", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (bytes(range(32)) * 20, "no text"),
        (b"\x00\x01\x02\x03" * 100, "no text"),
        (b"\x89PNG\x00\x01\x02\x03" * 100, "binary"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        decode(data, "letter.txt")
    assert caught.value.stage == "decode"
    assert caught.value.source == "letter.txt"
    assert caught.value.remedy


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reading_error(data: bytes) -> None:
    try:
        text = decode(data, "letter")
    except ReadingError:
        return
    assert text.strip()
