"""Weights that let the latest years count most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def recency_weights(years: npt.NDArray[np.int64], memory: float) -> npt.NDArray[np.float64]:
    """Weight each year by `memory` to the power of its distance from the last one.

    Args:
        years: whole numbers, one a decision.
        memory: above 0 to 1, where all years count the same.

    Raises:
        ValueError: `memory` is out of its range.

    """
    if not 0 < memory <= 1:
        raise ValueError(f"memory is {memory}: give a number above 0, 1 at most")
    weights: npt.NDArray[np.float64] = memory ** (years.max() - years).astype(np.float64)
    return weights
