"""What is known before a determination of the Department of Managed Health Care, and the model for it."""

from __future__ import annotations

from upheld.decisions.blend import BlendedScorer
from upheld.decisions.drifting import Term
from upheld.decisions.model import DecisionModel

TIME = "year"
CATEGORIES: tuple[str, ...] = (
    "diagnosis",
    "diagnosis_sub",
    "treatment",
    "treatment_sub",
    "type",
    "age",
    "sex",
)
FEATURES: tuple[str, ...] = (*CATEGORIES, TIME)

# A sub-category's name says little without its category: "Other" stands under most of them.
_DIAGNOSIS = ("diagnosis", "diagnosis_sub")
_TREATMENT = ("treatment", "treatment_sub")
# Chosen by rolling validation inside the years to 2010, where the scores are flat around them.
TERMS: tuple[Term, ...] = (
    Term((), 0.0, 0.2),
    Term(("diagnosis",), 0.4, 0.4),
    Term(("treatment",), 0.4, 0.4),
    Term(_DIAGNOSIS, 0.4, 0.4),
    Term(_TREATMENT, 0.4, 0.4),
    Term(("type",), 0.4, 0.2),
    Term(("age",), 0.4, 0.0),
    Term(("sex",), 0.4, 0.0),
    Term(("diagnosis", "treatment"), 0.4, 0.4),
    Term(("diagnosis", *_TREATMENT), 0.4, 0.4),
    Term((*_DIAGNOSIS, *_TREATMENT), 0.4, 0.4),
    Term(("type", "diagnosis"), 0.4, 0.4),
)


def create_model(seed: int = 7) -> DecisionModel:
    """Give an unfitted model of these determinations; the same seed gives the same model."""
    return DecisionModel(BlendedScorer(TERMS, CATEGORIES, time=TIME, seed=seed), time=TIME)
