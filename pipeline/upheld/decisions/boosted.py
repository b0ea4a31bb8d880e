"""Two scorers of items in one: a regression on names and words, and boosted trees that see combinations of names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from functools import cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import ThreadpoolController

from upheld.decisions.odds import LogOddsClassifier

Floats = npt.NDArray[np.float64]

NUMBERS = ("known", "criteria")
"""The columns of named numbers."""
TEXTS = {"summary": 10, "request": 3, "denial": 5}
"""The columns of words, and in how many items a term must stand at least."""


class BoostedScorer(LogOddsClassifier):
    """Average of the log-odds of a logistic regression and of gradient boosting.

    The trees see the named numbers that the most items have, not single words: these would be too many to be dense.

    Args:
        texts: which of the columns that are texts the regression reads.
        strength: inverse strength of its penalty.
        names: how many named numbers the trees see at most.
        fewest: in how many items a named number must stand at least.
        trees: how many.
        share: weight of the trees in the average, 0 to 1.
        seed: the same seed gives the same trees.

    """

    def __init__(
        self,
        texts: Sequence[str] = (),
        *,
        strength: float = 0.3,
        names: int = 1_000,
        fewest: int = 15,
        trees: int = 150,
        share: float = 0.5,
        seed: int = 7,
    ) -> None:
        self.texts = texts
        self.strength = strength
        self.names = names
        self.fewest = fewest
        self.trees = trees
        self.share = share
        self.seed = seed

    def __getstate__(self) -> dict[str, Any]:
        """Give what a file holds: the words of each reader as one text, which takes little time and memory to read."""
        state: dict[str, Any] = dict(super().__getstate__())
        if "columns_" in state:
            words = {
                name: sorted(reader.vocabulary_, key=reader.vocabulary_.__getitem__)
                for name, reader, _ in self.readers
            }
            state["columns_"] = _with_words(self.columns_, {name: [] for name in words})
            state["words"] = json.dumps(words)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what `__getstate__` gave."""
        own = dict(state)
        words = own.pop("words", None)
        super().__setstate__(own)
        if words is not None:
            self.columns_ = _with_words(own["columns_"], json.loads(words))

    @property
    def readers(self) -> list[tuple[str, Any, str]]:
        """Give each fitted vectorizer with its name and the column that it reads, in the order of the matrix."""
        return [held for held in self.columns_.transformers_ if held[0] in (*NUMBERS, *TEXTS)]

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:  # noqa: N803
        """Learn from items: `X` are rows of `describe`, `y` two classes."""
        self.columns_ = ColumnTransformer([*_numbers(), *_words(self.texts)])
        matrix = self.columns_.fit_transform(X)
        self.regression_ = LogisticRegression(C=self.strength, max_iter=3_000).fit(matrix, y)
        self.kept_ = self._often(matrix)
        boosting = HistGradientBoostingClassifier(
            learning_rate=0.06,
            max_iter=self.trees,
            max_leaf_nodes=15,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self.seed,
        )
        with _one_thread():
            self.boosting_ = boosting.fit(self._dense(matrix), y)
        self.classes_ = self.regression_.classes_
        return self

    def decision_function(self, X: pd.DataFrame) -> Floats:  # noqa: N803
        """Give the log-odds of the second class."""
        regressed, boosted = self.parts(X)
        scores: Floats = (1 - self.share) * regressed + self.share * boosted
        return scores

    def parts(self, X: pd.DataFrame) -> tuple[Floats, Floats]:  # noqa: N803
        """Give the log-odds of the regression and those of the trees."""
        check_is_fitted(self)
        matrix = self._read(X)
        with _one_thread():
            boosted = self.boosting_.decision_function(self._dense(matrix))
        return self.regression_.decision_function(matrix), boosted

    def _read(self, X: pd.DataFrame) -> sparse.csr_matrix:  # noqa: N803
        """Give what `columns_.transform` gives. The items of a letter share its summary, which is read once."""
        blocks = []
        for name, reader, column in self.readers:
            if name in NUMBERS:
                blocks.append(reader.transform(X[column]))
            else:
                rows, texts = pd.factorize(X[column])
                blocks.append(reader.transform(texts)[rows])
        return sparse.hstack(blocks, format="csr")

    def _often(self, matrix: sparse.csr_matrix) -> npt.NDArray[np.int64]:
        """Give the columns of the named numbers that stand in the most items."""
        last = self.columns_.output_indices_[NUMBERS[-1]].stop
        held = np.asarray((matrix[:, :last] != 0).sum(axis=0)).ravel()
        most = np.argsort(-held, kind="stable")[: self.names]
        return np.sort(most[held[most] >= min(self.fewest, held.max())])

    def _dense(self, matrix: sparse.csr_matrix) -> npt.NDArray[np.float32]:
        return np.asarray(matrix[:, self.kept_].astype(np.float32).todense())


def _with_words(columns: ColumnTransformer, words: Mapping[str, list[str]]) -> ColumnTransformer:
    """Copy a fitted transformer, with these words, in the order of their columns, in the readers of those names."""
    copied = copy(columns)
    copied.transformers_ = [
        (name, _knowing(reader, words[name]) if name in words else reader, column)
        for name, reader, column in columns.transformers_
    ]
    return copied


def _knowing(reader: Any, words: list[str]) -> Any:
    copied = copy(reader)
    copied.vocabulary_ = {word: at for at, word in enumerate(words)}
    if hasattr(reader, "feature_names_"):
        copied.feature_names_ = words
    return copied


def _numbers() -> list[tuple[str, Any, str]]:
    return [(name, DictVectorizer(), name) for name in NUMBERS]


def _words(texts: Sequence[str]) -> list[tuple[str, Any, str]]:
    return [
        (name, TfidfVectorizer(ngram_range=(1, 2), min_df=TEXTS[name], sublinear_tf=True), name)
        for name in texts
    ]


def _one_thread() -> AbstractContextManager[object]:
    """Keep the trees to one thread: more wait for one another where several processes share the machine."""
    limits: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="openmp")
    return limits


@cache
def _libraries() -> ThreadpoolController:
    """Look for the libraries that have threads: all are there when this module is."""
    return ThreadpoolController()
