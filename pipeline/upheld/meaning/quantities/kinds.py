"""The kind of a measurement, where its words do not tell it: `110`, `8/10`, `50%`, `20 lbs`, `180 gm`.

The rule: what is joined to another measurement (`from 8 to 4`) measures the same; else the nearest cue in front within the
clause counts (`flexion 110`), or one directly behind (`110 of flexion`); else the mention beside it (a number in front of a
treatment counts it, one behind a laboratory test is its value); else what such numbers mostly are.
"""

from __future__ import annotations

import re

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.cues import Cue, words_of
from upheld.meaning.quantities.reading import Reading, read

_WEAK = 0.1  # Percent below which nothing is a part of a whole, but a strength of a drug.
_NEAR = 14  # Characters between a cue and its number, as of `flexion to `, `pulse was `.
_TUBE = 15  # Grams or millilitres from which on a cream is dispensed and not put on.
_TOUCHES = re.compile(r"[\s(,:]*(?:(?:of|at|is|was|to)\s+)?(?:about |some |only )?")
_ALTERNATIVE = re.compile(r"\b(?:to|or|instead of|rather than|against|from)\b")
_OF_BLOOD = re.compile(r"\s+of (?:\w+ )?(?:blood|fluid|urine)|\s+was aspirated|, the fluid")
_GRIP = re.compile(r"\b(?:grip|pinch)", re.IGNORECASE)
_SIGN = re.compile(r"%|per ?cent|pct", re.IGNORECASE)
_PART_OF = re.compile(r"(?<!out) of ")
_TIMES_THE = re.compile(r"\s+(?:the|as|that|what|his|her|their|its)\b")
_OF_TREATMENT = re.compile(r"\s+(?:more |additional |further |separate |prior |of the |of )?")
# What vital signs can be, in the unit that goes without saying.
_USUAL = {
    "bmi": (10, 90),
    "bpm": (25, 250),
    "mmhg": (5, 260),
    "degf": (30, 115),
    "in": (40, 90),
    "lb": (60, 600),
    "-": (4, 60),
}
_CELSIUS = 45  # Below it, a temperature of a body is in degrees Celsius.
_NORMAL_SIGHT = 20  # Feet: an acuity of `20/40`.
_LEAST_RANGE = (
    40  # Degrees that a range of motion reaches at least, of a dashed range without more.
)
_CLAUSE = 40  # Characters between a scale and its number.
_PRESSURES = (60, 260, 30, 160)  # Systolic and diastolic, from and to.

Kind = tuple[str, str | None]


def kind_of(reading: Reading, around: Around) -> Kind:
    """Give the kind of a measurement, and the unit that goes without saying."""
    if reading.value is None:
        return ("frequency" if reading.rate else "other"), None
    if reading.mark == "grade":
        return "grade", None
    if reading.mark == "multiple" or (
        reading.mark == "times" and _TIMES_THE.match(around.text, around.mention.end)
    ):
        return "other", None
    if reading.mark:
        return ("duration" if reading.sort == "time" else "count"), None
    by_unit = _BY_SORT.get(reading.sort or "")
    if isinstance(by_unit, str):
        return by_unit, None
    if by_unit is not None:
        return by_unit(reading, around)
    if reading.rate:
        return "dose", None
    if reading.value.of or reading.value.join == "/":
        return _of_scale(reading, around)
    return _of_number(reading, around)


def _near(around: Around, kinds: set[str]) -> Cue | None:
    """Give the nearest cue of some kinds, in front or directly behind."""
    behind = around.cue_behind()
    if behind and behind.kind in kinds:
        return behind
    return next((cue for cue in around.cues() if cue.kind in kinds), None)


def _like_joined(around: Around, kinds: set[str]) -> Kind | None:
    joined = around.joined_before()
    return (joined.kind, joined.unit) if joined and joined.kind in kinds else None


def _of_dose(reading: Reading, around: Around) -> Kind:
    assert reading.value is not None
    clause = around.text[max(around.floor, around.mention.start - 60) : around.mention.end + 20]
    if reading.unit == "unit" and words_of("blood").search(clause):
        return "count", None
    amount = reading.unit in ("g", "ml") and reading.value.is_whole and reading.value.low >= _TUBE
    if (
        amount
        and not reading.rate
        and (words_of("topical").search(clause) or (reading.unit == "g" and "%" in clause))
    ):
        return "count", None
    return "dose", None


def _of_volume(reading: Reading, around: Around) -> Kind:
    cue = next(iter(around.cues()), None)
    drawn = _OF_BLOOD.match(around.text, around.mention.end)
    if drawn or (cue and cue.kind == "other") or reading.unit in ("l", "dl"):
        return "other", None
    return _of_dose(reading, around)


def _of_form(reading: Reading, around: Around) -> Kind:
    if reading.rate:
        return "dose", None
    behind = around.behind
    gap = around.gap_behind(30)
    if (
        behind
        and gap is not None
        and behind.label in ("MEASUREMENT", "BODY_PART")
        and len(gap) < 12
        and "of" not in gap
    ):
        following = behind if behind.label == "MEASUREMENT" else None
        if following and read(following.words(around.text)).value is None:
            return "dose", None
    return "count", None


def _of_weight(_: Reading, around: Around) -> Kind:
    joined = _like_joined(around, {"vital", "load"})
    if joined:
        return joined[0], None
    if _GRIP.search(
        around.text, max(around.floor, around.mention.start - _CLAUSE * 2), around.mention.start
    ):
        return "load", None
    cue = _near(around, {"vital", "load"})
    return (
        "vital" if cue and cue.kind == "vital" and cue.unit in ("lb", "bmi", "in") else "load"
    ), None


def _of_length(_: Reading, around: Around) -> Kind:
    cue = next(iter(around.cues()), None)
    return ("vital" if cue and cue.unit == "in" and around.space_to(cue) < _NEAR else "size"), None


def _of_angle(_: Reading, around: Around) -> Kind:
    cue = _near(around, {"angle", "vital"})
    return ("vital" if cue and cue.unit == "degf" else "angle"), None


def _of_percent(reading: Reading, around: Around) -> Kind:
    joined = _like_joined(around, {"score", "vital", "laboratory", "dose", "percentage"})
    if joined and not (joined[0] == "dose" and joined[1] != "%"):
        return joined[0], (None if joined[0] == "score" else "%")
    behind = around.cue_behind()
    words = around.mention.words(around.text)
    if (behind and behind.kind == "percentage") or not _SIGN.search(words):
        return "percentage", None
    if _is_strength_of_drug(around):
        return "dose", None
    cue = next(
        (
            c
            for c in around.cues()
            if c.kind in ("score", "vital", "laboratory", "percentage", "angle")
        ),
        None,
    )
    if behind and behind.unit == "%":
        return "vital", None
    before = around.before
    if (
        cue
        and around.space_to(cue) < _CLAUSE
        and not (before and before.label == "MEASUREMENT" and before.start > cue.start)
    ):
        if cue.kind == "score":
            return "score", None
        if cue.unit == "%" or cue.kind == "laboratory":
            return cue.kind, None
    assert reading.value is not None
    return ("dose" if reading.value.high < _WEAK else "percentage"), None


def _is_strength_of_drug(around: Around) -> bool:
    """Say whether a percentage stands at a drug: `lidocaine 5%`, `0.5% bupivacaine`, `5% patch`."""
    service = words_of("service")
    before, gap = around.before, around.gap_before(12)
    if before and gap is not None and before.label == "TREATMENT" and _TOUCHES.fullmatch(gap):
        test = next(iter(around.cues()), None)
        is_test = test is not None and test.kind == "laboratory" and test.end == before.end
        return not is_test and not service.search(before.words(around.text))
    behind, gap = around.behind, around.gap_behind(12)
    if behind and gap is not None and behind.label == "TREATMENT" and not gap.strip(" (/"):
        return not service.search(behind.words(around.text))
    return bool(
        re.match(
            r"\s*(?:gel|cream|patch|ointment|solution|lotion|topical)",
            around.text[around.mention.end : around.mention.end + 14],
            re.I,
        )
    )


def _of_points(_: Reading, around: Around) -> Kind:
    cue = _near(around, {"pain_score", "score"})
    return (cue.kind if cue else "pain_score"), "-"


def _of_scale(reading: Reading, around: Around) -> Kind:
    """Give the kind of `8/10`, `4/5`, `132/84`, `14/27`, `58/60`."""
    value = reading.value
    assert value is not None
    if _PART_OF.search(around.mention.words(around.text)):
        return "count", None
    end = value.of or value.numbers[-1]
    joined = _like_joined(around, {"angle", "vital", "score", "strength", "pain_score", "grade"})
    cue = next(
        (
            c
            for c in around.cues()
            if c.kind in ("angle", "strength", "score", "vital", "grade", "other")
        ),
        None,
    )
    behind = around.cue_behind()
    if end == "10":
        return ("score" if _is_no_pain(around) else "pain_score"), None
    if end == "5":
        return (
            "score" if cue and cue.kind == "score" and around.space_to(cue) < _NEAR else "strength"
        ), None
    if value.numbers[0].endswith("+"):
        return "grade", None
    if joined and joined[0] != "pain_score":
        return joined
    if _is_at_drug(around):
        return "dose", None
    if value.low == _NORMAL_SIGHT and not (cue and cue.kind == "angle"):
        return "other", None
    if cue and cue.kind == "score" and around.space_to(cue) < 40:
        return "score", None
    low, high, least, most = _PRESSURES
    is_pressure = (
        value.of is not None
        and value.join == ""
        and low <= value.low <= high
        and least <= float(end) <= most
        and value.low > float(end)
    )
    if is_pressure and not (cue and cue.kind in ("angle", "other")):
        return "vital", "mmhg"
    if cue and cue.kind in ("angle", "other"):
        return cue.kind, ("deg" if cue.kind == "angle" else None)
    if behind and behind.kind == "angle":
        return "angle", "deg"
    return ("score" if float(end) > 5 else "grade"), None


def _is_at_drug(around: Around) -> bool:
    before, gap = around.before, around.gap_before(12)
    return (
        before is not None
        and gap is not None
        and before.label == "TREATMENT"
        and bool(_TOUCHES.fullmatch(gap))
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


def _of_number(reading: Reading, around: Around) -> Kind:
    """Give the kind of a number alone."""
    value = reading.value
    assert value is not None
    in_digits = (
        around.text[around.mention.start].isdigit() or around.text[around.mention.start] in "-+."
    )
    cues = around.cues()
    joined = around.joined_before()
    touched = (
        cues
        and in_digits
        and around.space_to(cues[0]) <= _NEAR
        and "," not in around.text[cues[0].end : around.mention.start]
    )
    if touched and _fits(cues[0], reading, in_digits=in_digits, near=True):
        return _told_by(cues[0], reading)
    behind = around.behind
    gap = around.gap_behind(24)
    if (
        behind
        and gap is not None
        and behind.label in ("TREATMENT", "DIAGNOSIS")
        and _OF_TREATMENT.fullmatch(gap)
        and value.low < 200
        and not _is_signed(reading)
    ):
        return "count", None
    following = around.joined_behind()
    if following and (shared := _shared(read(following.words(around.text)), following, around)):
        return shared
    if (
        not in_digits
        and cues
        and around.space_to(cues[0]) <= _NEAR
        and _fits(cues[0], reading, in_digits=in_digits, near=True)
    ):
        return _told_by(cues[0], reading)
    if (
        joined
        and joined.kind != "dose"
        and not (joined.kind == "frequency" and not _ALTERNATIVE.search(around.gap_before() or ""))
    ):
        return joined.kind, (
            joined.unit
            if joined.kind in ("angle", "vital", "duration", "load", "size", "laboratory")
            else None
        )
    told = around.cue_behind()
    if told and _fits(told, reading, in_digits=in_digits, near=True) and told.kind != "percentage":
        return _told_by(told, reading)
    before = around.before
    gap = around.gap_before(24)
    if (
        in_digits
        and before
        and gap is not None
        and before.label == "TREATMENT"
        and _TOUCHES.fullmatch(gap)
        and not value.is_whole
    ):
        return "laboratory", None
    cue = next((c for c in cues if _fits(c, reading, in_digits=in_digits, near=False)), None)
    if cue:
        return _told_by(cue, reading)
    if _is_signed(reading):
        return "grade", None
    if value.dashed and in_digits and value.high >= _LEAST_RANGE:
        return "angle", "deg"
    if value.join == "x":
        return "size", None
    if value.is_whole or value.join == "..":
        return "count", None
    return "other", None


def _is_signed(reading: Reading) -> bool:
    return bool(reading.value) and str(reading.value)[-1:] in ("+", "-")


def _fits(cue: Cue, reading: Reading, *, in_digits: bool, near: bool) -> bool:
    """Say whether a number can be what a cue says: a pain score is no more than 10, a grade has one figure."""
    assert reading.value is not None
    high = reading.value.high
    if not in_digits and not near:
        return False
    if cue.kind == "percentage":
        return False
    if cue.kind == "pain_score":
        return high <= 10 and (near or in_digits)
    if cue.kind in ("strength", "grade"):
        return high <= 6 and (near or cue.kind == "grade")
    if cue.kind == "count":
        return near and reading.value.is_whole
    least, most = _USUAL.get(cue.unit or "", (0, 1e6))
    if not least <= high <= most or (cue.unit in ("lb", "in") and not near):
        return False
    if _is_signed(reading):
        return False
    return True


def _told_by(cue: Cue, reading: Reading) -> Kind:
    if cue.unit == "degf" and reading.value and reading.value.high < _CELSIUS:
        return cue.kind, "degc"
    return cue.kind, ("deg" if cue.kind == "angle" else cue.unit)


def _shared(following: Reading, mention: object, around: Around) -> Kind | None:
    """Give the kind and unit that a number shares with the measurement behind: `from 238 to 204 pounds`."""
    del mention
    if following.value is None and following.rate:
        return "frequency", None
    if following.value is None or following.mark:
        return None
    if following.sort is None and following.value.of == "10":
        return "pain_score", None
    if following.sort is None or following.sort in ("form", "count"):
        return ("count", None) if following.sort else None
    if following.sort == "percent":
        return _of_percent(following, around)
    kind = _BY_SORT[following.sort]
    found = (kind, None) if isinstance(kind, str) else kind(following, around)
    return found[0], following.unit


_BY_SORT: dict[str, object] = {
    "time": "duration",
    "count": "count",
    "habit": "dose",
    "vital": "vital",
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
}
