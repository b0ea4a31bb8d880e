"""What makes networks fast changes nothing that they find, nor how they are written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from thinc.api import Adam, NumpyOps, get_current_ops

import upheld
from corpora import small_corpus
from upheld.components import LetterEnglish
from upheld.components.arithmetic import _CONVOLUTION, fast
from upheld.components.entities import EntitiesComponent

WORDS = "pain in the left knee , pain in the right knee".split()


def recogniser(nlp: object) -> EntitiesComponent:
    found = nlp.get_pipe("upheld_entities")  # type: ignore[attr-defined]
    assert isinstance(found, EntitiesComponent)
    return found


def numbers(component: EntitiesComponent, texts: list[list[str]]) -> list[np.ndarray]:
    vocab = component.recognizer.vocab
    tok2vec = component.recognizer.model.get_ref("tok2vec").layers[0]
    rows: list[np.ndarray] = tok2vec.predict([Doc(vocab, words=words) for words in texts])
    return rows


@pytest.mark.parametrize(
    "texts",
    [[WORDS], [WORDS, ["knee"]], [[], WORDS], [WORDS, [], WORDS], [["knee"] * 50]],
    ids=["a text", "two texts", "an empty text", "the same twice", "one word"],
)
def test_the_numbers_are_those_of_the_plain_network(
    texts: list[list[str]], small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = recogniser(upheld.load(small_model))
    monkeypatch.setattr("upheld.components.entities.speed_up", lambda _: None)
    plain = recogniser(upheld.load(small_model))
    assert plain.recognizer.model.ops.use_blis
    assert not quick.recognizer.model.ops.use_blis
    for one, other in zip(numbers(quick, texts), numbers(plain, texts), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_what_is_found_and_written_is_that_of_the_plain_network(
    small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [document.text for document in small_corpus().documents]
    quick = upheld.load(small_model)
    monkeypatch.setattr("upheld.components.entities.speed_up", lambda _: None)
    plain = upheld.load(small_model)
    for one, other in zip(quick.pipe(texts), plain.pipe(texts), strict=True):
        assert [(e.start, e.end, e.label_) for e in one.ents] == [
            (e.start, e.end, e.label_) for e in other.ents
        ]
    assert recogniser(quick).to_bytes() == recogniser(plain).to_bytes()


def test_no_words_at_all(small_model: Path) -> None:
    assert [len(rows) for rows in numbers(recogniser(upheld.load(small_model)), [[], []])] == [0, 0]


def test_no_rows_at_all_are_convolved(small_model: Path) -> None:
    tok2vec = recogniser(upheld.load(small_model)).recognizer.model.get_ref("tok2vec")
    layer = next(node for node in tok2vec.walk() if node.name == _CONVOLUTION)
    assert layer.predict(np.zeros((0, layer.get_dim("nO")), "float32")).shape[0] == 0


def test_other_networks_are_left_alone() -> None:
    before = get_current_ops()
    with fast():
        inside = get_current_ops()
    assert isinstance(inside, NumpyOps)
    assert not inside.use_blis
    assert get_current_ops() is before
    assert LetterEnglish().vocab is not None


def test_what_was_met_before_changes_no_bit(small_model: Path) -> None:
    """Else what a run finds would depend on which worker read what."""
    texts = [document.text.split() for document in small_corpus().documents[:6]]
    fresh, used = (recogniser(upheld.load(small_model)) for _ in range(2))
    for words in texts:
        numbers(used, [words[::-1], words[:5]])
    for one, other in zip(numbers(fresh, texts), numbers(used, texts), strict=True):
        assert one.tobytes() == other.tobytes()


def test_more_words_than_are_kept(small_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upheld.components.arithmetic._KEPT", 3)
    component = recogniser(upheld.load(small_model))
    (first,) = numbers(component, [WORDS])
    for words in (["knee", "pain"], ["neck", "leg"], WORDS[:3], WORDS):
        (rows,) = numbers(component, [words])
    assert rows.tobytes() == first.tobytes()


def test_a_network_with_other_weights_forgets_the_words_that_it_met(small_model: Path) -> None:
    component = recogniser(upheld.load(small_model))
    network = component.recognizer.model
    (before,) = numbers(component, [WORDS])
    averages = {
        (node.id, name): node.get_param(name) * 2
        for node in network.walk()
        for name in node.param_names
        if node.has_param(name)
    }
    with network.use_params(averages):
        (other,) = numbers(component, [WORDS])
    assert np.abs(other - before).max() > 0.1
    assert numbers(component, [WORDS])[0].tobytes() == before.tobytes()


def test_a_network_that_is_trained_gives_what_it_has_learned(small_model: Path) -> None:
    nlp = upheld.load(small_model)
    component = recogniser(nlp)
    (before,) = numbers(component, [WORDS])
    tok2vec = component.recognizer.model.get_ref("tok2vec")
    doc = Doc(component.recognizer.vocab, words=WORDS)
    for _ in range(2):
        rows, backprop = tok2vec.begin_update([doc])
        numbers(component, [WORDS])
        backprop([np.ones_like(row) for row in rows])
        tok2vec.finish_update(Adam(0.1))
        (after,) = numbers(component, [WORDS])
        assert np.abs(after - before).max() > 1e-3
        before = after
