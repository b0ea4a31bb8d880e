"""Learns the models of meaning from letters whose entities have gold: status, result, and what a quantity is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix

from upheld.meaning.attaching import by_rules
from upheld.meaning.attaching.features import chain_features, questions
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.feature_model import FeatureModel, find_names
from upheld.meaning.models import MeaningModels
from upheld.meaning.quantities import find_quantities
from upheld.meaning.status.features import FeatureReader
from upheld.meaning.status.letter import read_letter
from upheld.training.meaning.cases import Case
from upheld.training.meaning.fitting import Matrix, Questions, fit

_LEAST = 3  # A feature that holds of fewer things is left out.
_UNITS = 8  # Hidden ones.
# A macro F1 counts rare values as much as common ones; more weight than this costs more of these than it wins of those.
_WEIGHTS = {"suspected": 2.0, "tried": 2.0, "other": 4.0}
_SILENT = 0.01  # A weight that moves no decision.


def learn(cases: Sequence[Case]) -> MeaningModels:
    """Learn the models from letters, which ought to be of many hands.

    Raises:
        ValueError: fewer than two statuses or results stand in them, or no quantity that belongs to an entity.

    """
    held: list[list[str]] = []
    statuses: list[str] = []
    results: list[str | None] = []
    reader = FeatureReader(find_names)
    for case in cases:
        ruled = read_letter(case.text, case.mentions)
        gold = [g for g, ruling in zip(case.gold, ruled, strict=True) if ruling is not None]
        rulings = [ruling for ruling in ruled if ruling is not None]
        held += [reader.of(rulings, n) for n in range(len(rulings))]
        statuses += [str(one.status) for one in gold]
        results += [one.result for one in gold]
    tried = [n for n, result in enumerate(results) if result is not None]
    return MeaningModels(
        status=_classify(held, statuses, _WEIGHTS),
        result=_classify([held[n] for n in tried], [str(results[n]) for n in tried]),
        attaching=_rank(cases),
    )


def _classify(
    held: Sequence[Sequence[str]],
    values: Sequence[str],
    weights: Mapping[str, float] | None = None,
) -> FeatureModel:
    """Fit a model that tells values apart by the features that things hold."""
    classes = sorted(set(values))
    if len(classes) < 2:
        raise ValueError(f"only {classes} stands in the gold: give letters with more")
    rows = _rows(held)
    due = [classes.index(value) for value in values]
    costs = [(weights or {}).get(value, 1.0) for value in values]
    asked = Questions(_matrix(held, rows), np.arange(len(held) + 1), np.array(due), np.array(costs))
    return _model(tuple(classes), rows, asked)


def _rank(cases: Iterable[Case]) -> FeatureModel:
    """Fit a model that ranks: of the candidates of each quantity, the right one is to score highest.

    Quantities whose gold is no candidate are left out.
    """
    held: list[list[str]] = []
    starts, due = [0], []
    for case in cases:
        quantities = find_quantities(case.text, case.mentions)
        topics = Topics(case.text, case.mentions)
        ruled = by_rules(case.text, case.mentions, quantities, topics)
        for question in questions(case.text, case.mentions, quantities, ruled, topics, find_names):
            right = case.measures[question.number]
            if case.gold[question.number].quantity is None or right not in question.candidates:
                continue
            before = case.measures[question.number - 1] if question.number else None
            due.append(question.candidates.index(right))
            for place, names in enumerate(question.features):
                held.append([*names, *chain_features(question, place, before)])
            starts.append(len(held))
    if not due:
        raise ValueError("no quantity of the gold belongs to an entity: give letters with more")
    rows = _rows(held)
    asked = Questions(_matrix(held, rows), np.array(starts), np.array(due), np.ones(len(due)))
    return _model(("belongs",), rows, asked)


def _rows(held: Iterable[Iterable[str]]) -> dict[str, int]:
    """Give a number to each feature that holds of enough things, by its name."""
    counts = Counter(chain.from_iterable(map(set, held)))
    return {
        name: row for row, name in enumerate(sorted(n for n, k in counts.items() if k >= _LEAST))
    }


def _matrix(held: Sequence[Sequence[str]], rows: Mapping[str, int]) -> Matrix:
    """Say which features hold of which thing, each once or as often as it is named: `(things, features)`."""
    known = [[rows[name] for name in names if name in rows] for names in held]
    lengths = np.array([0, *map(len, known)]).cumsum()
    columns = np.fromiter(chain.from_iterable(known), np.intp, lengths[-1])
    ones = np.ones(len(columns), "float32")
    return csr_matrix((ones, columns, lengths), shape=(len(held), len(rows)))


def _model(classes: tuple[str, ...], rows: Mapping[str, int], asked: Questions) -> FeatureModel:
    """Keep the features that say something, and their weights as exactly as they are saved."""
    weights, base, out = fit(asked, len(classes), _UNITS)
    rounded = weights.astype("float16").astype("float32")
    kept = np.flatnonzero(np.abs(rounded).max(axis=1) > _SILENT)
    names = list(rows)
    return FeatureModel(
        classes, {names[row]: n for n, row in enumerate(kept)}, rounded[kept], base, out
    )
