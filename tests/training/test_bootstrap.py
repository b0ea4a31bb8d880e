"""Bootstrap samples and their intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from upheld.training.bootstrap import draw, interval, named


def test_each_sample_draws_as_many_as_there_are() -> None:
    drawn = draw(6, 40)
    assert drawn.shape == (40, 6)
    assert set(drawn.sum(axis=1)) == {6}
    assert (drawn == draw(6, 40)).all()
    assert draw(0, 40).shape == (40, 0)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        (np.arange(1001.0), 25.0, 975.0),
        (np.array([0.0, 1.0, np.nan]), 0.025, 0.975),
        (np.array([np.nan]), math.nan, math.nan),
        (np.array([]), math.nan, math.nan),
    ],
)
def test_the_middle_of_the_draws(values: np.ndarray, low: float, high: float) -> None:
    assert interval(values) == pytest.approx((low, high), nan_ok=True)


def test_a_value_stands_in_front_of_its_draws() -> None:
    assert named("f1", np.array([9.0, 1.0, 1.0])) == {"f1": 9.0, "f1_low": 1.0, "f1_high": 1.0}
