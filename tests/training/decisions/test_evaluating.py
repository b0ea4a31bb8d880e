"""Asking of years to come: who learns from what, and what is written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator

from determinations import made_up
from upheld.decisions.errors import DecisionError
from upheld.training.decisions.evaluating import evaluate, write
from upheld.training.decisions.tables import abstaining, comparison, drift


class LastYear(BaseEstimator):
    """Says how many years ago the last year was that it learnt from, in tenths."""

    def fit(self, known: pd.DataFrame, _: object) -> LastYear:
        """Learn the last year."""
        self.last_ = known["year"].max()
        return self

    def predict_proba(self, known: pd.DataFrame) -> np.ndarray:
        """Say it."""
        told = (known["year"].to_numpy() - self.last_) / 10
        return np.column_stack([1 - told, told])


def test_frozen_and_refitted_years() -> None:
    known, outcomes = made_up()
    order = np.random.default_rng(0).permutation(len(known))
    measured = evaluate(
        known.iloc[order],
        outcomes[order],
        {"model": LastYear()},
        time="year",
        groups=("treatment",),
        frozen_until=2002,
    )
    table = measured.predictions
    told = table.groupby(["setting", "year"])["probability"].agg(["min", "max"])
    assert told.to_dict("index") == {
        ("frozen", 2003): {"min": 0.1, "max": 0.1},
        ("frozen", 2004): {"min": 0.2, "max": 0.2},
        ("refitted", 2003): {"min": 0.1, "max": 0.1},
        ("refitted", 2004): {"min": 0.1, "max": 0.1},
    }
    frozen = table[table["setting"] == "frozen"]
    for year in (2003, 2004):
        rows = frozen[frozen["year"] == year]
        truth = outcomes[known["year"] == year]
        assert rows["outcome"].sum() == truth.sum()
        assert (
            rows["treatment"].tolist().count("Drugs")
            == ((known["year"] == year) & (known["treatment"] == "Drugs")).sum()
        )


def test_what_is_written(tmp_path: Path) -> None:
    known, outcomes = made_up()
    measured = evaluate(
        known, outcomes, {"model": LastYear()}, time="year", frozen_until=2003, error_rate=0.2
    )
    paths = write(measured, tmp_path / "new")
    assert [path.name for path in paths] == ["metrics.json", "scores.csv", "predictions.parquet"]
    metrics = json.loads(paths[0].read_text())
    assert (metrics["frozen_until"], metrics["error_rate"]) == (2003, 0.2)
    assert len(metrics["scores"]) == len(pd.read_csv(paths[1])) == len(measured.scores)
    assert "| model |" in comparison(measured.scores, "frozen")
    assert drift(measured.scores, "model", "year").startswith("| setting | value | decisions |")
    with pytest.raises(KeyError):
        abstaining(measured.scores, "model")


@pytest.mark.parametrize(("until", "side"), [(2004, "after"), (1999, "up to")])
def test_no_year_to_ask_of_or_to_learn_from(until: int, side: str) -> None:
    known, outcomes = made_up()
    with pytest.raises(DecisionError, match=f"2001 to 2004: none {side} {until}"):
        evaluate(known, outcomes, {"model": LastYear()}, time="year", frozen_until=until)
