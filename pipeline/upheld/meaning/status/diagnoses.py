"""The status of a diagnosis outside of general rules."""

from __future__ import annotations

from upheld.meaning.status.services import is_acute, is_lasting
from upheld.meaning.status.spot import Spot
from upheld.meaning.status.value import PAST, PRESENT, Status


def diagnosis_status(spot: Spot) -> Status:
    """Decide by the nearest cue: denied before suspected or another's, before past."""
    found = spot.says("denied") or spot.says("suspected", "other") or spot.says("past")
    if found:
        return found
    if spot.says("history"):
        return PRESENT if is_lasting(spot.name) else PAST
    if spot.says("injury") and is_acute(spot.name):
        return PAST
    if spot.zone == "rationale" and spot.before == PAST:
        return PAST
    return PRESENT
