"""Metrics of probabilities: as scikit-learn gives them, for any weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn import metrics as sk

from upheld.training.decisions.measuring import Foretold, measure
from upheld.training.decisions.metrics import METRICS, abstention, expected_calibration_error

PROBABILITIES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.6, 0.9, 1.0])
DECISIONS = st.lists(
    st.tuples(st.integers(0, 1), PROBABILITIES, st.integers(0, 3)), min_size=2, max_size=30
)
WITH_SKLEARN = {
    "roc_auc": lambda y, p, w: sk.roc_auc_score(y, p, sample_weight=w),
    "pr_auc": lambda y, p, w: sk.average_precision_score(y, p, sample_weight=w),
    "accuracy": lambda y, p, w: sk.accuracy_score(y, p > 0.5, sample_weight=w),
    "balanced_accuracy": lambda y, p, w: sk.balanced_accuracy_score(y, p > 0.5, sample_weight=w),
    "macro_f1": lambda y, p, w: sk.f1_score(
        y, p > 0.5, sample_weight=w, average="macro", labels=[0, 1], zero_division=0
    ),
    "brier": lambda y, p, w: sk.brier_score_loss(y, p, sample_weight=w),
}


@pytest.mark.parametrize("name", WITH_SKLEARN)
@given(decisions=DECISIONS)
def test_each_is_that_of_scikit_learn(name: str, decisions: list[tuple[int, float, int]]) -> None:
    y, p, w = map(np.array, zip(*decisions, strict=True))
    assume(len(set(y[w > 0])) == 2)
    weights = np.vstack([np.ones(len(y)), w])
    assume(len(set(y)) == 2)
    ours = METRICS[name](y, p, weights)
    assert ours == pytest.approx([WITH_SKLEARN[name](y, p, drawn) for drawn in weights])


@given(decisions=DECISIONS, seed=st.integers(0, 99))
def test_the_order_of_decisions_plays_no_part(
    decisions: list[tuple[int, float, int]], seed: int
) -> None:
    y, p, w = map(np.array, zip(*decisions, strict=True))
    order = np.random.default_rng(seed).permutation(len(y))
    for metric in METRICS.values():
        one, other = metric(y, p, w[None]), metric(y[order], p[order], w[None, order])
        assert one == pytest.approx(other, nan_ok=True)


def test_calibration_error_by_hand() -> None:
    probabilities = np.repeat([0.2, 0.6], 50)
    outcomes = np.concatenate([np.arange(50) < 10, np.arange(50) < 40]).astype(int)
    (error,) = expected_calibration_error(outcomes, probabilities, np.ones((1, 100)))
    assert error == pytest.approx((0.0 + 0.2) / 2)


def test_abstention_by_hand() -> None:
    sets = np.array([[True, False], [True, False], [True, True], [False, False]])
    told = abstention(np.array([0, 1, 1, 0]), sets, np.ones((1, 4)))
    assert {name: value.tolist() for name, value in told.items()} == {
        "coverage": [0.5],
        "decided": [0.5],
        "error_of_decided": [0.5],
    }


def test_groups_intervals_and_the_lead() -> None:
    rng = np.random.default_rng(0)
    outcomes = rng.integers(0, 2, 400)
    good = np.clip(outcomes * 0.4 + rng.random(400) * 0.6, 0, 1)
    groups = pd.DataFrame({"year": np.repeat([2001, 2002], 200), "drug": ["a"] * 399 + ["b"]})
    told = {"good": Foretold(good, np.ones((400, 2), dtype=bool)), "even": Foretold(good * 0 + 0.5)}
    scores = measure(outcomes, told, groups, fewest=100)
    assert scores[["group", "value"]].drop_duplicates().to_numpy().tolist() == [
        ["all", "all"],
        ["year", "2001"],
        ["year", "2002"],
        ["drug", "a"],
    ]
    first, second = scores.iloc[0], scores.iloc[1]
    assert first["roc_auc_low"] < first["roc_auc"] < first["roc_auc_high"]
    assert (first["auc_lead_low"], first["auc_lead_high"]) == (0, 0)
    assert second["roc_auc"] == 0.5
    assert 0 < second["auc_lead_low"] < second["auc_lead"] == first["roc_auc"] - 0.5
    assert first["coverage"] == 1
    assert np.isnan(second["coverage"])
