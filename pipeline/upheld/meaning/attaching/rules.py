"""For each kind of quantity: to which labels it goes at what cost, and how far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from upheld.meaning.mentions import Mention, Sentence
from upheld.meaning.quantity import Quantity
from upheld.meaning.tables import read_table

_T, _D, _B = "TREATMENT", "DIAGNOSIS", "BODY_PART"
_EQUIVALENTS = re.compile(
    r"\s+(?:of )?(?:oral )?(?:morphine|MED|MME|MEQ|equivalent)", re.IGNORECASE
)
_EQUIVALENT_OF = re.compile(
    r"\b(?:MED|MME|morphine equivalents?|equivalent dose|ceiling)\s+(?:dose )?(?:of|is|was|at|to)?\s*$",
    re.IGNORECASE,
)
_CONSERVATIVE = re.compile(r"\s+conservative\b")
_HELD = re.compile(
    r"\b(?:walk|stand|sit|sat|plank|driv|hold|held|covers?|transfer|slept|sleeps|travel)\w*",
    re.IGNORECASE,
)
_WALKED = re.compile(r"\b(?:walk|ambulat|propel|stand|cover|reach|gait|distance)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind of quantity is attached.

    `costs` are those of the labels; `limit` is what must not be reached; `in_front` and `of` are the costs of an
    entity directly behind the quantity, without a word between (`two injections`) and with `of`; `behind` is added for
    any other entity behind it; `is_of_movement` says that any word between that names no movement costs as well.
    """

    costs: Mapping[str, float]
    limit: float
    in_front: float = 0.0
    of: float = 0.0
    behind: float = 0.0
    is_of_movement: bool = False
    is_time: bool = False
    touching: float = -0.8
    at: float | None = None
    only: re.Pattern[str] | None = None
    findings: str | None = None


RULES: Mapping[str, Rule] = {
    "dose": Rule({_T: 0.0}, 3.5, in_front=0.6, of=0.0, behind=2.0),
    "frequency": Rule({_T: 0.0, _D: 1.2, _B: 2.4}, 6.0, in_front=1.5, of=0.0, behind=1.0),
    "count": Rule({_T: 0.0, _D: 2.5}, 4.5, in_front=-1.0, of=-1.0, behind=1.0),
    "duration": Rule({_T: 0.0, _D: 1.3}, 3.0, in_front=-0.5, of=-1.0, behind=2.5, is_time=True),
    "pain_score": Rule({_D: 0.0, _B: 3.0}, 5.0, findings="pains"),
    "size": Rule({_D: 0.0, _B: 0.8, _T: 1.6}, 3.6, in_front=-1.0, of=-1.0, behind=0.5),
    "angle": Rule(
        {_B: 0.0, _D: 0.6, _T: 1.2},
        2.2,
        in_front=-1.0,
        of=-1.0,
        at=-0.5,
        is_of_movement=True,
        findings="deformities",
    ),
    "strength": Rule({_B: 0.0}, 3.0, in_front=0.0, of=0.0, at=-0.5, is_of_movement=True),
    "grade": Rule({_D: 0.0, _B: 0.0}, 3.0, in_front=-1.0, of=0.0, at=-0.5, is_of_movement=True),
    "percentage": Rule({_T: 0.6, _D: 0.6, _B: 1.6}, 4.5, in_front=-1.0, of=-0.4),
    "laboratory": Rule({_T: 0.0}, 4.0, in_front=0.6, behind=1.0),
    "other": Rule({_T: 0.4, _D: 0.4, _B: 0.4}, 3.5, in_front=0.0, of=-0.4, behind=0.5, at=-0.5),
}


_TEST = Rule({_T: 0.0, _B: 0.9, _D: 1.4}, 4.5, of=-0.4, behind=0.5, at=-1.0)
_HABITS = re.compile(
    r"\b(?:packs?|ppd|cigarettes?|beers?|drinks?|glass(?:es)?|cups?)\b", re.IGNORECASE
)
_OF_HABITS = frozenset(("dose", "count", "frequency"))
_TEST_UNITS = frozenset("ms m/s microvolt mv hz khz db psi ma ml".split())
_EVENTS = Rule({_D: 0.0, _T: 1.5}, 4.0)
_TEMPERATURE = Rule({_B: 0.0}, 2.0, at=-0.5, is_of_movement=True)
_PRESSURE = Rule({_D: 0.0}, 0.5, only=re.compile("tension", re.IGNORECASE))
_OF_RELIEF: Mapping[str, Mapping[str, float]] = {
    "percentage": {_T: 0.0},
    "duration": {_T: 0.0, _D: 2.6},
}


def rule_of(text: str, sentence: Sentence, measured: Mention, quantity: Quantity) -> Rule | None:
    """Give the rule of a quantity; None for one that belongs to nothing, such as a weight.

    Where the words in front tell of relief, a percentage and a duration go to the treatment before the symptom.
    """
    rule = RULES.get(quantity.kind)
    if quantity.kind == "vital":
        if quantity.unit == "mmhg":
            return _PRESSURE
        return _TEMPERATURE if quantity.unit in ("degc", "degf", "deg") else None
    if quantity.kind == "frequency" and quantity.period == "hour" and quantity.every is None:
        return _EVENTS
    if quantity.kind == "other" and quantity.unit in _TEST_UNITS:
        return _TEST
    if (
        rule
        and quantity.kind in _OF_RELIEF
        and _relief().search(text, max(sentence.start, measured.start - 90), measured.end + 30)
    ):
        return replace(rule, costs=_OF_RELIEF[quantity.kind])
    if quantity.kind == "dose" and "/" in (quantity.amount or ""):
        return (
            replace(rule, touching=0.0) if rule else None
        )  # `codeine with acetaminophen 30/300 mg`
    return rule


@cache
def _relief() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(word_table('relief'))})")


@cache
def _words() -> Mapping[str, Any]:
    return read_table(__package__, "words")


@cache
def word_table(name: str) -> tuple[str, ...]:
    """Give the words of a name in words.toml."""
    return tuple(_words()[name].replace("\n", "").split("|"))


def scale_table() -> Mapping[str, str]:
    """Give the stems of scales, each with the stems of the symptom that it measures."""
    table: Mapping[str, str] = _words()["scales"]
    return table


def is_alone(text: str, mention: Mention, quantity: Quantity) -> bool:
    """Say whether a quantity belongs to no entity: a distance walked, a sum of morphine equivalents."""
    if quantity.kind == "size":
        if quantity.unit in word_table("distances"):
            return True
        return quantity.unit in ("ft", "m") and bool(
            _WALKED.search(text, max(0, mention.start - 60), mention.end + 40)
        )
    if quantity.kind == "duration" and quantity.unit in ("minute", "second", "hour"):
        return bool(_HELD.search(text, max(0, mention.start - 50), mention.start))
    if quantity.kind in _OF_HABITS and _HABITS.search(mention.words(text)):
        return True
    if quantity.kind == "count":
        return bool(_CONSERVATIVE.match(text, mention.end))
    if quantity.kind == "other" and quantity.unit is None:
        return not text[mention.start].isdigit()
    if quantity.kind == "dose":
        before = text[max(0, mention.start - 40) : mention.start]
        return quantity.unit in ("mg", "mme") and bool(
            _EQUIVALENTS.match(text, mention.end) or _EQUIVALENT_OF.search(before)
        )
    return False
