"""The kind of a percentage: a part of a whole, the strength of a drug, a score, a saturation, a laboratory value."""

from __future__ import annotations

import re

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.cues import words_of
from upheld.meaning.quantities.values import Value

_WEAK = 0.1  # Percent below which nothing is a part of a whole, but a strength of a drug.
_CLAUSE = 40  # Characters between the name of a scale and its value.
_SIGN = re.compile(r"%|per ?cent|pct", re.IGNORECASE)
_PREPARATION = re.compile(r"\s*(?:gel|cream|patch|ointment|solution|lotion|topical)", re.IGNORECASE)
_JOINED = frozenset(("score", "vital", "laboratory", "percentage"))
_TELLING = frozenset(("score", "vital", "laboratory", "percentage", "angle"))


def kind_of_percent(value: Value, around: Around) -> str:
    """Give the kind of a percentage; a fraction in words (`one third`) is a part of a whole."""
    joined = around.joined_before()
    if (
        joined
        and joined.unit != "l"
        and (joined.kind in _JOINED or (joined.kind, joined.unit) == ("dose", "%"))
    ):
        return joined.kind
    behind = around.cue_behind()
    if not _SIGN.search(around.mention.words(around.text)):
        return "percentage"
    if behind and behind.kind in ("percentage", "other"):
        return "percentage"
    if _is_at_drug(around):
        return "dose"
    if behind and behind.unit == "%":
        return "vital"
    return _told(around) or ("dose" if value.high < _WEAK else "percentage")


def _told(around: Around) -> str | None:
    cue, before = around.cue_of(_TELLING), around.before
    if cue is None or around.space_to(cue) >= _CLAUSE:
        return None
    if before and before.label == "MEASUREMENT" and before.start > cue.start:
        return None  # The cue tells of the measurement in front.
    if cue.kind == "vital":
        return "vital" if cue.unit == "%" else None
    return cue.kind if cue.kind in ("score", "laboratory") else None


def _is_at_drug(around: Around) -> bool:
    """Say whether a percentage stands at a drug: `lidocaine 5%`, `0.5% bupivacaine`, `5% patch`."""
    service = words_of("service")
    before = around.treatment_touching()
    if before:
        test = next(iter(around.cues()), None)
        is_test = test is not None and test.kind == "laboratory" and test.end == before.end
        return not is_test and not service.search(before.words(around.text))
    behind, gap = around.behind, around.gap_behind(12)
    if behind and gap is not None and behind.label == "TREATMENT" and not gap.strip(" (/"):
        return not service.search(behind.words(around.text))
    return bool(_PREPARATION.match(around.text, around.mention.end))
