"""Agreement of two readings of what entities and items mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from upheld.corpus.document import CorpusError
from upheld.corpus.meanings import GoldMeaning, GoldMeanings, GoldRequest

_OF_ENTITIES = ("status", "result", "quantity", "measures", "sites", "levels", "side", "category")
_OF_ITEMS = (
    "kind",
    "drug",
    "dose",
    "count",
    "frequency",
    "duration",
    "sites",
    "levels",
    "side",
    "date",
)


def compare_meanings(first: Iterable[GoldMeanings], second: Iterable[GoldMeanings]) -> pd.DataFrame:
    """Count where two readings of the same letters say the same.

    Asked is what either reading says something of; `category` is the first three characters of the code, and two
    readings agree on it where they share one.

    Returns:
        A row a part: `part`, `asked`, `same`, `agreement` (0 to 1).

    Raises:
        CorpusError: the readings are not of the same letters, or not of the same entities.

    """
    ones, others = ({reading.id: reading for reading in side} for side in (first, second))
    if ones.keys() != others.keys():
        raise CorpusError(
            f"{min(ones.keys() ^ others.keys())} is in one reading alone: give two of the same letters"
        )
    asked: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for name in sorted(ones):
        for part, agree in _compared(ones[name], others[name]):
            asked[part] += 1
            same[part] += agree
    rows = [(p, asked[p], same[p], same[p] / asked[p]) for p in asked]
    return pd.DataFrame(rows, columns=["part", "asked", "same", "agreement"])


def _compared(one: GoldMeanings, other: GoldMeanings) -> Iterator[tuple[str, bool]]:
    places = [
        [(e.start, e.end, e.label) for e in r.entities] + [i.number for i in r.items]
        for r in (one, other)
    ]
    if places[0] != places[1]:
        raise CorpusError(f"{one.id}: the readings are not of the same entities and items")
    for mine, theirs in zip(one.entities, other.entities, strict=True):
        for part in _OF_ENTITIES:
            yield from _agree(part, _entity(mine, part), _entity(theirs, part))
    for item, its in zip(one.items, other.items, strict=True):
        for part in _OF_ITEMS:
            yield from _agree(f"request {part}", _item(item, part), _item(its, part))


def _agree(part: str, one: Any, other: Any) -> Iterator[tuple[str, bool]]:
    if one or other:
        alike = bool(one & other) if part == "category" else one == other
        yield part, alike


def _entity(gold: GoldMeaning, part: str) -> Any:
    if part == "category":
        return {code[:3] for code in gold.codes}
    value = getattr(gold, part)
    return sorted(value) if part in {"sites", "levels"} else value


def _item(gold: GoldRequest, part: str) -> Any:
    value = getattr(gold, part)
    return sorted(value) if part in {"sites", "levels"} else value
