"""How a reviewer decides: a draw whose probability follows from the criteria that are met."""

from __future__ import annotations

import math
from collections.abc import Iterable

from upheld.corpus.simulator.kinds import Kind

SLOPE = 8.0
"""How steeply the log odds rise with the share of the criteria met (each by its weight)."""

THRESHOLD = 0.82
"""The share of the criteria met at which either decision is as likely, the kind's tendency aside."""

REVIEWER_NOISE = 0.03
"""The probability that a reviewer decides against what the criteria gave: 0 to 0.5."""


def share_met(kind: Kind, met: Iterable[str]) -> float:
    """Give the share, 0 to 1, of a kind's criteria that are met, each counted by its weight."""
    held = set(met)
    total = sum(criterion.weight for criterion in kind.criteria)
    return sum(c.weight for c in kind.criteria if c.fact in held) / total


def probability_overturned(kind: Kind, met: Iterable[str]) -> float:
    """Give the probability that an item is overturned.

    The log odds are linear in the criteria met, and reviewer noise turns some decisions round:
    with `s` the share met and `t` the kind's tendency,
    `noise + (1 - 2 noise) * sigmoid(SLOPE * (s + t - THRESHOLD))`.

    Returns:
        A probability between `REVIEWER_NOISE` and 1 - `REVIEWER_NOISE`.

    """
    odds = SLOPE * (share_met(kind, met) + kind.tendency - THRESHOLD)
    return REVIEWER_NOISE + (1 - 2 * REVIEWER_NOISE) / (1 + math.exp(-odds))
