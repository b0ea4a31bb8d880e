"""Status: what a letter says of a diagnosis or a treatment, by the words around it and the headings above it.

Rules come first, after ConText (Harkema et al. 2009), with cues of medical review: what was tried and how it worked,
what a guideline says of patients at large, what utilization review refused. `annotations/meaning.md` has the rules,
`tables/` the words. A model that has learned from annotated letters (`features.py`) goes by what they say and by the
words themselves, and decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Mention
from upheld.meaning.models import MeaningModels
from upheld.meaning.status.features import reader_for
from upheld.meaning.status.letter import read_letter
from upheld.meaning.status.spot import Ruling
from upheld.meaning.status.value import Status

__all__ = ["Status", "find_status"]

TRIED = "tried"


def find_status(
    text: str, mentions: Sequence[Mention], models: MeaningModels | None = None
) -> list[Status | None]:
    """Give a status for each treatment and each diagnosis, None for all else, in the order of the mentions.

    Args:
        text: the reflowed letter, its paragraphs parted by line feeds.
        mentions: all entities, in their order, none across another, in characters of `text`.
        models: what was learned; without it the rules decide alone.

    """
    rulings = read_letter(text, mentions)
    if models is None:
        return [None if ruling is None else ruling.status for ruling in rulings]
    decided = iter(_decide([ruling for ruling in rulings if ruling is not None], models))
    return [None if ruling is None else next(decided) for ruling in rulings]


def _decide(rulings: Sequence[Ruling], models: MeaningModels) -> list[Status]:
    """Let the models decide; a diagnosis is not tried."""
    reader = reader_for(models.status)
    scores = models.status.score_rows([reader.of(rulings, n) for n in range(len(rulings))])
    if TRIED in models.status.classes:
        diagnoses = [ruling.spot.words[ruling.spot.place] != "T" for ruling in rulings]
        scores[diagnoses, models.status.classes.index(TRIED)] = -float("inf")
    values = [models.status.classes[best] for best in scores.argmax(axis=1)]
    tried = [n for n, value in enumerate(values) if value == TRIED]
    results = iter(_decide_results(rulings, tried, models) if tried else ())
    return [Status(value, next(results) if value == TRIED else None) for value in values]


def _decide_results(
    rulings: Sequence[Ruling], tried: Sequence[int], models: MeaningModels
) -> list[str]:
    """Let a model decide how the treatments of some rulings worked."""
    reader = reader_for(models.result)
    scores = models.result.score_rows([reader.of(rulings, n) for n in tried])
    return [models.result.classes[best] for best in scores.argmax(axis=1)]
