"""What is known of a case: each fact met, denied, or told nowhere, and none against another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from upheld.corpus.simulator.grammar.pattern import slots_of
from upheld.corpus.simulator.grammar.rules import load_topics
from upheld.corpus.simulator.sides import Draw

State = Literal["met", "denied", "silent"]
"""Of a fact in a letter: it is told, its contrary is told, or nothing is said (counts as not met)."""

ITEM_SLOTS = frozenset({"drug", "service", "bad_ingredient"})
"""Slots that an item fills: a fact told with one of them belongs to the item alone."""

_USUAL = -0.3  # Log odds that a fact is met in a case of middling strength.
_SPREAD = 1.1  # How much the strength of a case moves them.
_DENIED = 0.5  # Of the facts that are not met, the share that is denied and not passed over.

_EXCLUDE: tuple[tuple[str, str], ...] = (
    ("radicular_signs", "no_radiculopathy"),
    ("root_corroborated", "no_radiculopathy"),
    ("surgery_recent", "not_surgical"),
    ("plateau_reached", "therapy_gain"),
    ("not_surgical", "lesion_on_imaging"),
    ("homebound", "job_goal"),
    ("homebound", "exercise_alongside"),
    ("homebound", "weight_bearing_limited"),
    ("plateau_reached", "surgery_recent"),
    ("new_trauma", "plateau_reached"),
)
"""Of each pair, where the first is met the second is denied."""

_SILENCE: tuple[tuple[str, str], ...] = (
    ("radicular_signs", "neuropathic_pain"),
    ("nerve_symptoms", "neuropathic_pain"),
    ("crps_signs", "neuropathic_pain"),
    ("neuropathic_pain", "nerve_symptoms"),
    ("radicular_signs", "nerve_symptoms"),
    ("deficit_progressing", "radicular_signs"),
    ("radicular_signs", "deficit_progressing"),
    ("deficit_progressing", "no_radiculopathy"),
    ("nerve_symptoms", "no_radiculopathy"),
    ("unstable", "derangement_signs"),
    ("depression_scored", "mood_complaint"),
    ("anxiety_diagnosed", "mood_complaint"),
    ("homebound", "lives_alone"),
    ("takes_nsaid", "tablets_not_tolerated"),
)
"""Of each pair, where the first is met the second may not be denied: it is left out."""


@cache
def bound_to_item(fact: str) -> bool:
    """Say whether a fact is told of one item, such as the drug that it asks for, or of the case."""
    return any(
        ITEM_SLOTS & slots_of(pattern)
        for name, use in all_topics()[fact].items()
        if name != "need"
        for pattern in use
    )


@cache
def all_topics() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the patterns of every fact: fact, then use (`told`, `denied`, `unmet`, ...), then patterns."""
    return load_topics()


def draw_state(draw: Draw, strength: float) -> State:
    """Draw the state of one fact in a case of a strength (standard normal, 0 in the middle)."""
    if draw.chance(1 / (1 + math.exp(-(_USUAL + _SPREAD * strength)))):
        return "met"
    return "denied" if draw.chance(_DENIED) else "silent"


def settle(states: Mapping[str, State], given: Mapping[str, State]) -> dict[str, State]:
    """Make the facts of a case agree with each other, and with what its requests give.

    Args:
        states: the facts as drawn.
        given: facts that follow from the requests, such as that somebody who asks for an opioid
            takes one.

    """
    settled = dict(states)
    settled.update({fact: state for fact, state in given.items() if fact in settled})
    for first, second in _EXCLUDE:
        if settled.get(first) == "met" and second in settled:
            settled[second] = "denied"
    if settled.get("no_radiculopathy") == "met":
        settled.update({f: "denied" for f in ("radicular_signs",) if f in settled})
    for first, second in _SILENCE:
        if settled.get(first) == "met" and settled.get(second) == "denied":
            settled[second] = "silent"
    return settled


def given_by(kinds: Iterable[str]) -> dict[str, State]:
    """Give the facts that follow from the kinds of request in a case."""
    asked = set(kinds)
    given: dict[str, State] = {}
    if "opioid" in asked:
        given |= {"takes_opioid": "met", "no_sedative_with_opioid": "denied"}
    if "nsaid" in asked:
        given |= {"takes_nsaid": "met"}
    if asked & {"shoulder_surgery", "knee_arthroscopy", "spine_surgery", "joint_replacement"}:
        given |= {"not_surgical": "denied"}
    return given
