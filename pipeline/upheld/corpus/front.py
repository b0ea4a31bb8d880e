"""The lines `key: value` in front of a letter that is annotated inline, read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import srsly

from upheld.corpus.document import FAMILIES, CorpusError
from upheld.corpus.typesetting import SETTINGS
from upheld.corpus.values import shown
from upheld.layout.letter import HEADER_FIELDS

_OWN = ("family", "layout", "hand", "case", "author")
_KNOWN = (*_OWN, *HEADER_FIELDS)
_DATES = frozenset(
    {
        "date_of_injury",
        "date_assigned",
        "decision_date",
        "ur_denial_date",
        "application_received",
    }
)
_ONE_OF: Mapping[str, tuple[str, ...]] = {
    "family": FAMILIES,
    "patient_sex": ("female", "male"),
    "priority": ("Standard", "Expedited"),
}
_OLDEST = 120
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_front(lines: str) -> dict[str, Any]:
    """Read the lines in front of a letter, which are YAML.

    Returns:
        The values by key. Dates are ISO 8601, the age is in years (1 to 120), everything else is a
        string; a key without a value is left out.

    Raises:
        CorpusError: a key is unknown, or a value is not of its kind; no value is shown, and no key
            that does not read as a name, as it may be words of the letter.

    """
    try:
        values = srsly.yaml_loads(lines)
    except Exception as error:  # srsly raises what its parser raises.
        raise CorpusError(f"the lines in front cannot be read: {type(error).__name__}") from None
    if not isinstance(values, Mapping):
        raise CorpusError("the lines in front are not 'key: value'")
    if unknown := [key for key in values if key not in _KNOWN]:
        raise CorpusError(
            f"unknown key in front: {shown(str(unknown[0]))}: known are {', '.join(sorted(_KNOWN))}"
        )
    stated = {key: _to_value(key, value) for key, value in values.items() if value is not None}
    if "family" not in stated:
        raise CorpusError(f"family must be one of {', '.join(FAMILIES)}")
    return stated


def layout_of(front: Mapping[str, Any]) -> list[str]:
    """Give the names of the settings that a letter's lines are set with: `plain` if it names none.

    Raises:
        CorpusError: there is no such setting.

    """
    layout: list[str] = front.get("layout", "plain").split("+")
    if unknown := [name for name in layout if name not in {"plain", *SETTINGS}]:
        raise CorpusError(
            f"unknown layout: {shown(unknown[0])}: known are plain, {', '.join(SETTINGS)}"
        )
    return layout


def _to_value(key: str, value: object) -> str | int:
    if key == "patient_age":
        return _to_age(value)
    if key in _DATES:
        return _to_date(key, value)
    if key in _ONE_OF and value not in _ONE_OF[key]:
        raise CorpusError(f"{key} must be one of {', '.join(_ONE_OF[key])}")
    if not isinstance(value, str):
        raise CorpusError(f"{key} must be a string: put it into quotation marks")
    if not value.isprintable() or not value.strip():
        raise CorpusError(f"{key} must be words on one line, without control characters")
    return value


def _to_age(value: object) -> int:
    if type(value) is not int or not 1 <= value <= _OLDEST:
        raise CorpusError(f"patient_age must be a whole number from 1 to {_OLDEST}")
    return value


def _to_date(key: str, value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        if isinstance(value, str) and _ISO.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise CorpusError(f"{key} must be a date like 2014-07-08")
