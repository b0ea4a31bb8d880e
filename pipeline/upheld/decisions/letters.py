"""The decision model for letters: from what was known of an item, a calibrated probability, and abstention."""

from __future__ import annotations

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from upheld.decisions.boosted import TEXTS, BoostedScorer
from upheld.decisions.calibration import calibrate_scores
from upheld.decisions.conformal import outcome_sets, strangeness
from upheld.decisions.criteria import Criteria
from upheld.decisions.errors import DecisionError
from upheld.decisions.features import COLUMNS
from upheld.decisions.precedents import Precedents

Floats = npt.NDArray[np.float64]

WRITTEN, SIMULATED = "written", "simulated"
"""The populations that decisions come from. Each has its own base rate; both share how criteria weigh."""

_ENOUGH = 200  # Written items from which words are learned.
_FOLDS = 5


def texts_for(written: int) -> tuple[str, ...]:
    """Give the columns of words that so many written items are enough to learn from: all or none."""
    return tuple(TEXTS) if written >= _ENOUGH else ()


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
    for name in TEXTS:
        held.loc[simulated, name] = ""
    return held


class LetterModel:
    """A calibrated probability that an item is overturned, with conformal sets.

    Once fitted, `scorer` is a `BoostedScorer`, `calibrations` the slope and shift of its log-odds and `strange` the
    strangeness of decisions that it had not learnt from, both by population, and `precedents` the items that it learnt
    from, as plain values. Nothing in it is text of a letter but terms that stand in many.
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
        folds = letter_folds(outcomes, letters, self.seed)
        held = of_population(table, populations)
        scorer = self.create_scorer(populations)
        scores = cross_val_predict(scorer, held, outcomes, cv=folds, method="decision_function")
        self.populations = sorted(set(populations))
        self.calibrations, self.strange = {}, {}
        for population in self.populations:
            own = populations == population
            # One that knows no other outcome is calibrated by all.
            told = own if len(set(outcomes[own])) == 2 else np.ones_like(own)
            line = calibrate_scores(scores[told], outcomes[told])
            said = line.probabilities(scores[own])
            self.calibrations[population] = line
            self.strange[population] = np.sort(strangeness(said, outcomes[own]))
        self.scorer = scorer.fit(held, outcomes)
        real = populations == WRITTEN
        self.precedents = Precedents.of(table[real], outcomes[real], letters[real])
        return self

    def create_scorer(self, populations: npt.NDArray[np.object_]) -> BoostedScorer:
        """Give an unfitted scorer for items of these populations."""
        texts = texts_for(int((populations == WRITTEN).sum()))
        return BoostedScorer(texts, strength=self.strength, seed=self.seed)

    def predict_proba(self, table: pd.DataFrame, population: str = WRITTEN) -> Floats:
        """Give the probabilities of both outcomes for items of a population: shape `(rows, 2)`.

        One that the model has not learnt from is calibrated as the first that it has.
        """
        if not len(table):
            return np.zeros((0, 2))
        held = of_population(table, np.full(len(table), population, dtype=object))
        line = self.calibrations[self._known(population)]
        overturned = line.probabilities(self.scorer.decision_function(held))
        return np.column_stack([1 - overturned, overturned])

    def predict_set(
        self, table: pd.DataFrame, population: str = WRITTEN, error_rate: float = 0.1
    ) -> npt.NDArray[np.bool_]:
        """Give the outcomes that cannot be ruled out at an error rate: shape `(rows, 2)`; one is a decision."""
        overturned = self.predict_proba(table, population)[:, 1]
        return self.possible(overturned, population, error_rate)

    def possible(
        self, overturned: Floats, population: str = WRITTEN, error_rate: float = 0.1
    ) -> npt.NDArray[np.bool_]:
        """Give the outcomes that cannot be ruled out where these are the probabilities: shape `(rows, 2)`."""
        return outcome_sets(overturned, self.strange[self._known(population)], error_rate)

    def _known(self, population: str) -> str:
        return population if population in self.calibrations else self.populations[0]


def letter_folds(
    outcomes: npt.NDArray[np.int64], letters: npt.NDArray[np.object_], seed: int
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Give folds for cross-validation: the numbers of what is learnt from and of what is asked, whole letters each.

    Raises:
        DecisionError: there are too few letters of either outcome.

    """
    holding = [len(set(letters[outcomes == outcome])) for outcome in (0, 1)]
    folds = min(_FOLDS, *holding)
    if folds < 2:
        raise DecisionError(
            f"{holding[0]} letters with an item upheld and {holding[1]} with one overturned:"
            " at least 2 of each are needed to calibrate"
        )
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    return list(splitter.split(outcomes, outcomes, letters))
