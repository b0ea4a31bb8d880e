"""A pretrained encoder for tests: two layers with weights at random, in the files of transformers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = [*MARKS, "knee", "ankle", "pain", "##ful", "norco"]
SIZE, LAYERS, POSITIONS = 8, 2, 12


def write_encoder(
    folder: Path, words: list[str] = WORDS, *, size: int = SIZE, positions: int = POSITIONS
) -> Path:
    """Write an encoder that knows some word pieces into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.WordPiece({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": size,
        "intermediate_size": 2 * size,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 2,
        "vocab_size": len(words),
        "max_position_embeddings": positions,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(config))
    save_file(_weights(len(words), size, positions), folder / "model.safetensors")
    return folder


def _weights(words: int, size: int, positions: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (words, size),
        "embeddings.position_embeddings.weight": (positions, size),
        "embeddings.token_type_embeddings.weight": (2, size),
        "embeddings.LayerNorm.weight": (size,),
        "embeddings.LayerNorm.bias": (size,),
        "pooler.dense.weight": (size, size),  # Read by nobody.
    }
    square = (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
    )
    for layer in (f"encoder.layer.{n}" for n in range(LAYERS)):
        linear = dict.fromkeys(square, (size, size))
        linear |= {"intermediate.dense": (2 * size, size), "output.dense": (size, 2 * size)}
        for name, shape in linear.items():
            shapes |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}.{name}.weight": (size,), f"{layer}.{name}.bias": (size,)}
    # About one where values are scaled, small elsewhere, as in an encoder that was trained.
    return {
        name: rng.normal(loc="Norm.weight" in name, scale=0.3, size=shape).astype("float32")
        for name, shape in shapes.items()
    }
