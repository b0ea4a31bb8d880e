"""What moves the score: how much ROC AUC the model loses when one kind of what is known is shuffled among items.

Breiman, Random Forests, Machine Learning 45, 2001, section 10; by `sklearn.inspection.permutation_importance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.inspection import permutation_importance
from sklearn.metrics import roc_auc_score

from upheld.decisions.letters import LetterModel
from upheld.training.decisions.letters.samples import Samples

# What is known of an item by the names that a reader knows it by.
KNOWN: dict[str, str] = {
    "criteria": "criteria of the guidelines",
    "known": "request, patient and findings",
    "summary": "words of the summary",
    "request": "words of the request",
    "denial": "words of the refusal",
}
_REPEATS = 5


@dataclass(frozen=True)
class _Auc:
    """ROC AUC of a model on items of which the columns `others` stay as they are."""

    others: pd.DataFrame
    population: str

    def __call__(
        self, model: LetterModel, known: pd.DataFrame, outcomes: npt.NDArray[np.int64]
    ) -> float:
        table = pd.concat([known, self.others], axis=1)
        return float(roc_auc_score(outcomes, model.predict_proba(table, self.population)[:, 1]))


def measure_importance(
    model: LetterModel, asked: Mapping[str, Samples], *, seed: int = 7
) -> pd.DataFrame:
    """Shuffle each kind of what is known among the items of each setting, and measure what is lost.

    Args:
        model: fitted.
        asked: held-out items by the name of their setting, each of one population.
        seed: of the shuffles.

    Returns:
        A row for each setting with both outcomes and each kind: `setting`, `known`, `loss` (of ROC AUC, mean of
        `_REPEATS` shuffles), `loss_low` and `loss_high` (the least and the greatest of them).

    """
    rows: list[dict[str, object]] = []
    for setting, samples in asked.items():
        if len(set(samples.outcomes)) < 2:
            continue
        table = samples.table
        held = permutation_importance(
            model,
            table[list(KNOWN)],
            samples.outcomes,
            scoring=_Auc(table.drop(columns=list(KNOWN)), str(samples.populations[0])),
            n_repeats=_REPEATS,
            random_state=seed,
        )
        for name, losses in zip(KNOWN.values(), held.importances, strict=True):
            rows.append(
                {
                    "setting": setting,
                    "known": name,
                    "loss": losses.mean(),
                    "loss_low": losses.min(),
                    "loss_high": losses.max(),
                }
            )
    return pd.DataFrame(rows, columns=["setting", "known", "loss", "loss_low", "loss_high"])
