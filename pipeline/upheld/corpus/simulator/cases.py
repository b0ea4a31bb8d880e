"""Cases, drawn before a word of their letters is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from upheld.corpus.simulator.deciding import probability_overturned
from upheld.corpus.simulator.facts import State, bound_to_item, draw_state, given_by, settle
from upheld.corpus.simulator.kinds import Kind, load_kinds
from upheld.corpus.simulator.sides import Draw, Side
from upheld.corpus.simulator.vocabulary import Drug, draw_drug

REGIONS: Mapping[str, int] = {
    "lumbar": 34,
    "cervical": 15,
    "shoulder": 15,
    "knee": 14,
    "wrist": 10,
    "ankle": 6,
    "elbow": 4,
    "hip": 4,
}
"""The injured regions, and how often each is drawn relative to the others."""

# How often a letter has one item, two items and so on, up to twelve.
_ITEMS = (22, 18, 16, 13, 10, 7, 5, 4, 2, 1, 1, 1)
# Kinds that are not asked for together: the same thing twice, or one that makes the other idle.
_APART: tuple[frozenset[str], ...] = (
    frozenset({"epidural", "repeat_epidural", "spine_surgery"}),
    frozenset({"facet_block", "radiofrequency"}),
    frozenset({"tens", "h_wave"}),
    frozenset({"physical_therapy", "postoperative_therapy"}),
    frozenset({"physical_therapy", "aquatic_therapy", "work_hardening"}),
    frozenset({"hypnotic", "benzodiazepine"}),
    frozenset({"joint_injection", "viscosupplementation"}),
    frozenset({"restoration_program", "work_hardening", "capacity_evaluation"}),
    frozenset({"lidocaine_patch", "topical_anti_inflammatory"}),
    frozenset({"restoration_program", "spine_surgery", "stimulator_trial"}),
    frozenset(
        {"shoulder_surgery", "knee_arthroscopy", "joint_replacement", "surgical_consultation"}
        | {"joint_mri", "work_hardening", "restoration_program"}
    ),
    frozenset({"joint_mri", "viscosupplementation", "topical_anti_inflammatory"}),
    frozenset({"spine_mri", "epidural", "spine_surgery", "surgical_consultation", "radiographs"}),
    frozenset({"electrodiagnostics", "carpal_tunnel_release", "epidural", "spine_surgery"}),
    frozenset({"radiographs", "joint_mri", "joint_replacement", "viscosupplementation"}),
)


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One disputed item of a case.

    `states` holds the facts that decide it; `probability` is that of being overturned, 0 to 1, and
    `decision` was drawn from it. `drug` is what is asked for where the kind is a drug.
    """

    kind: Kind
    states: Mapping[str, State]
    probability: float
    decision: str
    drug: Drug | None = None

    @property
    def met(self) -> tuple[str, ...]:
        """Give the facts that are met, in the order of the criteria."""
        return tuple(fact for fact in self.kind.facts if self.states[fact] == "met")

    @property
    def unmet(self) -> tuple[str, ...]:
        """Give the facts that are denied or told nowhere, in the order of the criteria."""
        return tuple(fact for fact in self.kind.facts if self.states[fact] != "met")


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up injured worker and the requests that are in dispute.

    `region` is one of `REGIONS`, `hurt_side` `left` or `right`, `age` in years at the review; the dates
    stand in their order: injury, first report read, utilization review's denial, application,
    assignment, decision.
    """

    id: str
    region: str
    hurt_side: str
    age: int
    sex: str
    injured: date
    reported: date
    denied: date
    applied: date
    assigned: date
    decided: date
    items: tuple[CaseItem, ...]
    shared: Mapping[str, State] = field(default_factory=dict)


def draw_cases(cases: int, *, seed: int = 0, side: Side = "train") -> Iterator[Case]:
    """Draw cases without writing their letters: those of `simulate` with the same seed and side."""
    for number in range(1, cases + 1):
        yield draw_case(seed, side, number)


def draw_case(seed: int, side: Side, number: int) -> Case:
    """Draw one case; equal arguments give equal cases."""
    name = f"sim-{side}-{seed}-{number:06d}"
    draw = Draw(f"case {name}", side)
    region = _weighted(draw, REGIONS)
    kinds = _draw_kinds(draw, region)
    strength = draw.random.gauss(0, 0.7)
    given = given_by(kind.key for kind in kinds)
    facts = sorted({f for kind in kinds for f in kind.facts if not bound_to_item(f)})
    shared = settle({fact: draw_state(draw, strength) for fact in facts}, given)
    dates = _draw_dates(draw)
    return Case(
        id=name,
        region=region,
        hurt_side=draw.random.choice(["left", "right"]),
        age=max(
            draw.random.randint(21, 68), 18 + (dates["decided"] - dates["injured"]).days // 365
        ),
        sex=draw.random.choice(["female", "male"]),
        items=tuple(_draw_item(draw, kind, shared, strength) for kind in kinds),
        shared=shared,
        **dates,
    )


def _draw_item(draw: Draw, kind: Kind, shared: Mapping[str, State], strength: float) -> CaseItem:
    own = strength + draw.random.gauss(0, 0.7)
    states = {
        fact: shared[fact] if fact in shared else draw_state(draw, own) for fact in kind.facts
    }
    probability = probability_overturned(kind, (f for f, s in states.items() if s == "met"))
    return CaseItem(
        kind=kind,
        states=states,
        probability=probability,
        decision="overturned" if draw.chance(probability) else "upheld",
        drug=draw_drug(draw, kind.drugs) if kind.drugs else None,
    )


def _draw_kinds(draw: Draw, region: str) -> list[Kind]:
    wanted = _weighted(draw, dict(enumerate(_ITEMS, start=1)))
    able = {key: k for key, k in load_kinds().items() if not k.regions or region in k.regions}
    drawn: list[Kind] = []
    while len(drawn) < wanted and able:
        key = _weighted(draw, {key: kind.frequency for key, kind in able.items()})
        drawn.append(able.pop(key))
        for apart in _APART:
            if key in apart:
                able = {other: kind for other, kind in able.items() if other not in apart}
    return drawn


def _weighted(draw: Draw, weights: Mapping[Any, int]) -> Any:
    return draw.random.choices(list(weights), list(weights.values()))[0]


def _draw_dates(draw: Draw) -> dict[str, date]:
    denied = date(2013, 1, 10) + timedelta(draw.random.randint(0, 365 * 8 + 240))
    reported = denied - timedelta(draw.random.randint(8, 40))
    injured = reported - timedelta(int(draw.random.triangular(150, 6000, 700)))
    applied = denied + timedelta(draw.random.randint(5, 30))
    assigned = applied + timedelta(draw.random.randint(10, 60))
    return {
        "injured": injured,
        "reported": reported,
        "denied": denied,
        "applied": applied,
        "assigned": assigned,
        "decided": assigned + timedelta(draw.random.randint(14, 50)),
    }
