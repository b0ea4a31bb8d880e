"""Letters label themselves; what lies behind the line moves nothing; held-out letters are measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from decided import small_letter_model, some_samples
from samples import SAMPLES
from upheld.components.language import load_reader
from upheld.corpus.simulator import simulate
from upheld.decisions import visible
from upheld.decisions.letters import SIMULATED, WRITTEN
from upheld.layout import Letter, lay_out
from upheld.reading.source import SourceText
from upheld.training.decisions.letters.auditing import CHANGES, audit, seeing_score
from upheld.training.decisions.letters.baselines import create_baselines
from upheld.training.decisions.letters.evaluating import BEST, MODEL, evaluate, way_to_best, write
from upheld.training.decisions.letters.explanations import explain_documents
from upheld.training.decisions.letters.importance import KNOWN, measure_importance
from upheld.training.decisions.letters.preparing import read_letters
from upheld.training.decisions.letters.samples import of_letters
from upheld.training.decisions.letters.training import compare_scorers, train


@pytest.fixture(scope="module")
def letters() -> list[Letter]:
    letters, errors = read_letters([SAMPLES / "letters"])
    assert not errors
    return letters


def test_letters_label_themselves(letters: list[Letter]) -> None:
    samples = of_letters(letters, load_reader(), small_letter_model().criteria)
    decided = [item.decision for letter in letters for item in letter.items if item.decision]
    assert samples.outcomes.tolist() == [int(decision == "overturned") for decision in decided]
    assert set(samples.populations) == {WRITTEN}
    assert np.isnan(samples.truth).all()


def test_simulated_letters_know_their_probability() -> None:
    samples = some_samples()
    assert ((samples.truth > 0) & (samples.truth < 1)).all()
    assert samples.right == samples.read_off == samples.stated == len(samples)


def test_what_lies_behind_the_line_moves_nothing(letters: list[Letter]) -> None:
    audited = audit(small_letter_model(), letters, load_reader())
    assert [one.change for one in audited] == list(CHANGES)
    assert all(one.items > 10 for one in audited)
    assert [one.moved for one in audited] == [0] * len(audited)


def test_the_audit_can_fail(letters: list[Letter], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visible, "tells_outcome", lambda _: False)
    moved = {one.change: one.moved for one in audit(small_letter_model(), letters, load_reader())}
    assert moved["decisions turned round"] == 0
    assert moved["summary tells that the denial was overturned"] > 0


def test_who_may_see_what_lies_behind_foretells_nearly_all(letters: list[Letter]) -> None:
    score = seeing_score(letters)
    assert score is not None
    assert score > 0.9
    assert seeing_score(letters[:1]) is None


def test_evaluation(tmp_path: Path) -> None:
    samples = some_samples()
    written = samples.where(samples.populations == WRITTEN)
    evaluation = evaluate(small_letter_model(), create_baselines(), samples, {"here": written})
    scores = evaluation.scores
    overall = scores[scores["group"] == "all"]
    assert list(overall["classifier"]) == [MODEL, *create_baselines(), BEST]
    assert (overall["roc_auc_low"] <= overall["roc_auc_high"]).all()
    assert {"age", "sex"} <= set(scores["group"])
    way = way_to_best(scores, "here")
    assert way is not None
    assert 0 < way < 2
    names = [path.name for path in write(evaluation, tmp_path)]
    assert names == ["metrics.json", "scores.csv", "predictions.parquet", "importance.csv"]
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["bootstrap"]["of"] == "letters"
    predictions = pd.read_parquet(tmp_path / "predictions.parquet")
    own = predictions[predictions["classifier"] == MODEL]
    assert own["letter"].tolist() == written.letters.tolist()
    assert own["number"].tolist() == written.numbers.tolist()
    assert own["outcome"].tolist() == written.outcomes.tolist()
    assert set(own["possible"]) <= {"upheld", "overturned", "both", "neither"}
    mean = overall.set_index("classifier")["mean_probability"]
    for name, held in predictions.groupby("classifier"):
        assert held["probability"].mean() == pytest.approx(mean[name])


def test_what_nothing_hangs_on_costs_nothing_when_shuffled() -> None:
    samples = some_samples()
    simulated = samples.where(samples.populations == SIMULATED)
    rows = measure_importance(small_letter_model(), {"made up": simulated}).set_index("known")[
        "loss"
    ]
    # Of simulated letters the model takes the criteria alone.
    assert rows.pop(KNOWN["criteria"]) > 0.05
    assert (rows == 0).all()
    upheld = simulated.where(simulated.outcomes == 0)
    assert not len(measure_importance(small_letter_model(), {"one outcome": upheld}))


def test_explanations_tell_of_each_decided_item() -> None:
    documents = list(simulate(6, seed=9))
    told = list(explain_documents(documents, load_reader(), small_letter_model()))
    stated = [
        (document.id, item.decision)
        for document in documents
        for item in lay_out(SourceText(document.id, document.text)).items
        if item.decision
    ]
    assert [(one["letter"], one["decision"]) for one in told] == stated
    texts = {document.id: " ".join(document.text.split()) for document in documents}
    for one in told:
        assert one["summary"] in texts[one["letter"]]
        assert all(reason["sentence"] in texts[one["letter"]] for reason in one["reasons"])
        moved = [abs(reason["moved"]) for reason in one["reasons"]]
        assert moved == sorted(moved, reverse=True)


def test_training_writes_what_was_learnt(tmp_path: Path) -> None:
    model, samples = small_letter_model(), some_samples()
    metrics = train(type(model)(model.criteria), samples, tmp_path, {"name": "made up"})
    assert metrics["items"] == len(samples)
    assert json.loads((tmp_path / "config.json").read_text())["source"] == {"name": "made up"}
    written = (tmp_path / "model.skops").read_bytes()
    assert b"pickle" not in written


def test_scorers_are_compared_by_population() -> None:
    rows = compare_scorers(some_samples(), small_letter_model())
    assert [(r["population"], r["scorer"]) for r in rows][:3] == [
        ("simulated", "logistic regression"),
        ("simulated", "gradient boosting"),
        ("simulated", "blend"),
    ]
    assert rows[0]["log_loss_more"] == [0.0, 0.0, 0.0]
