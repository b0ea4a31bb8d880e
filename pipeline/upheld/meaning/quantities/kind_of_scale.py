"""The kind of a value out of another, or over it, without a unit: `8/10`, `4/5`, `132/84`, `14/27`, `58/60`."""

from __future__ import annotations

import re

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.values import Value

_NEAR, _CLAUSE = 14, 40  # Characters between the name of a scale and its value.
_NORMAL_SIGHT = 20  # Feet: an acuity of `20/40`.
_SYSTOLIC, _DIASTOLIC = (60, 260), (30, 160)  # From and to, in mmHg.
_LONGEST_GRADE = 5
_TITER = re.compile(r"1\s?:\s?[0-9]+")
_PART_OF = re.compile(r"(?<!out) of ", re.IGNORECASE)
_JOINED = frozenset(("angle", "vital", "score", "strength", "grade"))
_TELLING = frozenset(("angle", "strength", "score", "vital", "grade", "other"))

Kind = tuple[str, str | None]


def kind_of_scale(value: Value, around: Around) -> Kind:
    """Give the kind, and the unit that goes without saying."""
    if _PART_OF.search(around.mention.words(around.text)):
        return "count", None  # `four of five`
    if _TITER.fullmatch(around.mention.words(around.text)):
        return "laboratory", None
    end = value.of or value.numbers[-1]
    cue = around.cue_of(_TELLING)
    of_scale = cue is not None and cue.kind == "score"
    space = around.space_to(cue) if cue else _CLAUSE
    if end == "10":
        return ("score" if _is_no_pain(around) else "pain_score"), None
    if end == "5":
        return ("score" if of_scale and space < _NEAR else "strength"), None
    if value.numbers[0].endswith("+"):
        return "grade", None
    joined = around.like_joined(_JOINED)
    if joined:
        return joined
    if around.treatment_touching():
        return "dose", None
    is_angle = cue is not None and cue.kind == "angle"
    if value.low == _NORMAL_SIGHT and not is_angle:
        return "other", None
    if of_scale and space < _CLAUSE:
        return "score", None
    is_other = cue is not None and cue.kind == "other"
    if _is_pressure(value) and not (is_angle or is_other):
        return "vital", "mmhg"
    if is_other:
        return "other", None
    behind = around.cue_behind()
    if is_angle or (behind and behind.kind == "angle"):
        return "angle", "deg"
    return ("score" if float(end) > _LONGEST_GRADE else "grade"), None


def _is_pressure(value: Value) -> bool:
    if value.of is None or value.join:
        return False
    low = float(value.of)
    return (
        _SYSTOLIC[0] <= value.low <= _SYSTOLIC[1]
        and _DIASTOLIC[0] <= low <= _DIASTOLIC[1]
        and value.low > low
    )


def _is_no_pain(around: Around) -> bool:
    """Say whether a number out of ten is of something else than pain, such as itching."""
    before = around.before
    for cue in around.cues():
        if before and before.start > cue.start and before.label == "MEASUREMENT":
            joined = around.quantities[around.number - 1]
            return joined is not None and joined.kind == "score"
        if cue.kind == "pain_score":
            return False
        if cue.kind == "score" and not cue.is_general and around.space_to(cue) < _CLAUSE:
            return True
    return False
