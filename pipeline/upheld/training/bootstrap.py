"""Bootstrap samples of what was measured, and the intervals that they give.

The percentile method: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

LEVEL = 0.95
SEED = 7


def draw(things: int, samples: int) -> npt.NDArray[np.int64]:
    """Say how often each thing was drawn in each sample: shape `(samples, things)`; the same for equal numbers."""
    if things == 0:
        return np.zeros((samples, 0), dtype=np.int64)
    rng = np.random.default_rng(SEED)
    return rng.multinomial(things, np.full(things, 1 / things), size=samples)


def interval(drawn: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Give the middle `LEVEL` of the draws that are numbers; no numbers where there are none."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def named(name: str, values: npt.NDArray[np.float64]) -> dict[str, float]:
    """Give the first value, with the interval of the others, as `name`, `name_low` and `name_high`."""
    low, high = interval(values[1:])
    return {name: float(values[0]), f"{name}_low": low, f"{name}_high": high}


def about(samples: int, of: str) -> dict[str, Any]:
    """Say how intervals were found, for the file of the metrics; `of` is what was drawn."""
    return {"samples": samples, "level": LEVEL, "seed": SEED, "of": of}
