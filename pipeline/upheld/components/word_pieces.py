"""From tokens to the word pieces of a BERT encoder, in windows that it can read. Needs the extra `transformer`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from tokenizers import Tokenizer

Numbers = npt.NDArray[np.int64]
NO_TOKEN = -1  # What the marks at the edges of a window belong to.


@dataclass(frozen=True, slots=True)
class Windows:
    """The word pieces of a batch of texts.

    `pieces` holds the numbers of the word pieces of each window, `tokens` the token of the batch that each belongs
    to, both `(pieces,)`; `number` is that of all tokens. A token without a word piece (white space) has none.
    """

    pieces: list[Numbers]
    tokens: list[Numbers]
    number: int


def to_windows(docs: Sequence[Doc], tokenizer: str, *, window: int, stride: int) -> Windows:
    """Cut texts into windows of word pieces; each text has one at least, and none holds two.

    Args:
        docs: the texts.
        tokenizer: the content of a `tokenizer.json`.
        window: word pieces of a window, the marks at its edges not counted.
        stride: word pieces from the start of a window to that of the next.

    Raises:
        ValueError: there is no tokenizer.

    """
    if not tokenizer:
        raise ValueError(
            "the encoder has no weights yet: train it with `upheld train entities --encoder FOLDER`"
        )
    loaded = _load(tokenizer)
    first, last = loaded.token_to_id("[CLS]"), loaded.token_to_id("[SEP]")
    pieces, tokens, number = [], [], 0
    for doc in docs:
        read = loaded.encode([t.text for t in doc], is_pretokenized=True, add_special_tokens=False)
        for start, end in stretches(len(read.ids), window, stride):
            pieces.append(np.array([first, *read.ids[start:end], last]))
            words = np.array(read.word_ids[start:end], np.int64)
            tokens.append(np.pad(words + number, 1, constant_values=NO_TOKEN))
        number += len(doc)
    return Windows(pieces, tokens, number)


def stretches(number: int, window: int, stride: int) -> Iterator[tuple[int, int]]:
    """Give the windows `[start, end)` over a number of word pieces; one at least, the last ends with them."""
    start = 0
    while start + window < number:
        yield start, start + window
        start += stride
    yield start, number


@lru_cache(maxsize=4)
def _load(tokenizer: str) -> Tokenizer:
    loaded = Tokenizer.from_str(tokenizer)
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
