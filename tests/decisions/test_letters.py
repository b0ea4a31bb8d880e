"""The model of letters: probabilities, abstention, explanation, precedents, and its file."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import skops.io
from pandas.testing import assert_frame_equal
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

import upheld
from decided import small_letter_model, some_samples
from upheld.components.language import load_reader
from upheld.components.seeing import Seer
from upheld.decisions import LetterModel, load_letter_model, load_model, save_model
from upheld.decisions.boosted import TEXTS, BoostedScorer
from upheld.decisions.errors import DecisionError, ModelError
from upheld.decisions.explaining import explain
from upheld.decisions.features import describe, describe_all
from upheld.decisions.foretelling import foretell
from upheld.decisions.letters import SIMULATED, WRITTEN, of_population
from upheld.decisions.storage import FILE, TRUSTED_OF_LETTERS
from upheld.decisions.visible import Visible


@pytest.fixture(scope="module")
def visible() -> Visible:
    from samples import SAMPLES

    letter = upheld.read(SAMPLES / "letters" / "imr-2014" / "01-lumbar-epidural.txt")
    return next(Seer(load_reader()).see([letter]))


def test_probabilities_and_sets() -> None:
    model, samples = small_letter_model(), some_samples()
    for population in (WRITTEN, SIMULATED):
        told = model.predict_proba(samples.table, population)
        assert told.shape == (len(samples), 2)
        assert np.allclose(told.sum(axis=1), 1)
        narrow = model.predict_set(samples.table, population, 0.5)
        wide = model.predict_set(samples.table, population, 0.01)
        assert (narrow <= wide).all()
    assert model.predict_proba(samples.table[:0]).shape == (0, 2)


def test_texts_that_items_share_are_read_as_every_item_s_own() -> None:
    model, samples = small_letter_model(), some_samples()
    held = of_population(samples.table, samples.populations)
    for scorer in (model.scorer, BoostedScorer(tuple(TEXTS)).fit(held, samples.outcomes)):
        read, plain = scorer._read(held), scorer.columns_.transform(held)
        assert read.shape == plain.shape
        assert abs(read - plain).max() == 0


def test_frequencies_of_simulated_letters_teach_nothing() -> None:
    samples = some_samples()
    held = of_population(samples.table, samples.populations)
    made_up = samples.populations == SIMULATED
    assert (held.loc[made_up, "summary"] == "").all()
    assert all(known == {"simulated": 1.0} for known in held.loc[made_up, "known"])
    assert (held.loc[~made_up, "summary"] != "").all()


def test_the_same_letters_give_the_same_model() -> None:
    samples, model = some_samples(), small_letter_model()
    again = LetterModel(model.criteria).fit(
        samples.table, samples.outcomes, samples.letters, samples.populations
    )
    assert np.array_equal(again.predict_proba(samples.table), model.predict_proba(samples.table))


def test_too_few_letters_are_refused() -> None:
    samples, model = some_samples(), small_letter_model()
    few = samples.where(samples.letters == samples.letters[0])
    with pytest.raises(DecisionError, match="at least 2"):
        LetterModel(model.criteria).fit(few.table, few.outcomes, few.letters, few.populations)


def test_what_is_said_of_a_letter(visible: Visible) -> None:
    model = small_letter_model()
    ((first, *_), nothing) = foretell(model, [visible, visible], [["upheld"] * 3, [None] * 3])
    assert 0 <= first.probability_overturned <= 1
    assert [item.surprising for item in nothing] == [None] * 3
    assert foretell(model, [], []) == []


def test_letters_are_described_together_as_alone(visible: Visible) -> None:
    criteria = small_letter_model().criteria
    alone = describe(visible, criteria)
    assert_frame_equal(
        describe_all([visible, visible], criteria), pd.concat([alone, alone], ignore_index=True)
    )


def test_reasons_are_sentences_of_the_letter_and_precedents_hold_no_text(visible: Visible) -> None:
    for explained, item in zip(explain(small_letter_model(), visible), visible.items, strict=True):
        assert explained.number == item.number
        strengths = [abs(reason.moved) for reason in explained.reasons]
        assert strengths == sorted(strengths, reverse=True)
        places = {(s.source_start, s.source_end) for s in visible.sentences}
        assert {(reason.start, reason.end) for reason in explained.reasons} <= places
        assert len(explained.precedents) == 5
        assert {one.decision for one in explained.precedents} <= {"upheld", "overturned"}
        likeness = [one.likeness for one in explained.precedents]
        assert likeness == sorted(likeness, reverse=True)
        assert all(0 <= alike <= 1 for alike in likeness)


def test_the_same_comes_back(tmp_path: Path) -> None:
    model, samples = small_letter_model(), some_samples()
    back = load_letter_model(save_model(model, tmp_path).parent)
    assert np.array_equal(back.predict_proba(samples.table), model.predict_proba(samples.table))
    assert back.precedents.__dict__ == model.precedents.__dict__


def test_nothing_is_trusted_without_need(letter_model_folder: Path) -> None:
    untrusted = skops.io.get_untrusted_types(file=letter_model_folder / FILE)
    assert set(untrusted) == set(TRUSTED_OF_LETTERS)


def test_one_kind_of_model_is_not_taken_for_the_other(letter_model_folder: Path) -> None:
    with pytest.raises(ModelError):
        load_model(letter_model_folder)


@pytest.mark.parametrize("held", [LogisticRegression(), LetterModel(small_letter_model().criteria)])
def test_what_is_no_fitted_model_is_refused(held: object, tmp_path: Path) -> None:
    skops.io.dump(held, tmp_path / FILE)
    with pytest.raises(ModelError):
        load_letter_model(tmp_path)


def test_words_that_do_not_fit_the_weights_are_refused(tmp_path: Path) -> None:
    model = deepcopy(small_letter_model())
    model.scorer.columns_.transformers_[0][1].vocabulary_["one more"] = 0
    skops.io.dump(model, tmp_path / FILE)
    with pytest.raises(ModelError, match="weights do not fit its words"):
        load_letter_model(tmp_path)


def test_a_scorer_that_is_not_fitted_comes_back_too() -> None:
    scorer = BoostedScorer(("request",), trees=3)
    assert clone(deepcopy(scorer)).get_params() == scorer.get_params()
