"""Two readings are compared span by span, whatever their order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.corpus.agreement import Counts, agreement, disagreements
from upheld.corpus.document import LABELS, CorpusError, LabelledSpan
from upheld.corpus.markup import parse


def reading(*markups: str) -> dict[str, list[LabelledSpan]]:
    return {str(n): parse(markup).spans for n, markup in enumerate(markups)}


@pytest.mark.parametrize(
    ("first", "second", "both", "first_only", "second_only"),
    [
        ("[[DIAGNOSIS|knee pain]]", "[[DIAGNOSIS|knee pain]]", 1, 0, 0),
        ("[[DIAGNOSIS|knee pain]]", "knee [[DIAGNOSIS|pain]]", 0, 1, 1),
        ("[[DIAGNOSIS|knee pain]]", "[[BODY_PART|knee pain]]", 0, 1, 1),
        ("[[BODY_PART|knee]] and hip", "[[BODY_PART|knee]] and [[BODY_PART|hip]]", 1, 0, 1),
        ("nothing", "nothing", 0, 0, 0),
    ],
)
def test_counts(first: str, second: str, both: int, first_only: int, second_only: int) -> None:
    counts = agreement(reading(first), reading(second))
    assert counts["all"] == Counts(both, first_only, second_only)
    assert list(counts) == [*LABELS, "all"]


def test_f1() -> None:
    assert Counts().f1 == 1
    assert Counts(3, 1, 1).f1 == 0.75
    assert Counts(0, 0, 2).f1 == 0


_SPANS = st.lists(
    st.builds(
        lambda start, size, label: LabelledSpan(start, start + size, label),
        st.integers(0, 30),
        st.integers(1, 5),
        st.sampled_from(LABELS),
    ),
    max_size=12,
)


@given(_SPANS, _SPANS, st.randoms(use_true_random=False))
def test_order_and_side_do_not_matter(
    first: list[LabelledSpan], second: list[LabelledSpan], rng: random.Random
) -> None:
    counts = agreement({"a": first}, {"a": second})
    shuffled = rng.sample(first, len(first))
    swapped = agreement({"a": second}, {"a": shuffled})
    for label, value in counts.items():
        assert (value.first_only, value.second_only) == (
            swapped[label].second_only,
            swapped[label].first_only,
        )
        assert value.f1 == swapped[label].f1
    places = list(disagreements({"a": first}, {"a": second}))
    assert sum(len(place.first) for place in places) == counts["all"].first_only
    assert sum(len(place.second) for place in places) == counts["all"].second_only


def test_spans_that_touch_are_one_disagreement() -> None:
    first = reading("[[DIAGNOSIS|knee pain]] and [[DIAGNOSIS|rash]]")
    second = reading("[[BODY_PART|knee]] [[DIAGNOSIS|pain]] and rash")
    one, other = disagreements(first, second)
    assert (len(one.first), len(one.second)) == (1, 2)
    assert (len(other.first), len(other.second)) == (1, 0)


def test_readings_of_other_documents_are_refused() -> None:
    with pytest.raises(CorpusError, match="b is in one of the readings alone"):
        agreement({"a": []}, {"a": [], "b": []})
