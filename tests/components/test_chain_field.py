"""The field agrees with counting every sequence of tags there is."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from upheld.components.chain_field import Tags, decode, marginals, pad

TAGS = Tags.of(["X"])
BOTH = Tags.of(["X", "Y"])
N = len(TAGS.names)
SCORES = st.floats(-8, 8, width=32)


@st.composite
def batches(draw: Any) -> tuple[list[np.ndarray], np.ndarray]:
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    rows = [draw(arrays("float32", (length, N), elements=SCORES)) for length in lengths]
    return rows, draw(arrays("float32", (N, N), elements=SCORES))


def legal(path: tuple[int, ...], tags: Tags = TAGS) -> bool:
    steps = all(tags.follows[one, other] for one, other in pairwise(path))
    return bool(tags.starts[path[0]] and tags.ends[path[-1]] and steps)


def total(row: np.ndarray, between: np.ndarray, path: tuple[int, ...]) -> float:
    local = sum(float(row[at, tag]) for at, tag in enumerate(path))
    return local + sum(float(between[one, other]) for one, other in pairwise(path))


def paths(length: int) -> list[tuple[int, ...]]:
    return [path for path in product(range(N), repeat=length) if legal(path)]


@pytest.mark.parametrize(
    ("names", "is_legal"),
    [
        ("O", True),
        ("U-X", True),
        ("B-X L-X", True),
        ("B-X I-X I-X L-X O U-X B-X L-X", True),
        ("B-X", False),
        ("B-X O", False),
        ("L-X", False),
        ("O L-X", False),
        ("B-X B-X L-X", False),
        ("U-X I-X L-X", False),
        ("O B-X I-X", False),
        ("B-X L-Y", False),
        ("U-Y B-X L-X", True),
    ],
)
def test_which_tags_follow_each_other(names: str, is_legal: bool) -> None:
    path = tuple(BOTH.names.index(name) for name in names.split())
    assert legal(path, BOTH) is is_legal


@given(batches())
def test_the_best_sequence_is_the_best_of_all(batch: tuple[list[np.ndarray], np.ndarray]) -> None:
    rows, between = batch
    for row, found in zip(rows, decode(rows, between, TAGS), strict=True):
        path = tuple(int(tag) for tag in found)
        assert legal(path)
        best = max(total(row, between, other) for other in paths(len(row)))
        assert total(row, between, path) == pytest.approx(best, abs=1e-3)


@given(batches(), st.randoms(use_true_random=False))
def test_sums_are_those_over_all_sequences(
    batch: tuple[list[np.ndarray], np.ndarray], rng: Any
) -> None:
    rows, between = batch
    held = [rng.choice(paths(len(row))) for row in rows]  # One sequence stays allowed.
    allowed = [np.array([[rng.random() < 0.7 for _ in range(N)] for _ in row]) for row in rows]
    for mask, path in zip(allowed, held, strict=True):
        mask[range(len(path)), path] = True
    scores, lengths = pad(rows)
    found = marginals(scores, lengths, between, TAGS, pad(allowed, fill=True)[0])
    steps = np.zeros((N, N))
    for n, (row, mask) in enumerate(zip(rows, allowed, strict=True)):
        left = [p for p in paths(len(row)) if all(mask[at, tag] for at, tag in enumerate(p))]
        weights = np.exp([total(row, between, path) for path in left])
        assert found.log_total[n] == pytest.approx(np.log(weights.sum()), abs=1e-4)
        tags = np.zeros((len(row), N))
        for path, weight in zip(left, weights / weights.sum(), strict=True):
            for at, tag in enumerate(path):
                tags[at, tag] += weight
            for one, other in pairwise(path):
                steps[one, other] += weight
        np.testing.assert_allclose(found.tags[n, : len(row)], tags, atol=1e-4)
        assert not found.tags[n, len(row) :].any()
    np.testing.assert_allclose(found.steps, steps, atol=1e-4)


@given(batches())
def test_a_batch_gives_what_its_sequences_give(
    batch: tuple[list[np.ndarray], np.ndarray],
) -> None:
    rows, between = batch
    alone = [decode([row], between, TAGS)[0].tolist() for row in rows]
    assert [found.tolist() for found in decode(rows, between, TAGS)] == alone


def test_long_sequences_neither_overflow_nor_vanish() -> None:
    scores, lengths = pad([np.full((5000, N), 30, "float32"), np.full((1, N), -30, "float32")])
    found = marginals(scores, lengths, np.zeros((N, N)), TAGS, np.ones_like(scores, dtype=bool))
    assert np.isfinite(found.log_total).all()
    np.testing.assert_allclose(found.tags[0].sum(axis=1), 1)
