"""The status of a treatment outside of general rules."""

from __future__ import annotations

from upheld.meaning.status.services import service_of
from upheld.meaning.status.spot import Spot
from upheld.meaning.status.value import PAST, PRESENT, Status

# A sentence on utilization review's denial, and where it goes over to the reasons for it.
_REVIEW = frozenset("utilization ur administrator adjuster's".split())
_REFUSED = frozenset(
    "denied refused declined certify certified turned rejected unsupported non-certified denial disallowed modified"
    " held supported necessary found".split()
)
_REASONS = frozenset("because since".split())
# `No surgery is needed` denies no surgery that was done: behind these words the request is spoken of.
_ASKED = frozenset(
    "approved called needed indicated supported necessary justified warranted certified".split()
)
_ASKED_WITHIN = 11
_DONE_BY_DEFAULT = ("test", "procedure", "therapy")


def treatment_status(spot: Spot) -> Status:
    """Decide by the nearest cue: denied before suspected or another's, before tried, before past and present.

    Without a cue a test, procedure or therapy of the summary was done, a drug or equipment is in use; in a rationale a
    treatment is the requested one, or what the summary said of it.
    """
    service = service_of(spot.name)
    refused = is_refusal(spot.words, spot.place)
    found = None if is_asked(spot) else spot.says("denied", service=service)
    found = found or spot.says("suspected", "other", service=service)
    if not found and service != "test" and not refused:
        found = spot.says("tried")
    if found:
        return found
    if refused:
        return PRESENT
    is_new = spot.zone == "rationale" and service != "test" and not _was_done(spot)
    found = spot.says("past", "present", service=service, strong=is_new)
    return found or spot.carried or _by_default(spot, service)


def _by_default(spot: Spot, service: str) -> Status:
    if spot.zone == "history":
        return PAST
    if spot.zone == "summary":
        asked = service == "procedure" and spot.requested > 0.9
        return PAST if service in _DONE_BY_DEFAULT and not asked else PRESENT
    if spot.requested > 0.9:
        return PRESENT
    if service == "test":
        return PAST
    return PAST if _was_done(spot) else PRESENT


def _was_done(spot: Spot) -> bool:
    return spot.before is not None and spot.before.value in ("past", "tried")


def is_asked(spot: Spot) -> bool:
    """Say if the words behind a treatment are on the need for it."""
    return not _ASKED.isdisjoint(spot.behind(_ASKED_WITHIN))


def is_refusal(words: tuple[str, ...], place: int) -> bool:
    """Say if utilization review's refusal speaks of the mention at a place, and not the reasons for it."""
    if _REVIEW.isdisjoint(words) or _REFUSED.isdisjoint(words):
        return False
    for i in range(place - 1, -1, -1):
        if words[i : i + 2] == ("with", "it"):
            return True
        if words[i] in _REASONS or (
            words[i] == "as" and words[i + 1] in ("he", "she", "the", "no")
        ):
            return not _REFUSED.isdisjoint(words[i:place])
    return True
