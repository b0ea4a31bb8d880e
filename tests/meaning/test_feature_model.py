"""Models over named features, and the file that holds those of meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.feature_model import FeatureModel
from upheld.meaning.models import MeaningModels

ONE = np.ones(1, "float32")
NO_UNITS = np.zeros((0, 2), "float32")
# One hidden unit: two of the features together are against `no`, either alone is not.
MODEL = FeatureModel(
    ("no", "yes"),
    {"denies": 0, "has": 1, "fever": 2},
    np.array([[2, -1, 0.5], [-1, 2, 0.75], [0.5, 0.25, 1]], "float32"),
    np.array([0.1, -0.1, -1], "float32"),
    np.array([[-4, 0]], "float32"),
)


def scored(things: Sequence[Sequence[str]]) -> npt.NDArray[np.float32]:
    return MODEL.score_rows([[MODEL.rows.get(name) for name in names] for names in things])


@pytest.mark.parametrize(
    ("features", "scores"),
    [
        ([], [0.1, -0.1]),
        (["never learned"], [0.1, -0.1]),
        (["denies"], [2.1, -1.1]),
        (["fever"], [0.6, 0.15]),
        (["has", "fever"], [-0.4 - 4 * 0.75, 2.15]),
        (["has", "has"], [-1.9 - 4 * 0.5, 3.9]),
    ],
)
def test_scores_are_sums_and_what_hidden_units_add(
    features: list[str], scores: list[float]
) -> None:
    assert scored([features])[0] == pytest.approx(scores)


def test_a_model_without_hidden_units_adds_up() -> None:
    plain = FeatureModel(MODEL.classes, MODEL.rows, MODEL.weights[:, :2], MODEL.base[:2], NO_UNITS)
    assert plain.score_rows([[1, 2]])[0] == pytest.approx([-0.4, 2.15])


@pytest.mark.parametrize("classes", [1, 2, 5])
def test_things_scored_together_get_what_each_gets_alone(classes: int) -> None:
    """To the last bit: what a letter means does not hang on how much of it is scored at once."""
    draw, features, hidden = np.random.default_rng(classes), 40, 8
    weights = draw.normal(size=(features, classes + hidden)).astype("float32")
    out = draw.normal(size=(hidden, classes)).astype("float32")
    names = {str(n): n for n in range(features)}
    model = FeatureModel(tuple(map(str, range(classes))), names, weights, weights[0], out)
    things = [draw.integers(features, size=n % 30).tolist() for n in range(200)]
    together = model.score_rows(things)
    assert together.shape == (200, classes)
    for thing, scores in zip(things, together, strict=True):
        assert (scores == model.score_rows([thing])[0]).all()


def test_models_are_read_as_they_were_written() -> None:
    models = MeaningModels(MODEL, MODEL, MODEL)
    again = MeaningModels.from_bytes(models.to_bytes())
    assert again.status.classes == ("no", "yes")
    assert again.attaching.score_rows([[1, 2]])[0] == pytest.approx([-3.4, 2.15], abs=1e-3)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1", b"\x80", b"no models", MeaningModels(MODEL, MODEL, MODEL).to_bytes()[:40]],
)
def test_other_bytes_are_no_models(data: bytes) -> None:
    with pytest.raises(ValueError, match="not the models of meaning"):
        MeaningModels.from_bytes(data)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("features", ["denies"]),
        ("classes", ["no"]),
        ("base", MODEL.base[:2]),
        ("out", MODEL.out[:, :1]),
        ("out", NO_UNITS),
    ],
)
def test_weights_that_do_not_fit_are_refused(part: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"a model of \d features, .*: train it anew"):
        FeatureModel.from_values(MODEL.to_values() | {part: value})


@given(
    st.lists(st.text("ab=", max_size=5), unique=True, max_size=20),
    *[st.text("ab=", max_size=2)] * 3,
)
def test_features_are_found_by_parts_of_their_names(
    names: list[str], beginning: str, middle: str, end: str
) -> None:
    weights = np.zeros((len(names), 1), "float32")
    rows = {name: row for row, name in enumerate(names)}
    model = FeatureModel(("x",), rows, weights, ONE, NO_UNITS[:, :1])
    assert model.find(beginning, end)(middle) == model.rows.get(beginning + middle + end)
