"""Learns the models of meaning from letters whose entities have gold: status, result, and what a quantity is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from upheld.meaning.attaching import by_rules
from upheld.meaning.attaching.features import chain_features, questions
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.feature_model import FeatureModel, find_names
from upheld.meaning.models import MeaningModels
from upheld.meaning.quantities import find_quantities
from upheld.meaning.status.features import FeatureReader
from upheld.meaning.status.letter import read_letter
from upheld.training.meaning.cases import Case

_LEAST = 3  # A feature that holds of fewer things is left out.
_STATUS_C, _RESULT_C, _ATTACHING_C = 0.1, 0.1, 1.0
# A macro F1 counts rare values as much as common ones; more weight than this costs more of these than it wins of those.
_WEIGHTS = {"suspected": 2.0, "tried": 2.0, "other": 4.0}
_STEPS = 200
_SILENT = 0.01  # A weight that moves no decision.
Matrix: TypeAlias = Any  # A sparse matrix of scipy, which has no types.
Numbers = npt.NDArray[np.float64]


def learn(cases: Sequence[Case]) -> MeaningModels:
    """Learn the models from letters, which ought to be of many hands.

    Raises:
        ValueError: fewer than two statuses or results stand in them.

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
        status=_classify(held, statuses, _STATUS_C, _WEIGHTS),
        result=_classify([held[n] for n in tried], [str(results[n]) for n in tried], _RESULT_C),
        attaching=_rank(cases),
    )


def _classify(
    held: Sequence[Sequence[str]],
    values: Sequence[str],
    strength: float,
    weights: dict[str, float] | None = None,
) -> FeatureModel:
    """Fit a logistic regression; `strength` is the inverse of its regularisation."""
    if len(set(values)) < 2:
        raise ValueError(f"only {sorted(set(values))} stands in the gold: give letters with more")
    rows = _rows(held)
    known = {value: (weights or {}).get(value, 1.0) for value in set(values)}
    fitted = LogisticRegression(C=strength, max_iter=_STEPS, class_weight=known)
    fitted.fit(_matrix(held, rows), values)
    sides, base = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # scikit-learn then keeps one side alone.
        sides, base = np.vstack([-sides, sides]) / 2, np.array([-base[0], base[0]]) / 2
    return _model(tuple(map(str, fitted.classes_)), rows, sides.T, base)


def _rank(cases: Iterable[Case]) -> FeatureModel:
    """Fit a conditional logit (McFadden 1974): of the candidates of each quantity, the right one is to score highest.

    Quantities whose gold is no candidate are left out.
    """
    held: list[list[str]] = []
    sizes: list[int] = []
    places: list[int] = []
    for case in cases:
        quantities = find_quantities(case.text, case.mentions)
        topics = Topics(case.text, case.mentions)
        ruled = by_rules(case.text, case.mentions, quantities, topics)
        for question in questions(case.text, case.mentions, quantities, ruled, topics, find_names):
            due = case.measures[question.number]
            if case.gold[question.number].quantity is None or due not in question.candidates:
                continue
            before = case.measures[question.number - 1] if question.number else None
            places.append(sum(sizes) + question.candidates.index(due))
            sizes.append(len(question.candidates))
            for place, names in enumerate(question.features):
                held.append([*names, *chain_features(question, place, before)])
    rows = _rows(held)
    matrix = _matrix(held, rows)
    weights = _fit_ranking(matrix, np.array(sizes), np.array(places))
    return _model(("belongs",), rows, weights[:, None], np.zeros(1))


def _fit_ranking(
    matrix: Matrix, sizes: npt.NDArray[np.intp], places: npt.NDArray[np.intp]
) -> Numbers:
    starts = np.concatenate(([0], sizes.cumsum()[:-1]))
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - highest[owner])
        total = np.add.reduceat(raised, starts)
        error = raised / total[owner]
        likelihood = (scores[places] - highest - np.log(total)).sum()
        error[places] -= 1
        gradient = _ATTACHING_C * (matrix.T @ error) + weights
        return float(0.5 * weights @ weights - _ATTACHING_C * likelihood), gradient

    options = {"maxiter": _STEPS}
    start = np.zeros(matrix.shape[1])
    fitted: Numbers = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return fitted


def _rows(held: Iterable[Iterable[str]]) -> dict[str, int]:
    """Give a number to each feature that holds of enough things, by its name."""
    counts = Counter(chain.from_iterable(map(set, held)))
    return {
        name: row for row, name in enumerate(sorted(n for n, k in counts.items() if k >= _LEAST))
    }


def _matrix(held: Sequence[Sequence[str]], rows: dict[str, int]) -> Matrix:
    """Say which features hold of which thing, each once or as often as it is named: `(things, features)`."""
    known = [[rows[name] for name in names if name in rows] for names in held]
    lengths = np.array([0, *map(len, known)]).cumsum()
    columns = np.fromiter(chain.from_iterable(known), np.intp, lengths[-1])
    return csr_matrix((np.ones(len(columns)), columns, lengths), shape=(len(held), len(rows)))


def _model(classes: tuple[str, ...], rows: dict[str, int], weights: Any, base: Any) -> FeatureModel:
    """Keep the features that say something, and their weights as exactly as they are saved."""
    rounded = weights.astype("float16").astype("float32")
    kept = np.flatnonzero(np.abs(rounded).max(axis=1) > _SILENT)
    names = list(rows)
    return FeatureModel(
        classes,
        {names[row]: n for n, row in enumerate(kept)},
        rounded[kept],
        base.astype("float32"),
    )
