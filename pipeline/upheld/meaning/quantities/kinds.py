"""The kind of a measurement, where its words do not tell it: `110`, `8/10`, `50%`, `20 lbs`, `180 gm`.

The rule: what is joined to another measurement (`from 8 to 4`) measures the same; else the nearest cue in front within
the clause counts (`flexion 110`), or one directly behind (`110 of flexion`); else the mention beside it (a number in
front of a treatment counts it, one behind a laboratory test is its value); else what such numbers mostly are.
"""

from __future__ import annotations

import re

from upheld.meaning.quantities.around import Around
from upheld.meaning.quantities.kind_of_number import kind_of_number
from upheld.meaning.quantities.kind_of_scale import kind_of_scale
from upheld.meaning.quantities.kind_of_unit import kind_of_unit
from upheld.meaning.quantities.reading import Reading, read

_TIMES_THE = re.compile(r"\s+(?:the|as|that|what|his|her|their|its)\b")
_NO_KIND_ALONE = frozenset(("form", "count"))

Kind = tuple[str, str | None]


def kind_of(reading: Reading, around: Around) -> Kind:
    """Give the kind of a measurement, and the unit that goes without saying."""
    value = reading.value
    if value is None:
        return ("frequency" if reading.rate else "other"), None
    if reading.mark == "grade":
        return "grade", None
    times_the = reading.mark == "times" and _TIMES_THE.match(around.text, around.mention.end)
    if reading.mark == "multiple" or times_the:
        return "other", None
    if reading.mark:
        return ("duration" if reading.sort == "time" else "count"), None
    if reading.sort:
        return kind_of_unit(reading, value, around), None
    if reading.rate:  # `1 po bid` says how often, `2 po bid` how much as well.
        return ("frequency" if str(value) == "1" else "dose"), None
    if value.of or value.join == "/":
        return kind_of_scale(value, around)
    return kind_of_number(value, around, _shared(around))


def _shared(around: Around) -> Kind | None:
    """Give the kind and unit that a number shares with the measurement behind: `from 238 to 204 pounds`."""
    following = around.joined_behind()
    reading = read(following.words(around.text)) if following else None
    if reading is None or reading.mark:
        return None
    if reading.value is None:
        return ("frequency", None) if reading.rate else None
    if reading.sort is None:
        return ("pain_score", None) if reading.value.of == "10" else None
    if reading.sort in _NO_KIND_ALONE:
        return "count", None
    return kind_of_unit(reading, reading.value, around), reading.unit
