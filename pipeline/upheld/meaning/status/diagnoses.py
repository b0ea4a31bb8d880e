"""The status of a diagnosis outside of general rules."""

from __future__ import annotations

import re

from upheld.meaning.status.services import is_acute, is_lasting
from upheld.meaning.status.spot import Spot
from upheld.meaning.status.value import PAST, PRESENT, Status

# A name that says itself that the thing is over; a healed scar is still a scar.
_OVER = re.compile(
    r"(?:healed|resolved|old|previous|prior|remote|former|past)\b(?!.{0,40}\b(?:scars?|incisions?|portals?|wounds?)\b)",
    re.I,
)


def diagnosis_status(spot: Spot) -> Status:
    """Decide by the nearest cue: denied before suspected or another's, before past."""
    found = spot.says("denied") or spot.says("suspected", "other") or spot.says("past")
    if found:
        return found
    if _OVER.match(spot.name):
        return PAST
    if spot.says("history") or spot.zone == "history":
        return PRESENT if is_lasting(spot.name) else PAST
    if spot.says("injury") and is_acute(spot.name):
        return PAST
    if spot.zone == "rationale" and spot.before == PAST:
        return PAST
    return PRESENT
