"""Measures finders of meaning beside one another on letters with gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.meaning import find_meanings, read_request
from upheld.meaning.models import MeaningModels
from upheld.training.bootstrap import draw, named
from upheld.training.meaning.cases import Case, MeaningFinder, RequestReader
from upheld.training.meaning.parts import PARTS, Answer, ask
from upheld.training.scoring import SAMPLES

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Finders:
    """What is measured under one name: what it says of entities, and what of items."""

    find: MeaningFinder
    read: RequestReader


def our_finders(models: MeaningModels | None) -> dict[str, Finders]:
    """Give what this program says: `model` by what was learned, `rules` without it."""
    return {
        "model": Finders(partial(find_meanings, models=models), read_request),
        "rules": Finders(find_meanings, read_request),
    }


def measure(cases: Sequence[Case], finders: Mapping[str, Finders]) -> pd.DataFrame:
    """Measure finders by their names.

    Returns:
        A row for each finder and part: `finder`, `part`, `letters`, `asked` (questions), `answered` (share of them to
        which something was said), `accuracy` (share that is right), `accuracy_of_answered`, `macro_f1` (over the gold
        values of status, result and request kind, else not a number), each with the 95 % bootstrap interval over
        letters in `_low` and `_high`.

    """
    rows = []
    for name, finder in finders.items():
        asked = [list(ask(case, finder.find, finder.read)) for case in cases]
        for part in PARTS:
            answers = [[a for p, a in letter if p == part] for letter in asked]
            if any(answers):
                rows.append({"finder": name, "part": part, **_scores(part, answers)})
    return pd.DataFrame(rows)


def errors(cases: Iterable[Case], finder: Finders) -> pd.DataFrame:
    """Give every answer of a finder that is not right: `letter`, `part`, `gold`, `said`; no words of the letter."""
    rows = [
        (case.id, part, answer.gold, answer.said)
        for case in cases
        for part, answer in ask(case, finder.find, finder.read)
        if not answer.right
    ]
    return pd.DataFrame(rows, columns=["letter", "part", "gold", "said"])


_WITH_CLASSES = {"status", "result", "request kind"}


def _scores(part: str, answers: Sequence[Sequence[Answer]]) -> dict[str, float]:
    counts = np.array([_count(letter) for letter in answers], dtype=float)
    row: dict[str, float] = {"letters": len(answers), "asked": counts[:, 0].sum()}
    drawn = draw(len(answers), SAMPLES).astype(float)
    for name, top, bottom in (
        ("answered", 1, 0),
        ("accuracy", 2, 0),
        ("accuracy_of_answered", 3, 1),
    ):
        row |= named(name, _rate(counts, top, bottom, drawn))
    if part in _WITH_CLASSES:
        row |= named("macro_f1", _macro_f1(answers, drawn))
    return row


def _count(answers: Sequence[Answer]) -> tuple[int, int, int, int]:
    """Count the questions of a letter, the answers to them, those that are right, and those that are both."""
    said = [answer.said is not None for answer in answers]
    right = [answer.right for answer in answers]
    return len(answers), sum(said), sum(right), sum(map(bool.__and__, said, right))


def _rate(counts: Counts, top: int, bottom: int, drawn: Counts) -> Counts:
    """Give a rate over all letters, and over each draw of them: shape `(1 + draws,)`."""
    summed = np.vstack([counts.sum(axis=0), drawn @ counts])
    with np.errstate(invalid="ignore", divide="ignore"):
        rate: Counts = summed[:, top] / summed[:, bottom]
    return rate


def _macro_f1(answers: Sequence[Sequence[Answer]], drawn: Counts) -> Counts:
    """Give the mean F1 of the values that the gold has, over all letters and over each draw."""
    values = sorted({a.gold for letter in answers for a in letter if a.gold is not None})
    scores = []
    for value in values:
        counts = np.array(
            [
                [
                    sum(a.gold == value for a in letter),
                    sum(a.said == value for a in letter),
                    sum(a.gold == value and a.right for a in letter),
                ]
                for letter in answers
            ],
            dtype=float,
        )
        gold, said, right = np.vstack([counts.sum(axis=0), drawn @ counts]).T
        with np.errstate(invalid="ignore", divide="ignore"):
            scores.append(np.where(gold > 0, 2 * right / (gold + said), np.nan))
    mean: Counts = np.nanmean(np.array(scores), axis=0)
    return mean
