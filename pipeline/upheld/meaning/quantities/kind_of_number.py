"""The kind of a number alone: `flexion 110`, `pulse 72`, `two injections`, `potassium of 3.1`."""

from __future__ import annotations

import re

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.cues import Cue
from upheld.meaning.quantities.values import Value

_NEAR = 14  # Characters between a cue and its number, as of `flexion to `, `pulse was `.
_WIDE = 24  # Characters between a number and the treatment that it counts, or whose value it is.
_MANY = 200  # More of a treatment is not counted in front of it.
_HIGHEST_PAIN, _HIGHEST_GRADE = 10, 6
_LEAST_RANGE = 40  # Degrees that a range of motion reaches at least.
_CELSIUS = 45  # Below it, a temperature of a body is in degrees Celsius.
_COUNTED = re.compile(r"\s+(?:more |additional |further |separate |prior |of the |of )?")
_ALTERNATIVE = re.compile(r"\b(?:to|or|instead of|rather than|against|from)\b")
# What vital signs can be, in the unit that goes without saying (`-`: none).
_USUAL = {
    "bmi": (10, 90),
    "bpm": (25, 250),
    "mmhg": (5, 260),
    "degf": (30, 115),
    "in": (40, 90),
    "lb": (60, 600),
    "-": (4, 60),
}
_WITH_UNIT = frozenset(("angle", "vital", "duration", "load", "size", "laboratory"))

Kind = tuple[str, str | None]


def kind_of_number(value: Value, around: Around, shared: Kind | None) -> Kind:
    """Give the kind, and the unit that goes without saying.

    Args:
        value: the number, or a range of two.
        around: what stands around it.
        shared: kind and unit of the measurement behind that it is joined to.

    """
    in_digits = not around.text[around.mention.start].isalpha()
    cues = around.cues()
    near = cues[0] if cues and around.space_to(cues[0]) <= _NEAR else None
    told = near if near and _fits(near, value, in_digits=in_digits, near=True) else None
    if told and in_digits and "," not in around.text[told.end : around.mention.start]:
        return _told_by(told, value)
    if _counts(value, around):
        return "count", None
    found = shared or (_told_by(told, value) if told and not in_digits else None) or _joined(around)
    if found:
        return found
    behind = around.cue_behind()
    if behind and _fits(behind, value, in_digits=in_digits, near=True):
        return _told_by(behind, value)
    if in_digits and not value.is_whole and around.treatment_touching(_WIDE):
        return "laboratory", None
    cue = next((c for c in cues if _fits(c, value, in_digits=in_digits, near=False)), None)
    return _told_by(cue, value) if cue else _mostly(value, in_digits=in_digits)


def _counts(value: Value, around: Around) -> bool:
    """Say whether a number stands in front of what it counts: `two` injections."""
    behind, gap = around.behind, around.gap_behind(_WIDE)
    if behind is None or gap is None or value.is_signed or value.low >= _MANY:
        return False
    return behind.label in ("TREATMENT", "DIAGNOSIS") and bool(_COUNTED.fullmatch(gap))


def _joined(around: Around) -> Kind | None:
    """Give the kind of the measurement in front that a number is joined to, and its unit if it would be said again."""
    joined = around.joined_before()
    if joined is None or joined.kind == "dose":
        return None
    if joined.kind == "frequency" and not _ALTERNATIVE.search(around.gap_before() or ""):
        return None
    return joined.kind, (joined.unit if joined.kind in _WITH_UNIT else None)


def _mostly(value: Value, *, in_digits: bool) -> Kind:
    if value.is_signed:
        return "grade", None
    if value.dashed and in_digits and value.high >= _LEAST_RANGE:
        return "angle", "deg"
    if value.join == "x":
        return "size", None
    return ("count" if value.is_whole or value.join == ".." else "other"), None


def _fits(cue: Cue, value: Value, *, in_digits: bool, near: bool) -> bool:
    """Say whether a number can be what a cue says: a pain score is no more than 10, a grade has one figure."""
    if cue.kind == "percentage" or not (in_digits or near):
        return False
    if cue.kind == "pain_score":
        return value.high <= _HIGHEST_PAIN
    if cue.kind in ("strength", "grade"):
        return value.high <= _HIGHEST_GRADE and (near or cue.kind == "grade")
    if cue.kind == "count":
        return near and value.is_whole
    least, most = _USUAL.get(cue.unit or "", (0, 1e6))
    is_usual = least <= value.high <= most and (near or cue.unit not in ("lb", "in"))
    return is_usual and not value.is_signed


def _told_by(cue: Cue, value: Value) -> Kind:
    if cue.unit == "degf" and value.high < _CELSIUS:
        return cue.kind, "degc"
    return cue.kind, ("deg" if cue.kind == "angle" else cue.unit)
