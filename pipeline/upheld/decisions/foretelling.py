"""What the decision model says of letters: probabilities, abstention, and stated decisions that it finds surprising."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upheld.decisions.features import describe_all
from upheld.decisions.letters import LetterModel
from upheld.decisions.visible import Visible

ERROR_RATE = 0.1
"""How often, at most, the outcome falls out of the set, where letters are like those that were learnt from."""

OUTCOMES: tuple[str, ...] = ("upheld", "overturned")


@dataclass(frozen=True, slots=True)
class Foretold:
    """What is said of one item.

    `probability_overturned` is 0 to 1. `abstained` says that both outcomes are possible, or neither, at the error rate;
    `surprising` that the stated decision is ruled out at it, None where none is stated.
    """

    number: int
    probability_overturned: float
    abstained: bool
    surprising: bool | None = None


def foretell(
    model: LetterModel,
    seen: Sequence[Visible],
    stated: Sequence[Sequence[str | None]],
    error_rate: float = ERROR_RATE,
) -> list[list[Foretold]]:
    """Say how each item of some letters is decided.

    Args:
        model: fitted.
        seen: what was known of each letter.
        stated: the decisions that each letter states, None where none is; they are compared with what is said, no more.
        error_rate: of the sets of outcomes.

    """
    table = describe_all(seen, model.criteria)
    if not len(table):
        return [[] for _ in seen]
    probabilities = model.predict_proba(table)[:, 1]
    sets = model.possible(probabilities, error_rate=error_rate)
    said = iter(zip(probabilities.tolist(), sets.tolist(), strict=True))
    return [
        [
            _foretold(item.number, *next(said), decision)
            for item, decision in zip(visible.items, decisions, strict=True)
        ]
        for visible, decisions in zip(seen, stated, strict=True)
    ]


def _foretold(
    number: int, probability: float, possible: list[bool], decision: str | None
) -> Foretold:
    surprising = None if decision is None else not possible[OUTCOMES.index(decision)]
    return Foretold(number, round(probability, 6), sum(possible) != 1, surprising)
