"""The decision model for letters: from what was known of an item, a calibrated probability, and abstention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline

from upheld.decisions.conformal import outcome_sets, strangeness
from upheld.decisions.criteria import Criteria
from upheld.decisions.errors import DecisionError
from upheld.decisions.features import COLUMNS
from upheld.decisions.precedents import Precedents

Floats = npt.NDArray[np.float64]

WRITTEN, SIMULATED = "written", "simulated"
"""The populations that decisions come from. Each has its own base rate; both share how criteria weigh."""

_NUMBERS = ("known", "criteria")
_TEXTS = {"summary": 10, "request": 3, "denial": 5}  # In how many items a term must stand at least.
_ENOUGH = 200  # Written items from which words are learned.
_FOLDS = 5


def create_scorer(texts: Sequence[str], strength: float = 0.3) -> Pipeline:
    """Give an unfitted logistic regression on the columns of `describe`.

    Args:
        texts: which of the columns that are texts it reads.
        strength: inverse strength of the penalty.

    """
    blocks: list[tuple[str, Any, str]] = [(name, DictVectorizer(), name) for name in _NUMBERS]
    blocks += [
        (name, TfidfVectorizer(ngram_range=(1, 2), min_df=_TEXTS[name], sublinear_tf=True), name)
        for name in texts
    ]
    return Pipeline(
        [
            ("columns", ColumnTransformer(blocks)),
            ("regression", LogisticRegression(C=strength, max_iter=3_000)),
        ]
    )


def texts_for(written: int) -> tuple[str, ...]:
    """Give the columns of words that so many written items are enough to learn from: all or none."""
    return tuple(_TEXTS) if written >= _ENOUGH else ()


def of_population(table: pd.DataFrame, populations: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Leave to each row what its population can teach.

    The frequencies of simulated letters (which diagnoses, drugs, words) are made up: of these only the criteria count.
    """
    simulated = populations == SIMULATED
    held = table[list(COLUMNS)].copy()
    held["known"] = pd.Series(
        [
            {"simulated": 1.0} if made_up else known
            for made_up, known in zip(simulated, table["known"], strict=True)
        ],
        index=held.index,
        dtype=object,
    )
    for name in _TEXTS:
        held.loc[simulated, name] = ""
    return held


class LetterModel:
    """A calibrated logistic regression on what was known before, with conformal sets.

    Once fitted, `scorer` is a `CalibratedClassifierCV`, `strange` the strangeness of decisions that it had not learnt
    from, by population, and `precedents` the items that it learnt from, as plain values. Nothing in it is text of a
    letter but terms that stand in many.
    """

    def __init__(self, criteria: Criteria, *, strength: float = 0.3, seed: int = 7) -> None:
        self.criteria = criteria
        self.strength = strength
        self.seed = seed

    def fit(
        self,
        table: pd.DataFrame,
        outcomes: npt.NDArray[np.int64],
        letters: npt.NDArray[np.object_],
        populations: npt.NDArray[np.object_],
    ) -> Self:
        """Learn from decided items.

        Args:
            table: the rows of `describe`.
            outcomes: 0 and 1, overturned.
            letters: the letter of each item; a letter's items never stand on both sides of a fold.
            populations: `written` or `simulated`, of each item.

        Raises:
            DecisionError: there are too few letters of either outcome.

        """
        folds = _folds(outcomes, letters, self.seed)
        held = of_population(table, populations)
        self.populations = sorted(set(populations))
        written = int((populations == WRITTEN).sum())
        pipeline = create_scorer(texts_for(written), self.strength)
        self.scorer = CalibratedClassifierCV(pipeline, method="sigmoid", cv=folds, ensemble=False)
        self.scorer.fit(held, outcomes)
        scores = cross_val_predict(pipeline, held, outcomes, cv=folds, method="decision_function")
        calibrator = self.scorer.calibrated_classifiers_[0].calibrators[0]
        self.scorer.set_params(cv=None)  # The folds have served.
        strange = strangeness(np.asarray(calibrator.predict(scores)), outcomes)
        self.strange = {
            population: np.sort(strange[populations == population])
            for population in self.populations
        }
        real = populations == WRITTEN
        self.precedents = Precedents.of(table[real], outcomes[real], letters[real])
        return self

    def predict_proba(self, table: pd.DataFrame, population: str = WRITTEN) -> Floats:
        """Give the probabilities of both outcomes for items of a population: shape `(rows, 2)`."""
        if not len(table):
            return np.zeros((0, 2))
        held = of_population(table, np.full(len(table), population, dtype=object))
        probabilities: Floats = self.scorer.predict_proba(held)
        return probabilities

    def predict_set(
        self, table: pd.DataFrame, population: str = WRITTEN, error_rate: float = 0.1
    ) -> npt.NDArray[np.bool_]:
        """Give the outcomes that cannot be ruled out at an error rate: shape `(rows, 2)`; one is a decision."""
        known = self.strange.get(population)
        if known is None:
            known = np.concatenate(list(self.strange.values()))
        return outcome_sets(self.predict_proba(table, population)[:, 1], known, error_rate)


def _folds(
    outcomes: npt.NDArray[np.int64], letters: npt.NDArray[np.object_], seed: int
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    holding = [len(set(letters[outcomes == outcome])) for outcome in (0, 1)]
    folds = min(_FOLDS, *holding)
    if folds < 2:
        raise DecisionError(
            f"{holding[0]} letters with an item upheld and {holding[1]} with one overturned:"
            " at least 2 of each are needed to calibrate"
        )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    return list(splitter.split(outcomes, outcomes, letters))
