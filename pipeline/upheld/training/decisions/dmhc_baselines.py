"""The baselines for determinations of the Department of Managed Health Care."""

from __future__ import annotations

from typing import Any

from upheld.decisions.dmhc import CATEGORIES, TIME
from upheld.training.decisions.baselines import tabular_baselines

# What precedents share, the finest first.
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("diagnosis", "diagnosis_sub", "treatment", "treatment_sub"),
    ("diagnosis", "treatment", "treatment_sub"),
    ("treatment", "treatment_sub"),
    ("diagnosis", "treatment"),
    ("treatment",),
)


def create_baselines(seed: int = 7) -> dict[str, Any]:
    """Give unfitted classifiers by name."""
    return tabular_baselines(CATEGORIES, TIME, _LEVELS, seed)
