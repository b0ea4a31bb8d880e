"""Conformal sets: coverage on exchangeable decisions, and the rank that it comes from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.decisions.conformal import abstained, outcome_sets, strangeness

PROBABILITIES = st.floats(0, 1, allow_nan=False)


def test_coverage_on_exchangeable_decisions() -> None:
    rng = np.random.default_rng(0)
    covered = []
    for _ in range(200):
        probabilities = rng.random(150)
        outcomes = (rng.random(150) < probabilities).astype(int)
        strange = strangeness(probabilities[:100], outcomes[:100])
        sets = outcome_sets(probabilities[100:], strange, 0.2)
        covered.append(sets[np.arange(50), outcomes[100:]].mean())
    assert 0.8 - 0.01 < np.mean(covered) < 0.8 + 0.03


@given(
    calibration=st.lists(PROBABILITIES, min_size=1, max_size=30),
    asked=st.lists(PROBABILITIES, min_size=1, max_size=5),
    rate=st.floats(0.01, 0.99),
)
def test_an_outcome_stays_where_enough_decisions_were_as_strange(
    calibration: list[float], asked: list[float], rate: float
) -> None:
    sets = outcome_sets(np.array(asked), np.array(calibration), rate)
    for probability, (upheld, overturned) in zip(asked, sets, strict=True):
        for strange, kept in ((probability, upheld), (1 - probability, overturned)):
            share = (sum(c >= strange for c in calibration) + 1) / (len(calibration) + 1)
            if abs(share - rate) > 1e-9:
                assert kept == (share > rate)


@pytest.mark.parametrize("rate", [0, 1, -0.1, 2])
def test_an_error_rate_out_of_range_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="error rate"):
        outcome_sets(np.array([0.5]), np.array([0.5]), rate)


def test_none_asked() -> None:
    assert outcome_sets(np.array([]), np.array([0.5]), 0.1).shape == (0, 2)


def test_only_one_outcome_decides() -> None:
    sets = np.array([[True, False], [False, True], [True, True], [False, False]])
    assert abstained(sets).tolist() == [False, False, True, True]
