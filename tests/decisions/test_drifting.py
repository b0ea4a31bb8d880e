"""Drifting effects: shrinkage, drift and what was never seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from upheld.decisions.drifting import DriftingLogistic, Term
from upheld.decisions.recency import recency_weights

TERMS = (Term((), 0.0, 0.3), Term(("drug",), 0.5, 0.5), Term(("drug", "site"), 0.5, 0.0))


def table(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["drug", "site", "year"])


def fitted(persistence: float = 0.7) -> DriftingLogistic:
    """Learn that one drug goes from upheld to overturned, and another the other way."""
    rows, outcomes = [], []
    for year, share in ((2001, 2), (2002, 5), (2003, 8)):
        for number in range(10):
            rows += [("up", "knee", year), ("down", "neck", year)]
            outcomes += [int(number < share), int(number >= share)]
    return DriftingLogistic(TERMS, persistence=persistence).fit(table(*rows), outcomes)


def overturned(model: DriftingLogistic, *rows: tuple[str, str, int]) -> list[float]:
    return model.predict_proba(table(*rows))[:, 1].tolist()


def test_effects_follow_the_years_and_go_back_to_their_mean() -> None:
    model = fitted()
    early, late, next_year, far = overturned(
        model, *(("up", "knee", year) for year in (2001, 2003, 2004, 2050))
    )
    assert early < 0.5 < far < next_year < late
    assert overturned(model, ("up", "knee", 1990))[0] == pytest.approx(0.5, abs=0.1)


def test_without_persistence_another_year_says_nothing_of_drift() -> None:
    one, other = overturned(fitted(persistence=0.0), ("up", "knee", 2004), ("up", "knee", 2009))
    assert one == pytest.approx(other)


def test_a_combination_not_seen_leans_on_the_coarser_term_and_nothing_on_the_base_rate() -> None:
    model = fitted()
    seen, coarser, nothing = overturned(
        model, ("up", "knee", 2003), ("up", "foot", 2003), ("new", "foot", 2003)
    )
    assert nothing < coarser < seen
    assert nothing == pytest.approx(0.5, abs=0.05)


def test_fewer_decisions_are_shrunken_more() -> None:
    few = DriftingLogistic(TERMS).fit(
        table(*[("a", "x", 2001)] * 2, *[("b", "x", 2001)] * 2), [1, 1, 0, 0]
    )
    many = DriftingLogistic(TERMS).fit(
        table(*[("a", "x", 2001)] * 20, *[("b", "x", 2001)] * 20), [1] * 20 + [0] * 20
    )
    assert 0.5 < overturned(few, ("a", "x", 2001))[0] < overturned(many, ("a", "x", 2001))[0]


def test_it_is_an_estimator_of_scikit_learn() -> None:
    model = fitted()
    copy = clone(model)
    assert copy.get_params() == model.get_params()
    assert not hasattr(copy, "classes_")
    assert model.predict(table(("up", "knee", 2003), ("down", "neck", 2003))).tolist() == [1, 0]


@given(years=st.lists(st.integers(1990, 2030), min_size=1), persistence=st.floats(0, 0.99))
def test_paths_have_variance_one_in_every_year_seen(years: list[int], persistence: float) -> None:
    model = DriftingLogistic(persistence=persistence)
    model.first_, model.last_ = min(years), max(years)
    paths = model._paths(np.array(years))
    assert np.allclose((paths**2).sum(axis=1), 1)
    apart = abs(years[0] - years[-1])
    assert paths[0] @ paths[-1] == pytest.approx(persistence**apart)


@pytest.mark.parametrize("memory", [0, -1, 1.5])
def test_a_memory_out_of_range_is_refused(memory: float) -> None:
    with pytest.raises(ValueError, match="memory"):
        recency_weights(np.array([2001]), memory)


def test_recency_weights() -> None:
    assert recency_weights(np.array([2001, 2003, 2002]), 0.5).tolist() == [0.25, 1, 0.5]
