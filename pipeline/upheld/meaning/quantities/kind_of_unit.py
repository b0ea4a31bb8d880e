"""The kind of a measurement with a unit: `180 gm` is a dose or what is dispensed, `20 lbs` a weight or a load."""

from __future__ import annotations

import re
from collections.abc import Callable

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.cues import words_of
from upheld.meaning.quantities.kind_of_percent import kind_of_percent
from upheld.meaning.quantities.reading import Reading, read
from upheld.meaning.quantities.values import Value

_NEAR = 14  # Characters between `height` and a length, `one drop` and `bid`.
_REACH = 80  # Characters in which a grip is named in front of its force.
_TUBE = 15  # Grams or millilitres from which on a cream is dispensed and not put on.
_OF_BLOOD = re.compile(r"\s+of (?:\w+ )?(?:blood|fluid|urine)|\s+was aspirated|, the fluid")
_A_DAY = 30  # More tablets than days in a month are dispensed for it.
_HELD = re.compile(
    r"\b(?:volumes?|capacity|retention|joint \w+(?: only)?|accepts)\b", re.IGNORECASE
)
_SPIROMETRY = re.compile(r"\b(?:FEV1|FVC|vital capacity)\b", re.IGNORECASE)
_HIGHEST_PAIN = 10
_BODY = re.compile(r"[\s,;(]*(?:with a |and |a )?(?:BMI\b|body mass|1[0-9]{2} cm\b|gone\b)")
_PRESSED = re.compile(
    r"\b(?:intraocular|compartment|stocking|compression|garment|hose)", re.IGNORECASE
)
_GRIP = re.compile(r"\b(?:grip|pinch)", re.IGNORECASE)
_WEIGHED = re.compile(r"weigh|wt|bmi", re.IGNORECASE)
_WEIGHTS = frozenset(("lb", "bmi", "in"))


def kind_of_unit(reading: Reading, value: Value, around: Around) -> str:
    """Give the kind of a measurement whose unit is known."""
    kind = _KINDS[reading.sort or "other"]
    return kind if isinstance(kind, str) else kind(reading, value, around)


def _of_dose(reading: Reading, value: Value, around: Around) -> str:
    start = max(around.floor, around.mention.start - 60)
    clause = around.text[start : around.mention.end + 20]
    if reading.unit == "unit" and words_of("blood").search(clause):
        return "count"
    is_amount = reading.unit in ("g", "ml") and value.is_whole and value.low >= _TUBE
    if not is_amount or reading.rate:
        return "dose"
    is_compound = reading.unit == "g" and "%" in clause
    return "count" if is_compound or words_of("topical").search(clause) else "dose"


def _of_volume(reading: Reading, value: Value, around: Around) -> str:
    cue = next(iter(around.cues()), None)
    start = max(around.floor, around.mention.start - _NEAR)
    if reading.unit == "ml" and _HELD.search(around.text, start, around.mention.start):
        return "size"
    if reading.unit == "l" and _SPIROMETRY.search(around.text, start, around.mention.start):
        return "laboratory"
    if reading.unit in ("l", "dl") or _OF_BLOOD.match(around.text, around.mention.end):
        return "other"
    return "other" if cue and cue.kind == "other" else _of_dose(reading, value, around)


def _of_habit(reading: Reading, _value: Value, _around: Around) -> str:
    return "frequency" if reading.rate else "count"


def _of_vital(reading: Reading, _: Value, around: Around) -> str:
    """Tell the pressure of the blood from another."""
    start = max(around.floor, around.mention.start - _REACH)
    is_other = reading.unit == "mmhg" and _PRESSED.search(around.text, start, around.mention.start)
    return "other" if is_other else "vital"


def _of_form(reading: Reading, value: Value, around: Around) -> str:
    """Tell `one drop` to take from `180 tablets` dispensed: by the frequency that follows, maybe behind a site."""
    if reading.rate:
        return "count" if reading.rate.period == "month" and value.low > _A_DAY else "dose"
    end = around.mention.end
    for mention in around.mentions[around.number + 1 : around.number + 3]:
        if mention.start - end > _NEAR:
            break
        end = mention.end
        if mention.label == "MEASUREMENT":
            return "dose" if read(mention.words(around.text)).value is None else "count"
        if mention.label != "BODY_PART":
            break
    return "count"


def _of_weight(_reading: Reading, _: Value, around: Around) -> str:
    joined = around.like_joined(frozenset(("vital", "load")))
    if joined:
        return joined[0]
    cue = around.near(frozenset(("vital", "load")))
    start = max(around.floor, around.mention.start - _REACH)
    gripped = _GRIP.search(around.text, start, around.mention.start)
    if gripped and not (cue and _WEIGHED.match(around.text, cue.start)):
        return "load"  # `the pinch gained only 2 kg`
    if (cue and cue.unit in _WEIGHTS) or _BODY.match(around.text, around.mention.end):
        return "vital"
    return "load"


def _of_length(reading: Reading, _: Value, around: Around) -> str:
    cue = next(iter(around.cues()), None)
    if reading.unit == "mm":
        return "size"  # `disc height 3 mm`
    return "vital" if cue and cue.unit == "in" and around.space_to(cue) < _NEAR else "size"


def _of_angle(_reading: Reading, _: Value, around: Around) -> str:
    cue = around.near(frozenset(("angle", "vital")))
    return "vital" if cue and cue.unit == "degf" else "angle"


def _of_points(_reading: Reading, value: Value, around: Around) -> str:
    if value.high > _HIGHEST_PAIN:
        return "score"
    cue = around.near(frozenset(("pain_score", "score")))
    return cue.kind if cue and not cue.is_general else "pain_score"


def _of_percent(_: Reading, value: Value, around: Around) -> str:
    return kind_of_percent(value, around)


_KINDS: dict[str, str | Callable[[Reading, Value, Around], str]] = {
    "time": "duration",
    "count": "count",
    "habit": _of_habit,
    "vital": _of_vital,
    "other": "other",
    "concentration": "laboratory",
    "dose": _of_dose,
    "volume": _of_volume,
    "form": _of_form,
    "weight": _of_weight,
    "length": _of_length,
    "angle": _of_angle,
    "percent": _of_percent,
    "point": _of_points,
    "rank": "score",
}
