"""Decision models on disk: the same probabilities come back, and nothing unsafe is built."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from determinations import made_up
from upheld.decisions import DecisionModel, load_model, save_model
from upheld.decisions.dmhc import create_model
from upheld.decisions.errors import ModelError
from upheld.decisions.storage import FILE, TRUSTED
from upheld.decisions.trees import require_sound_boosting, require_sound_trees


@pytest.fixture(scope="module")
def model() -> DecisionModel:
    """A model of made-up decisions."""
    return create_model().fit(*made_up())


def test_the_same_comes_back(model: DecisionModel, tmp_path: Path) -> None:
    save_model(model, tmp_path / "new" / "folder")
    back = load_model(tmp_path / "new" / "folder")
    known, _ = made_up(seed=3)
    assert np.array_equal(back.predict_proba(known), model.predict_proba(known))
    assert np.array_equal(back.predict_set(known, 0.3), model.predict_set(known, 0.3))
    assert back.calibration_ == model.calibration_


def test_nothing_is_trusted_without_need(model: DecisionModel, tmp_path: Path) -> None:
    path = save_model(model, tmp_path)
    assert set(skops.io.get_untrusted_types(file=path)) == set(TRUSTED)


@pytest.mark.parametrize(
    ("held", "complaint"),
    [
        (LogisticRegression(), "holds a LogisticRegression"),
        (np.random.default_rng, "ntrusted"),
        (DecisionModel(LogisticRegression()), "damaged"),
    ],
    ids=["another estimator", "a function", "a model that is not fitted"],
)
def test_what_is_no_decision_model_is_refused(held: object, complaint: str, tmp_path: Path) -> None:
    skops.io.dump(held, tmp_path / FILE)
    with pytest.raises(ModelError, match=complaint):
        load_model(tmp_path)


def test_a_model_with_another_scorer_is_refused(tmp_path: Path) -> None:
    known, outcomes = made_up()
    numbers = known[["year"]]
    skops.io.dump(DecisionModel(LogisticRegression()).fit(numbers, outcomes), tmp_path / FILE)
    with pytest.raises(ModelError, match="LogisticRegression"):
        load_model(tmp_path)


def test_no_file_of_skops(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_model(tmp_path)
    (tmp_path / FILE).write_bytes(b"no zip")
    with pytest.raises(ModelError, match="no decision model"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("left_child", wrong) for wrong in (-7, -1, 0, 10_000)),
        *(("right_child", wrong) for wrong in (-7, -1, 0, 10_000)),
        *(("feature", wrong) for wrong in (-7, 3, 10_000)),
    ],
)
def test_trees_that_lead_out_of_themselves_are_refused(field: str, value: int) -> None:
    rng = np.random.default_rng(0)
    forest = ExtraTreesClassifier(2, random_state=0)
    forest.fit(rng.random((50, 3)), rng.integers(0, 2, 50))
    require_sound_trees(forest)
    tree = forest.estimators_[1].tree_
    state = tree.__getstate__()
    state["nodes"][field][0] = value
    tree.__setstate__(state)
    with pytest.raises(ValueError, match="a node of a tree"):
        require_sound_trees(forest)


def test_a_tree_with_nodes_that_are_not_there_is_refused() -> None:
    rng = np.random.default_rng(0)
    forest = ExtraTreesClassifier(1, random_state=0)
    forest.fit(rng.random((50, 3)), rng.integers(0, 2, 50))
    tree = forest.estimators_[0].tree_
    tree.__setstate__(tree.__getstate__() | {"node_count": 10**9})
    with pytest.raises(ValueError, match="more nodes"):
        require_sound_trees(forest)


def boosted() -> HistGradientBoostingClassifier:
    rng = np.random.default_rng(0)
    boosting = HistGradientBoostingClassifier(max_iter=2, min_samples_leaf=2)
    return boosting.fit(rng.random((50, 3)), rng.integers(0, 2, 50))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("left", wrong) for wrong in (0, 10_000)),
        *(("right", wrong) for wrong in (0, 10_000)),
        *(("feature_idx", wrong) for wrong in (-7, 3, 10_000)),
        ("is_categorical", 1),
    ],
)
def test_boosted_trees_that_lead_out_of_themselves_are_refused(field: str, value: int) -> None:
    boosting = boosted()
    require_sound_boosting(boosting)
    boosting._predictors[1][0].nodes[field][0] = value
    with pytest.raises(ValueError, match="a node of a tree"):
        require_sound_boosting(boosting)


def test_boosted_trees_without_nodes_or_with_categories_are_refused() -> None:
    boosting = boosted()
    boosting._predictors[0][0].nodes = boosting._predictors[0][0].nodes[:0]
    with pytest.raises(ValueError, match="no nodes"):
        require_sound_boosting(boosting)
    boosting = boosted()
    boosting._bin_mapper.is_categorical_[1] = 1
    with pytest.raises(ValueError, match="asks for categories"):
        require_sound_boosting(boosting)
