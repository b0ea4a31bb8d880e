"""The decision model: its probabilities, its sets, what it does with the unknown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from determinations import made_up
from upheld.decisions import DecisionModel
from upheld.decisions.calibration import Calibration, calibrate
from upheld.decisions.dmhc import CATEGORIES, FEATURES, create_model
from upheld.decisions.errors import DecisionError
from upheld.decisions.held_out import HeldOut, held_out_scores


@pytest.fixture(scope="module")
def model() -> DecisionModel:
    """A model of made-up decisions."""
    return create_model().fit(*made_up())


def test_it_learns_what_was_made_up() -> None:
    model = create_model().fit(*made_up(900))
    row = dict(zip(CATEGORIES, ("", "Pain", "", "", "Need", "65+", "F"), strict=True))
    asked = pd.DataFrame(
        [
            row | {"diagnosis": "Spine", "treatment": "Imaging", "treatment_sub": "MRI"},
            row | {"diagnosis": "Spine", "treatment": "Drugs", "treatment_sub": "Cream"},
        ]
    ).assign(year=2005)
    likely, unlikely = model.predict_proba(asked)[:, 1]
    assert likely > unlikely + 0.2
    assert model.predict(asked).tolist() == [1, 0]


texts = st.sampled_from(["", "Spine", "Drugs", "Other", "MRI", "0-10", "never seen", "\x1f", "é\n"])


@settings(max_examples=15)  # A hundred trees are asked each time.
@given(
    rows=st.lists(
        st.tuples(*[texts] * len(CATEGORIES), st.integers(1900, 2100)), min_size=1, max_size=5
    )
)
def test_any_row_gets_probabilities(model: DecisionModel, rows: list[tuple[object, ...]]) -> None:
    asked = pd.DataFrame(rows, columns=list(FEATURES))
    probabilities = model.predict_proba(asked)
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert np.allclose(probabilities.sum(axis=1), 1)
    alone = model.predict_proba(asked.iloc[[-1]])
    assert np.allclose(alone, probabilities[-1])
    assert model.predict_set(asked, 0.2).shape == (len(rows), 2)


def test_the_order_of_rows_and_columns_changes_nothing(model: DecisionModel) -> None:
    known, outcomes = made_up()
    order = np.random.default_rng(0).permutation(len(known))
    other = create_model().fit(known.iloc[order, ::-1], outcomes[order])
    assert np.array_equal(other.predict_proba(known), model.predict_proba(known))


def test_sets_grow_as_the_error_rate_falls(model: DecisionModel) -> None:
    known, _ = made_up(seed=2)
    sizes = [model.predict_set(known, rate) for rate in (0.5, 0.2, 0.05)]
    for larger, smaller in zip(sizes[1:], sizes, strict=False):
        assert (larger >= smaller).all()


def test_outcomes_keep_their_names() -> None:
    known, outcomes = made_up()
    model = create_model().fit(known, np.where(outcomes == 1, "yes", "no"))
    assert model.classes_.tolist() == ["no", "yes"]
    assert set(model.predict(known)) == {"no", "yes"}


def test_each_year_is_held_out_from_what_scores_it() -> None:
    known, outcomes = made_up()

    class Seen:
        """A scorer that says the last year that it learnt from."""

        def get_params(self, **_: object) -> dict[str, object]:
            return {}

        def fit(self, table: pd.DataFrame, _: object) -> Seen:
            self.last = table["year"].max()
            return self

        def predict_proba(self, table: pd.DataFrame) -> np.ndarray:
            assert (table["year"] == self.last + 1).all()
            return np.full((len(table), 2), 0.5)

    held_out = held_out_scores(Seen(), known, outcomes, time="year", origins=2)
    assert np.unique(held_out.years).tolist() == [2003, 2004]
    assert (held_out.outcomes == outcomes[known["year"] >= 2003]).all()


def test_one_year_alone_is_held_out_in_folds() -> None:
    known, outcomes = made_up(60, years=(2001,))
    assert len(create_model().fit(known, outcomes).held_out_.scores) == 60


@pytest.mark.parametrize("ones", [0, 1, 60])
def test_too_few_of_an_outcome_are_refused(ones: int) -> None:
    known, _ = made_up(60, years=(2001,))
    with pytest.raises(DecisionError, match="outcome"):
        create_model().fit(known, (np.arange(60) < ones).astype(int))


def test_calibration_finds_slope_and_shift() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(0, 2, 20_000)
    outcomes = (rng.random(20_000) < Calibration(0.5, -0.4).probabilities(scores)).astype(int)
    found = calibrate(HeldOut(np.full(20_000, 2001), scores, outcomes), 0.5)
    assert found == pytest.approx((0.5, -0.4), abs=0.05)


def test_scores_that_mislead_are_calibrated_to_the_base_rate() -> None:
    scores = np.repeat([-1.0, 1.0], 50)
    found = calibrate(HeldOut(np.full(100, 2001), scores, np.repeat([1, 0], 50)), 0.5)
    assert found == pytest.approx((0.0, 0.0))
