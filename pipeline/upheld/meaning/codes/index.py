"""An index of short texts by their trigrams of characters, weighted by how rare they are (TF-IDF, cosine)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

_LETTERS = 28  # A space, 26 letters, and all else.
_GRAMS = _LETTERS**3
_NUMBER_OF = np.full(256, _LETTERS - 1, dtype=np.int32)
_NUMBER_OF[ord(" ")] = 0
_NUMBER_OF[ord("a") : ord("z") + 1] = np.arange(1, 27)


class TrigramIndex:
    """Finds the texts that are most like others.

    A trigram weighs its inverse document frequency, over the length of its text's vector. `rows` and `weights` hold
    the texts of all trigrams one after the other, those of trigram `g` from `starts[g]` to `starts[g + 1]`.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        rows, grams = _trigrams(texts)
        held = np.bincount(grams, minlength=_GRAMS)
        self.idf = (np.log((self.size + 1) / (held + 1)) + 1).astype(np.float32)
        lengths = np.sqrt(np.bincount(rows, self.idf[grams] ** 2, minlength=self.size))
        order = np.argsort(grams, kind="stable")
        self.rows: Integers = rows[order]
        self.weights: Floats = (self.idf[grams[order]] ** 2 / lengths[self.rows]).astype(np.float32)
        self.starts = np.concatenate(([0], np.cumsum(held)))

    def alike(self, text: str, at_least: float) -> list[tuple[int, float]]:
        """Give the numbers and cosines, 0 to 1, of the texts at least so much alike, the highest first."""
        grams = _trigrams([text])[1]
        parts = [slice(self.starts[gram], self.starts[gram + 1]) for gram in grams]
        if not parts or not self.size:
            return []
        rows = np.concatenate([self.rows[part] for part in parts])
        weights = np.concatenate([self.weights[part] for part in parts])
        length = float(np.sqrt((self.idf[grams] ** 2).sum()))
        scores = np.bincount(rows, weights, minlength=self.size)
        best = np.flatnonzero(scores >= at_least * length)
        order = best[np.argsort(-scores[best], kind="stable")]
        return [(int(number), min(1.0, float(scores[number]) / length)) for number in order]


def _trigrams(texts: Sequence[str]) -> tuple[Integers, Integers]:
    """Give the pairs of a text's number and a trigram of its words, each once; a word stands between two spaces."""
    padded = [f" {' '.join(text.split())} ".encode("ascii", "replace") for text in texts]
    letters = _NUMBER_OF[np.frombuffer(b"".join(padded), dtype=np.uint8)]
    numbers = np.repeat(np.arange(len(padded), dtype=np.int64), [len(text) for text in padded])
    if len(letters) < 3:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    grams = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    is_inside = (letters[1:-1] != 0) & (numbers[:-2] == numbers[2:])
    pairs = np.sort(numbers[:-2][is_inside] * _GRAMS + grams[is_inside], kind="stable")
    pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs
    return (pairs // _GRAMS).astype(np.int32), (pairs % _GRAMS).astype(np.int32)
