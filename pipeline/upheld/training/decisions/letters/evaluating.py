"""Asks the model of letters, and baselines, of held-out letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import clone

from upheld.decisions.letters import SIMULATED, WRITTEN, LetterModel
from upheld.training import bootstrap
from upheld.training.decisions.letters.importance import measure_importance
from upheld.training.decisions.letters.samples import Samples
from upheld.training.decisions.measuring import ALL, DRAWS, Foretold, measure
from upheld.training.writing import write_evaluation

MODEL = "model"
BEST = "best reachable"
_FEWEST = {WRITTEN: 40, SIMULATED: 100}  # Items of a group that is measured by itself.
_POSSIBLE = {
    (True, False): "upheld",
    (False, True): "overturned",
    (True, True): "both",
    (False, False): "neither",
}
_AGES = ((0, 40, "under 40"), (40, 55, "40 to 54"), (55, 200, "55 and older"))


@dataclass(frozen=True)
class Evaluation:
    """What was measured: `scores` of `measure` with the `setting` (which letters), and how decisions were read off.

    `predictions` has a row for each setting, classifier and item: `setting`, `classifier`, `letter`, `number`, `kind`,
    `age`, `sex`, `outcome` (1 is overturned), `probability`, and `possible`: of the model `upheld`, `overturned`,
    `both` or `neither`, empty of others. `importance` has the columns of `measure_importance`.
    """

    error_rate: float
    scores: pd.DataFrame
    readings: pd.DataFrame
    predictions: pd.DataFrame
    importance: pd.DataFrame


def evaluate(
    model: LetterModel,
    baselines: Mapping[str, Any],
    learnt: Samples,
    asked: Mapping[str, Samples],
    *,
    error_rate: float = 0.1,
    fewest: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Measure a model and baselines on held-out letters.

    The baselines learn from the items of `learnt` that are of the same population as those asked of. Intervals are of
    bootstrap samples of letters. Where the true probabilities are known, the row `best reachable` scores these.

    Args:
        model: fitted.
        baselines: unfitted classifiers, by name.
        learnt: what the baselines learn from.
        asked: held-out items by the name of their setting, each of one population.
        error_rate: of the conformal sets.
        fewest: groups with fewer items are left out; by default 40 written items, or 100 simulated ones.
        tell: is told what is being done.

    """
    scores, readings, predictions = [], [], []
    fitted: dict[str, dict[str, Any]] = {}
    for setting, samples in asked.items():
        population = str(samples.populations[0])
        if population not in fitted:
            own = learnt.where(learnt.populations == population)
            fitted[population] = {}
            for name, baseline in baselines.items():
                tell(f"learning: {name}, from {population} letters")
                if len(set(own.outcomes)) == 2:
                    fitted[population][name] = clone(baseline).fit(own.table, own.outcomes)
        tell(f"asking: {setting}")
        table = samples.table
        overturned = model.predict_proba(table, population)[:, 1]
        sets = model.possible(overturned, population, error_rate)
        told = {MODEL: Foretold(overturned, sets)}
        for name, baseline in fitted[population].items():
            told[name] = Foretold(baseline.predict_proba(table)[:, 1])
        if not np.isnan(samples.truth).any():
            told[BEST] = Foretold(samples.truth)
        groups = pd.DataFrame(
            {
                "kind": table["kind"],
                "age": table["age"].map(_age),
                "sex": table["sex"].fillna("not stated"),
            }
        )
        measured = measure(
            samples.outcomes,
            told,
            groups,
            fewest=fewest or _FEWEST[population],
            clusters=samples.letters,
        )
        scores.append(measured.assign(setting=setting))
        predictions += [_predicted(setting, name, samples, groups, s) for name, s in told.items()]
        readings.append(
            {
                "setting": setting,
                "letters": len(set(samples.letters)),
                "items": samples.stated,
                "read": samples.read_off,
                "right": samples.right,
            }
        )
    tell("shuffling what is known")
    return Evaluation(
        error_rate,
        pd.concat(scores, ignore_index=True),
        pd.DataFrame(readings),
        pd.concat(predictions, ignore_index=True),
        measure_importance(model, asked),
    )


def write(evaluation: Evaluation, out: Path) -> list[Path]:
    """Write what was measured into a folder, made if need be, and name the files.

    These are `metrics.json`, `scores.csv`, `predictions.parquet` and `importance.csv`.

    Raises:
        OSError: the folder cannot be written.

    """
    about = {
        "error_rate": evaluation.error_rate,
        "bootstrap": bootstrap.about(DRAWS, "letters"),
        "decisions_read_off": evaluation.readings.to_dict("records"),
    }
    paths = write_evaluation(out, about, evaluation.scores, predictions=evaluation.predictions)
    paths.append(out / "importance.csv")
    evaluation.importance.to_csv(paths[-1], index=False, float_format="%.4f")
    return paths


def way_to_best(scores: pd.DataFrame, setting: str) -> float | None:
    """Give how far from 0.5 to the best reachable ROC AUC the model came; None where that is not known."""
    rows = scores[(scores["setting"] == setting) & (scores["group"] == ALL)].set_index("classifier")
    if BEST not in rows.index:
        return None
    reached, best = rows["roc_auc"].loc[[MODEL, BEST]].to_numpy(dtype=float)
    return float((reached - 0.5) / (best - 0.5))


def _predicted(
    setting: str, name: str, samples: Samples, groups: pd.DataFrame, said: Foretold
) -> pd.DataFrame:
    sets = said.sets
    return pd.DataFrame(
        {
            "setting": setting,
            "classifier": name,
            "letter": samples.letters,
            "number": samples.numbers,
            **{str(column): groups[column] for column in groups},
            "outcome": samples.outcomes,
            "probability": said.probabilities,
            "possible": "" if sets is None else [_POSSIBLE[held] for held in map(tuple, sets)],
        }
    )


def _age(years: float | None) -> str:
    if years is None or np.isnan(years):
        return "not stated"
    return next(name for low, high, name in _AGES if low <= years < high)
