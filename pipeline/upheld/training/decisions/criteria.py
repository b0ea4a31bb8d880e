"""Learns to read the criteria of guidelines from the sentences and requests of made-up cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from upheld.corpus.simulator.facts import bound_to_item
from upheld.corpus.simulator.kinds import load_kinds
from upheld.corpus.simulator.sentences import ask, tell
from upheld.decisions.criteria import Criteria, TermModel, terms
from upheld.meaning import read_request

CASES = 3_000
"""How many made-up cases give enough sentences of every criterion."""

_FEWEST = 8  # Of a term.
_WEAKEST = 0.5  # What weighs less, in log-odds, is dropped: most of the terms, and hardly any of the reading.
_RARE = 0.03  # Of the requests of a topic, those of a kind that is a slip.
_SOFTNESS = 300.0  # Inverse strength of the penalty; the labels have no noise.


def learn_criteria(cases: int = CASES, *, seed: int = 1) -> Criteria:
    """Learn from made-up cases of the training side; the same arguments give the same reader."""
    told = list(tell(cases, seed=seed))
    names = sorted({name for one in told for name in one.met | one.unmet})
    labels = [
        np.array([name in (one.met, one.unmet)[state] for one in told])
        for state in (0, 1)
        for name in names
    ]
    requests = list(ask(cases, seed=seed))
    topics = sorted({topic for _, topic in requests})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, topic in requests:
        counts[topic][read_request(words).kind] += 1
    return Criteria(
        topics=topics,
        kinds={
            topic: sorted(k for k, n in held.items() if n > _RARE * held.total())
            for topic, held in counts.items()
        },
        asked={topic: [f for f in load_kinds()[topic].facts if f in names] for topic in topics},
        names=names,
        own=[name for name in names if bound_to_item(name)],
        requests=_learn(
            [words for words, _ in requests],
            [np.array([own == topic for _, own in requests]) for topic in topics],
        ),
        told=_learn([one.text for one in told], labels),
        cases=cases,
    )


def _learn(texts: Sequence[str], labels: Sequence[npt.NDArray[np.bool_]]) -> TermModel:
    """Learn each label, all told apart from the rest, by logistic regression on terms."""
    counts = Counter(term for text in texts for term in terms(text))
    kept = sorted(term for term, count in counts.items() if count >= _FEWEST)
    rows = {term: row for row, term in enumerate(kept)}
    matrix = _matrix(texts, rows)
    weights = np.zeros((len(rows), len(labels)), np.float32)
    base = np.full(len(labels), -np.inf, np.float32)
    for column, label in enumerate(labels):
        if not label.any():
            base[column] = -20.0
            continue
        fitted = LogisticRegression(C=_SOFTNESS, solver="liblinear").fit(matrix, label)
        weights[:, column] = fitted.coef_[0]
        base[column] = fitted.intercept_[0]
    weights[np.abs(weights) < _WEAKEST] = 0
    used = np.abs(weights).max(axis=1, initial=0.0) > 0
    names = [term for term, row in rows.items() if used[row]]
    return TermModel({term: row for row, term in enumerate(names)}, weights[used], base)


def _matrix(texts: Sequence[str], rows: dict[str, int]) -> sparse.csr_matrix:
    held = [[rows[term] for term in terms(text) if term in rows] for text in texts]
    lengths = np.array([len(known) for known in held], np.int32)
    columns = np.array([row for known in held for row in known], np.int32)
    values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    ends = np.concatenate(([0], lengths.cumsum())).astype(np.int32)
    return sparse.csr_matrix((values, columns, ends), shape=(len(texts), len(rows)))
