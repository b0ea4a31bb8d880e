"""Why the decision model says what it says: what each sentence does to the probability, and precedents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from upheld.decisions.criteria import STATES
from upheld.decisions.features.table import describe, read_sentences, sentence_names
from upheld.decisions.letters import LetterModel
from upheld.decisions.precedents import Precedent
from upheld.decisions.visible import Asked, Visible

_SURE = 1e-6
_READ = 0.5  # So surely a criterion is read to be named.
_SHOWN = 4  # Entities named at most of one sentence.


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the summary: characters `[start, end)` of the letter, what it tells, how far it moved the log-odds.

    `moved` is above 0 where the sentence speaks for overturning: the log-odds with it less those without it.
    """

    start: int
    end: int
    tells: tuple[str, ...]
    moved: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What moved one item most, the strongest first, and the earlier items most like it."""

    number: int
    reasons: tuple[Reason, ...]
    precedents: tuple[Precedent, ...]


def explain(
    model: LetterModel, visible: Visible, *, reasons: int = 5, precedents: int = 5
) -> list[Explanation]:
    """Explain each item of a letter.

    A sentence moves an item by what the probability is without it: with everything that was read from it left out.
    """
    without = (-1, *range(len(visible.sentences)))
    table = describe(visible, model.criteria, without=without)
    if not len(table):
        return []
    said = np.clip(model.predict_proba(table)[:, 1], _SURE, 1 - _SURE)
    odds = logit(said).reshape(len(visible.items), len(without))
    read = read_sentences(visible, model.criteria)
    held = sentence_names(visible)
    explained = []
    for at, item in enumerate(visible.items):
        moved = odds[at, 0] - odds[at, 1:]
        strongest = sorted(range(len(moved)), key=lambda n: (-abs(moved[n]), n))[:reasons]
        told = tuple(
            Reason(
                visible.sentences[n].source_start,
                visible.sentences[n].source_end,
                _tells(model, visible, item, read[n], held[n]),
                round(float(moved[n]), 4),
            )
            for n in strongest
            if abs(moved[n]) > 0
        )
        row = {str(name): value for name, value in table.iloc[at * len(without)].items()}
        alike = tuple(model.precedents.most_like(row, precedents))
        explained.append(Explanation(item.number, told, alike))
    return explained


def _tells(
    model: LetterModel, visible: Visible, item: Asked, read: np.ndarray, held: Sequence[int]
) -> tuple[str, ...]:
    """Say in words what a sentence tells: criteria of the item that it meets or denies, then what it names."""
    criteria = model.criteria
    topic = criteria.topic_of(item.text, item.request.kind)
    told = [
        f"{name.replace('_', ' ')}: {STATES[state]}"
        for name in (criteria.asked[topic] if topic else ())
        for state in (0, 1)
        if read[state, criteria.names.index(name)] > _READ
    ]
    for number in held[:_SHOWN]:
        mention, meaning = visible.mentions[number], visible.meanings[number]
        words = " ".join(mention.words(visible.text).split())
        told.append(f"{words} ({meaning.status})" if meaning.status else words)
    return tuple(told)
