"""Cases: decisions are draws from the true probabilities, and facts agree with each other."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from upheld.corpus.simulator import Case, draw_cases
from upheld.corpus.simulator.deciding import REVIEWER_NOISE, probability_overturned, share_met
from upheld.corpus.simulator.facts import given_by, settle
from upheld.corpus.simulator.kinds import load_kinds
from upheld.corpus.simulator.sides import SIDES


@cache
def cases(side: str) -> tuple[Case, ...]:
    return tuple(draw_cases(1500, seed=11, side=side))


@pytest.mark.parametrize("side", SIDES)
def test_decisions_are_calibrated_by_construction(side: str) -> None:
    items = [item for case in cases(side) for item in case.items]
    probability = np.array([item.probability for item in items])
    overturned = np.array([item.decision == "overturned" for item in items])
    deviation = np.sqrt((probability * (1 - probability)).sum())
    assert abs(overturned.sum() - probability.sum()) < 3 * deviation
    for low in np.arange(0, 1, 0.1):
        inside = (probability >= low) & (probability < low + 0.1)
        if inside.sum() >= 30:
            expected = probability[inside]
            sigma = np.sqrt((expected * (1 - expected)).sum())
            assert abs(overturned[inside].sum() - expected.sum()) < 3.5 * sigma


@pytest.mark.parametrize("side", SIDES)
def test_a_fifth_is_overturned_and_the_probabilities_spread(side: str) -> None:
    items = [item for case in cases(side) for item in case.items]
    probability = np.array([item.probability for item in items])
    share = np.mean([item.decision == "overturned" for item in items])
    assert 0.15 < share < 0.28
    assert 0.3 < (probability < 0.1).mean() < 0.75
    assert ((probability > 0.2) & (probability < 0.9)).mean() > 0.2


def test_probability_rises_with_every_criterion_and_keeps_within_the_noise() -> None:
    for kind in load_kinds().values():
        met: list[str] = []
        before = probability_overturned(kind, met)
        assert REVIEWER_NOISE <= before < 0.1
        for fact in kind.facts:
            met.append(fact)
            after = probability_overturned(kind, met)
            assert before < after <= 1 - REVIEWER_NOISE
            before = after
        assert share_met(kind, met) == 1
        assert before > 0.5 or kind.tendency < 0


def test_what_is_not_documented_counts_as_not_met() -> None:
    for case in cases("train")[:300]:
        for item in case.items:
            told = [fact for fact, state in item.states.items() if state == "met"]
            assert item.probability == probability_overturned(item.kind, told)
    states = {state for c in cases("train") for item in c.items for state in item.states.values()}
    assert states == {"met", "denied", "silent"}


@pytest.mark.parametrize(
    ("states", "given", "settled"),
    [
        (
            {"radicular_signs": "met", "no_radiculopathy": "met"},
            {},
            {"radicular_signs": "met", "no_radiculopathy": "denied"},
        ),
        (
            {"radicular_signs": "silent", "no_radiculopathy": "met"},
            {},
            {"radicular_signs": "denied", "no_radiculopathy": "met"},
        ),
        ({"takes_opioid": "silent"}, {"takes_opioid": "met"}, {"takes_opioid": "met"}),
        ({"neuropathic_pain": "met"}, {"takes_opioid": "met"}, {"neuropathic_pain": "met"}),
        (
            {"crps_signs": "met", "neuropathic_pain": "denied"},
            {},
            {"crps_signs": "met", "neuropathic_pain": "silent"},
        ),
    ],
)
def test_facts_agree(
    states: dict[str, str], given: dict[str, str], settled: dict[str, str]
) -> None:
    assert settle(states, given) == settled  # type: ignore[arg-type]


def test_requests_give_facts() -> None:
    assert given_by(["opioid"])["takes_opioid"] == "met"
    assert given_by(["nsaid"]) == {"takes_nsaid": "met"}
    assert given_by(["spine_surgery"]) == {"not_surgical": "denied"}
    assert given_by(["tens"]) == {}


def test_cases_are_coherent() -> None:
    for case in cases("train"):
        assert case.injured < case.reported < case.denied < case.applied < case.assigned
        assert case.assigned < case.decided
        assert 2013 <= case.denied.year <= 2021
        keys = [item.kind.key for item in case.items]
        assert len(set(keys)) == len(keys)
        assert case.age - (case.decided - case.injured).days // 365 >= 18
        for item in case.items:
            assert not item.kind.regions or case.region in item.kind.regions
            assert (item.drug is not None) == (item.kind.drugs is not None)
            for fact, state in item.states.items():
                assert case.shared.get(fact, state) == state
