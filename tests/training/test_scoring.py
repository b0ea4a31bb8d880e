"""The scorer: pairs, counts and rates, the same whatever the order of gold and found spans."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.corpus.document import LABELS
from upheld.training.finders import TokenSpan
from upheld.training.scoring import COUNTS, count, match, rates, score

T, B, D = "TREATMENT", "BODY_PART", "DIAGNOSIS"

spans = st.builds(
    lambda start, length, label: (start, start + length, label),
    st.integers(0, 12),
    st.integers(1, 5),
    st.sampled_from([T, B, D]),
)
span_lists = st.lists(spans, max_size=12)


@pytest.mark.parametrize(
    ("gold", "found", "kinds"),
    [
        ([], [], []),
        ([(0, 2, T)], [], ["miss"]),
        ([], [(0, 2, T)], ["false alarm"]),
        ([(0, 2, T)], [(0, 2, T)], ["right"]),
        ([(0, 2, T)], [(1, 3, T)], ["boundary"]),
        ([(0, 2, T)], [(0, 2, B)], ["label"]),
        ([(0, 2, T)], [(1, 3, B)], ["label"]),
        ([(0, 2, T)], [(2, 3, T)], ["miss", "false alarm"]),
        # One of two found spans answers to the gold: the exact one, else that which shares more.
        ([(0, 2, T)], [(0, 2, T), (0, 5, T)], ["right", "false alarm"]),
        ([(0, 5, T)], [(0, 2, T), (2, 5, T)], ["false alarm", "boundary"]),
        # A label that fits goes first, however little the tokens overlap.
        ([(0, 3, T)], [(0, 2, B), (2, 4, T)], ["false alarm", "boundary"]),
        ([(0, 2, T), (2, 4, T)], [(0, 4, T)], ["boundary", "miss"]),
        ([(0, 1, T), (0, 1, T)], [(0, 1, T)], ["right"]),
    ],
)
def test_kinds(gold: list[TokenSpan], found: list[TokenSpan], kinds: list[str]) -> None:
    matches = match(gold, found)
    assert sorted(m.kind for m in matches) == sorted(kinds)


@given(span_lists, span_lists, st.randoms(use_true_random=False))
def test_the_order_plays_no_part(
    gold: list[TokenSpan], found: list[TokenSpan], rng: random.Random
) -> None:
    shuffled = [rng.sample(given, len(given)) for given in (gold, found)]
    assert match(*shuffled) == match(gold, found)


@given(span_lists, span_lists)
def test_every_span_stands_once_and_exact_ones_are_right(
    gold: list[TokenSpan], found: list[TokenSpan]
) -> None:
    matches = match(gold, found)
    golds = [m.gold for m in matches if m.gold]
    founds = [m.found for m in matches if m.found]
    assert sorted(golds) == sorted(set(gold))
    assert sorted(founds) == sorted(set(found))
    assert {m.gold for m in matches if m.kind == "right"} == set(gold) & set(found)


@given(span_lists, span_lists)
def test_counts_add_up(gold: list[TokenSpan], found: list[TokenSpan]) -> None:
    counts = dict(zip(COUNTS, count(match(gold, found), LABELS).sum(axis=0), strict=True))
    assert counts["gold"] == len(set(gold))
    assert counts["found"] == len(set(found))
    assert counts["right"] == len(set(gold) & set(found))
    assert counts["right"] <= counts["overlapping"] <= min(counts["gold"], counts["found"])


@given(span_lists)
def test_what_is_found_as_it_stands_is_all_right(gold: list[TokenSpan]) -> None:
    values = rates(count(match(gold, gold), LABELS).sum(axis=0))
    assert all(np.isnan(v) if not gold else v == 1 for v in values.values())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 5, 4, 5), (0.8, 0.4, 8 / 15, 10 / 15)),
        ((10, 0, 0, 0), (np.nan, 0, 0, 0)),
        ((0, 5, 0, 0), (0, np.nan, 0, 0)),
        ((0, 0, 0, 0), (np.nan, np.nan, np.nan, np.nan)),
    ],
)
def test_rates(counts: tuple[int, ...], expected: tuple[float, ...]) -> None:
    values = rates(np.array(counts))
    assert list(values) == ["precision", "recall", "f1", "overlap_f1"]
    np.testing.assert_allclose(list(values.values()), expected)


def test_the_interval_holds_the_rate_and_narrows_with_more_documents() -> None:
    rng = np.random.default_rng(1)
    right = rng.binomial(20, 0.8, size=200)
    counts = np.stack([np.full(200, 20), np.full(200, 20), right, right], axis=1)
    few, many = score(counts[:10]), score(counts)
    for row in (few, many):
        assert row["f1_low"] < row["f1"] < row["f1_high"]
    assert many["f1_high"] - many["f1_low"] < few["f1_high"] - few["f1_low"]
    # The standard error of a mean of 200 draws of a binomial rate, 1.96 times each way.
    assert many["f1_high"] - many["f1_low"] == pytest.approx(
        2 * 1.96 * np.std(right / 20) / np.sqrt(200), rel=0.05
    )
    assert score(counts).equals(many)


@pytest.mark.parametrize("documents", [0, 1])
def test_too_few_documents_for_an_interval(documents: int) -> None:
    row = score(np.full((documents, len(COUNTS)), 3))
    assert row["documents"] == documents
    assert (row["f1_low"], row["f1_high"]) == (
        (1, 1) if documents else (pytest.approx(np.nan, nan_ok=True),) * 2
    )
