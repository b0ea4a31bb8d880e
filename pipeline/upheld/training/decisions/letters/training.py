"""Trains the decision model for letters and writes it with its metrics and its config."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import sklearn
from scipy.special import expit, logit
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from upheld.decisions.letters import LetterModel, create_scorer, of_population, texts_for
from upheld.decisions.storage import save_model
from upheld.training.decisions.letters.samples import Samples

_FOLDS = 5
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
        metrics["cross_validation"] = compare_scorers(samples, model.strength, model.seed, tell)
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
    samples: Samples, strength: float, seed: int, tell: Callable[[str], None] = lambda _: None
) -> list[dict[str, Any]]:
    """Compare regression, gradient boosting and the mean of their log-odds by cross-validation grouped by letter.

    Each is calibrated by slope and shift in each population, as the model is.

    Returns:
        For each population and scorer ROC AUC and log loss, and the paired difference of its log loss to the
        regression's with a 95 % interval of bootstrap samples of letters.

    """
    table = of_population(samples.table, samples.populations)
    texts = texts_for(int((samples.populations == "written").sum()))
    regression, boosting = np.zeros(len(samples)), np.zeros(len(samples))
    splitter = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed)
    folds = splitter.split(samples.outcomes, samples.outcomes, samples.letters)
    for number, (learnt, asked) in enumerate(folds, start=1):
        tell(f"cross-validation, fold {number} of {_FOLDS}")
        here, there = table.iloc[learnt], table.iloc[asked]
        scorer = create_scorer(texts, strength).fit(here, samples.outcomes[learnt])
        regression[asked] = scorer.predict_proba(there)[:, 1]
        # Trees see the named numbers that stand in enough items, not single words.
        columns = create_scorer((), strength).set_params(regression="passthrough")
        dense = columns.fit_transform(here)
        often = np.asarray((dense != 0).sum(axis=0)).ravel() >= 15
        trees = HistGradientBoostingClassifier(
            learning_rate=0.06,
            max_iter=150,
            max_leaf_nodes=15,
            l2_regularization=1.0,
            random_state=seed,
        ).fit(dense[:, often].toarray(), samples.outcomes[learnt])
        boosting[asked] = trees.predict_proba(columns.transform(there)[:, often].toarray())[:, 1]
    regression, boosting = (np.clip(p, _SURE, 1 - _SURE) for p in (regression, boosting))
    blend = expit((logit(regression) + logit(boosting)) / 2)
    rows = []
    for population in sorted(set(samples.populations)):
        chosen = samples.populations == population
        truth = samples.outcomes[chosen]
        calibrated = {
            name: _calibrated(said[chosen], truth)
            for name, said in (
                ("logistic regression", regression),
                ("gradient boosting", boosting),
                ("blend", blend),
            )
        }
        first = calibrated["logistic regression"]
        for name, said in calibrated.items():
            worse = _losses(truth, said) - _losses(truth, first)
            low, high = _interval(worse, samples.letters[chosen], seed)
            rows.append(
                {
                    "population": population,
                    "scorer": name,
                    "items": int(chosen.sum()),
                    "roc_auc": round(float(roc_auc_score(truth, said)), 4),
                    "log_loss": round(float(log_loss(truth, said)), 4),
                    "log_loss_more": [round(float(v), 4) for v in (worse.mean(), low, high)],
                }
            )
    return rows


def _calibrated(said: Any, truth: Any) -> Any:
    scores = logit(said)[:, None]
    return LogisticRegression(C=1e6).fit(scores, truth).predict_proba(scores)[:, 1]


def _losses(truth: Any, said: Any) -> Any:
    return -np.where(truth == 1, np.log(said), np.log1p(-said))


def _interval(values: Any, letters: Any, seed: int, draws: int = 2_000) -> tuple[float, float]:
    """Give the 95 % interval of a mean, of bootstrap samples of letters."""
    sums = pd.DataFrame({"letter": letters, "value": values}).groupby("letter")["value"]
    totals, counts = sums.sum().to_numpy(), sums.size().to_numpy()
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(totals), np.full(len(totals), 1 / len(totals)), size=draws)
    low, high = np.quantile((drawn @ totals) / (drawn @ counts), [0.025, 0.975])
    return float(low), float(high)
