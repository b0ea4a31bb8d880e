"""Trains the decision model for letters and writes it with its metrics and its config."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import sklearn
from sklearn.base import clone
from sklearn.metrics import log_loss, roc_auc_score

from upheld.decisions.calibration import calibrate_scores
from upheld.decisions.letters import LetterModel, letter_folds, of_population
from upheld.decisions.storage import save_model
from upheld.training.bootstrap import draw, interval
from upheld.training.decisions.letters.samples import Samples
from upheld.training.decisions.measuring import DRAWS

_SURE = 1e-6


def train(
    model: LetterModel,
    samples: Samples,
    out: Path,
    source: dict[str, Any],
    *,
    compare: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Fit a model and write `model.skops`, `metrics.json` and `config.json` into a folder.

    Args:
        model: unfitted, with its reader of criteria.
        samples: what to learn from.
        out: the folder, made if need be.
        source: what is said of the data in the config.
        compare: measure gradient boosting and its blend with the regression as well, by cross-validation.
        tell: is told what is being done.

    Returns:
        What stands in `metrics.json`.

    Raises:
        DecisionError: the model cannot be fitted on these items.
        OSError: the folder cannot be written.

    """
    tell("fitting")
    model.fit(samples.table, samples.outcomes, samples.letters, samples.populations)
    metrics: dict[str, Any] = {
        "items": len(samples),
        "letters": len(set(samples.letters)),
        "overturned": round(float(samples.outcomes.mean()), 4),
    }
    if compare:
        metrics["cross_validation"] = compare_scorers(samples, model, tell)
    save_model(model, out)
    config = {
        "source": source,
        "model": {"strength": model.strength, "seed": model.seed, "populations": model.populations},
        "scikit-learn": sklearn.__version__,
    }
    for name, value in (("metrics.json", metrics), ("config.json", config)):
        (out / name).write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    return metrics


def compare_scorers(
    samples: Samples, model: LetterModel, tell: Callable[[str], None] = lambda _: None
) -> list[dict[str, Any]]:
    """Compare regression, gradient boosting and the mean of their log-odds by cross-validation grouped by letter.

    Each is calibrated by slope and shift in each population, as the model is.

    Returns:
        For each population and scorer ROC AUC and log loss, and the paired difference of its log loss to the
        regression's with a 95 % interval of bootstrap samples of letters.

    """
    table = of_population(samples.table, samples.populations)
    scorer = model.create_scorer(samples.populations)
    regression, boosting = np.zeros(len(samples)), np.zeros(len(samples))
    folds = letter_folds(samples.outcomes, samples.letters, model.seed)
    for number, (learnt, asked) in enumerate(folds, start=1):
        tell(f"cross-validation, fold {number} of {len(folds)}")
        fitted = clone(scorer).fit(table.iloc[learnt], samples.outcomes[learnt])
        regression[asked], boosting[asked] = fitted.parts(table.iloc[asked])
    blend = (1 - scorer.share) * regression + scorer.share * boosting
    rows = []
    for population in sorted(set(samples.populations)):
        chosen = samples.populations == population
        truth = samples.outcomes[chosen]
        calibrated = {
            name: _calibrated(scores[chosen], truth)
            for name, scores in (
                ("logistic regression", regression),
                ("gradient boosting", boosting),
                ("blend", blend),
            )
        }
        first = calibrated["logistic regression"]
        for name, said in calibrated.items():
            worse = _losses(truth, said) - _losses(truth, first)
            rows.append(
                {
                    "population": population,
                    "scorer": name,
                    "items": int(chosen.sum()),
                    "roc_auc": round(float(roc_auc_score(truth, said)), 4),
                    "log_loss": round(float(log_loss(truth, said)), 4),
                    "log_loss_more": _more(worse, samples.letters[chosen]),
                }
            )
    return rows


def _calibrated(scores: Any, truth: Any) -> Any:
    said = calibrate_scores(scores, truth).probabilities(scores)
    return np.clip(said, _SURE, 1 - _SURE)


def _losses(truth: Any, said: Any) -> Any:
    return -np.where(truth == 1, np.log(said), np.log1p(-said))


def _more(worse: Any, letters: Any) -> list[float]:
    """Give the mean of how much worse items are, with its interval of bootstrap samples of letters."""
    sums = pd.DataFrame({"letter": letters, "value": worse}).groupby("letter")["value"]
    totals, counts = sums.sum().to_numpy(), sums.size().to_numpy()
    drawn = draw(len(totals), DRAWS)
    ends = interval((drawn @ totals) / (drawn @ counts))
    return [round(float(value), 4) for value in (worse.mean(), *ends)]
