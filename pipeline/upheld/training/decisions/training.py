"""Trains a decision model and writes it with its metrics and its config."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sklearn

from upheld.decisions.model import DecisionModel
from upheld.decisions.storage import save_model
from upheld.training import bootstrap
from upheld.training.decisions.measuring import DRAWS, Foretold, measure
from upheld.training.writing import records


def train(
    model: DecisionModel,
    known: pd.DataFrame,
    outcomes: npt.NDArray[np.int64],
    out: Path,
    source: dict[str, Any],
) -> dict[str, Any]:
    """Fit a model on all decisions, and write `model.skops`, `metrics.json` and `config.json` into a folder.

    The metrics are those of the years that the model held out while it calibrated itself: each was scored by a fit on
    the years before it. Slope and shift of the calibration were learnt on the same decisions, so calibration is
    measured a little too well there; `upheld evaluate decisions` holds that out as well.

    Args:
        model: unfitted.
        known: what is known before each decision.
        outcomes: 0 and 1.
        out: the folder, made if need be.
        source: what is said of the data in the config.

    Returns:
        What stands in `metrics.json`.

    Raises:
        DecisionError: the model cannot be fitted on these decisions.
        OSError: the folder cannot be written.

    """
    model.fit(known, outcomes)
    metrics = _metrics(model, outcomes)
    save_model(model, out)
    config = {"source": source, "model": settings(model), "scikit-learn": sklearn.__version__}
    for name, value in (("metrics.json", metrics), ("config.json", config)):
        (out / name).write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    return metrics


def settings(model: DecisionModel) -> dict[str, Any]:
    """Give what a model was made with, and with what its scorer was, as JSON holds it."""
    return {
        name: type(value).__name__ if name == "scorer" else value
        for name, value in model.get_params().items()
    }


def describe(path: Path, known: pd.DataFrame, time: str) -> dict[str, Any]:
    """Say which file a model learnt from: its name, its SHA-256, and how many decisions of which years it holds."""
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "decisions": len(known),
        "first_year": int(known[time].min()),
        "last_year": int(known[time].max()),
    }


def _metrics(model: DecisionModel, outcomes: npt.NDArray[np.int64]) -> dict[str, Any]:
    held_out = model.held_out_
    told = Foretold(model.calibration_.probabilities(held_out.scores))
    years = pd.DataFrame({"year": held_out.years})
    scores = measure(held_out.outcomes, {"model": told}, years)
    scores = scores.loc[:, ~scores.columns.str.startswith("auc_lead")]
    return {
        "decisions": len(outcomes),
        "overturned": round(float(outcomes.mean()), 4),
        "calibration": {k: round(v, 4) for k, v in model.calibration_._asdict().items()},
        "bootstrap": bootstrap.about(DRAWS, "determinations"),
        "held_out": records(scores),
    }
