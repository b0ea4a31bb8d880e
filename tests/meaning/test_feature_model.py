"""Linear models over named features, and the file that holds those of meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.feature_model import FeatureModel
from upheld.meaning.models import MeaningModels

ONE = np.ones(1, "float32")
MODEL = FeatureModel(
    ("no", "yes"),
    {"denies": 0, "has": 1, "fever": 2},
    np.array([[2, -1], [-1, 2], [0.5, 0.25]], "float32"),
    np.array([0.1, -0.1], "float32"),
)


@pytest.mark.parametrize(
    ("features", "scores"),
    [
        ([], [0.1, -0.1]),
        (["never learned"], [0.1, -0.1]),
        (["denies"], [2.1, -1.1]),
        (["has", "fever"], [-0.4, 2.15]),
        (["has", "has"], [-1.9, 3.9]),
    ],
)
def test_scores_are_sums(features: list[str], scores: list[float]) -> None:
    assert MODEL.scores([features])[0] == pytest.approx(scores)


@given(
    st.lists(st.lists(st.sampled_from(["denies", "has", "fever", "other"]), max_size=4), max_size=6)
)
def test_things_scored_together_get_what_each_gets_alone(things: Sequence[Sequence[str]]) -> None:
    together = MODEL.scores(things)
    assert together.shape == (len(things), 2)
    for thing, scores in zip(things, together, strict=True):
        assert scores == pytest.approx(MODEL.scores([thing])[0])


def test_models_are_read_as_they_were_written() -> None:
    models = MeaningModels(MODEL, MODEL, MODEL)
    again = MeaningModels.from_bytes(models.to_bytes())
    assert again.status.classes == ("no", "yes")
    assert again.attaching.scores([["has", "fever"]])[0] == pytest.approx([-0.4, 2.15], abs=1e-3)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1", b"\x80", b"no models", MeaningModels(MODEL, MODEL, MODEL).to_bytes()[:40]],
)
def test_other_bytes_are_no_models(data: bytes) -> None:
    with pytest.raises(ValueError, match="not the models of meaning"):
        MeaningModels.from_bytes(data)


def test_weights_that_do_not_fit_are_refused() -> None:
    values = MODEL.to_values() | {"features": ["denies"]}
    with pytest.raises(ValueError, match="1 features and 2 classes"):
        FeatureModel.from_values(values)


@given(
    st.lists(st.text("ab=", max_size=5), unique=True, max_size=20),
    *[st.text("ab=", max_size=2)] * 3,
)
def test_features_are_found_by_parts_of_their_names(
    names: list[str], beginning: str, middle: str, end: str
) -> None:
    weights = np.zeros((len(names), 1), "float32")
    model = FeatureModel(("x",), {name: row for row, name in enumerate(names)}, weights, ONE)
    assert model.find(beginning, end)(middle) == model.rows.get(beginning + middle + end)


def test_rows_are_scored_as_names() -> None:
    things = [["has"], [], ["never learned", "fever", "has"]]
    rows = [[MODEL.find("")(name) for name in names] for names in things]
    assert rows == [[1], [], [None, 2, 1]]
    assert MODEL.score_rows(rows) == pytest.approx(MODEL.scores(things))
