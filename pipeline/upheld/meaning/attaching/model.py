"""Attaching by a model that has learned from annotated letters."""

from __future__ import annotations

from collections.abc import Sequence

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
    sums = model.add_rows([rows for question in asked for rows in question.features])
    scores = model.scores_of(sums)[:, 0]
    first = 0
    for question in asked:
        places = range(first, first + len(question.candidates))
        first = places.stop
        if question.chained is not None:
            before = found[question.number - 1]
            for place, at in enumerate(places):
                names = chain_features(question, place, before)
                rows = [row for name in names if (row := model.rows.get(name)) is not None]
                if rows:
                    sums[at] += model.weights[rows].sum(axis=0)
                    scores[at] = model.scores_of(sums[at : at + 1])[0, 0]
        best = int(scores[places.start : places.stop].argmax())
        found[question.number] = question.candidates[best]
    return found
