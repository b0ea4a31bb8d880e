"""Tokens become word pieces, in windows."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from upheld.components import LetterEnglish

pytest.importorskip("tokenizers")
pytest.importorskip("safetensors")

from encoders import write_encoder
from upheld.components.word_pieces import NO_TOKEN, stretches, to_windows


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, [(0, 0)]),
        (4, [(0, 4)]),
        (5, [(0, 4), (3, 5)]),
        (7, [(0, 4), (3, 7)]),
        (8, [(0, 4), (3, 7), (6, 8)]),
    ],
)
def test_windows(number: int, expected: list[tuple[int, int]]) -> None:
    assert list(stretches(number, 4, 3)) == expected


def test_word_pieces_know_their_tokens(tmp_path: Path) -> None:
    vocab = LetterEnglish().vocab
    docs = [Doc(vocab, words=words) for words in (["Painful", "\n", "knee"], [" "], ["zebra"])]
    tokenizer = (write_encoder(tmp_path) / "tokenizer.json").read_text()
    windows = to_windows(docs, tokenizer, window=4, stride=3)
    assert windows.number == 5
    assert [list(w) for w in windows.pieces] == [[2, 6, 7, 4, 3], [2, 3], [2, 1, 3]]
    assert [list(w[1:-1]) for w in windows.tokens] == [[0, 0, 2], [], [4]]
    assert all(w[0] == w[-1] == NO_TOKEN for w in windows.tokens)
