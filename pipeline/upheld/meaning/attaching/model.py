"""Attaching by a model that has learned from annotated letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upheld.meaning.attaching.features import chain_features, questions
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.feature_model import FeatureModel
from upheld.meaning.mentions import Mention
from upheld.meaning.quantity import Quantity


def attach_learned(
    text: str,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity | None],
    ruled: Sequence[int | None],
    topics: Topics,
    model: FeatureModel,
) -> list[int | None]:
    """Find the entity that each quantity belongs to: the best of its candidates, from the first quantity to the last.

    Arguments and result are those of `attach`; `ruled` is what the rules say, `model` ranks candidates.
    """
    found: list[int | None] = [None] * len(mentions)
    asked = list(questions(text, mentions, quantities, ruled, topics, model.find))
    scores = iter(
        model.score_rows([rows for question in asked for rows in question.features])[:, 0]
    )
    for question in asked:
        best, highest = None, -float("inf")
        for place, candidate in enumerate(question.candidates):
            score = float(next(scores))
            if question.chained is not None:
                score += _weight(model, chain_features(question, place, found[question.number - 1]))
            if score > highest:
                best, highest = candidate, score
        found[question.number] = best
    return found


def _weight(model: FeatureModel, names: Iterable[str]) -> float:
    rows = [row for name in names if (row := model.rows.get(name)) is not None]
    return float(model.weights[rows, 0].sum()) if rows else 0.0
