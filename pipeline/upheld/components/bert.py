"""A BERT encoder (Devlin et al., BERT, 2019) that thinc trains. Needs the extra `transformer`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from curated_transformers.layers.attention import AttentionMask, enable_torch_sdp
from curated_transformers.models.bert import BERTConfig, BERTEncoder
from safetensors import SafetensorError
from safetensors.torch import load, load_file, save
from thinc.api import ArgsKwargs, Model, PyTorchWrapper_v3
from torch.nn.utils.rnn import pad_sequence

from upheld.components.word_pieces import NO_TOKEN, Windows

_ALIKE = 32  # Windows whose lengths differ by no more are padded to the longest and read at once.


class MeanOfPieces(torch.nn.Module):  # type: ignore[misc]
    """Gives each token the mean of the encoder's last layer over its word pieces."""

    def __init__(self, encoder: BERTEncoder) -> None:
        """Take the encoder."""
        super().__init__()
        self.encoder = encoder

    def forward(
        self, pieces: list[torch.Tensor], tokens: list[torch.Tensor], number: int
    ) -> torch.Tensor:
        """Read windows, as `Windows` has them; gives `(number, width)`, nothing for a token without a word piece."""
        width = self.encoder.embeddings.piece_embeddings.weight.shape[1]
        total = torch.zeros(number, width, device=pieces[0].device)
        count = torch.zeros(number, 1, device=pieces[0].device)
        for group in _groups([len(window) for window in pieces]):
            owner = pad_sequence([tokens[n] for n in group], True, NO_TOKEN)
            inside = owner != NO_TOKEN
            read = self._read([pieces[n] for n in group])[inside]
            total = total.index_add(0, owner[inside], read)
            count = count.index_add(0, owner[inside], torch.ones_like(read[:, :1]))
        return total / count.clamp(min=1)

    def _read(self, windows: list[torch.Tensor]) -> torch.Tensor:
        """Run the encoder on windows; gives `(windows, pieces of the longest, width)`."""
        mask = pad_sequence([torch.ones_like(window, dtype=torch.bool) for window in windows], True)
        # torch's own attention is faster; curated-transformers 2.0.1 cannot train with it.
        with enable_torch_sdp(not self.training):
            output = self.encoder(pad_sequence(windows, True), AttentionMask(mask))
        return output.last_hidden_layer_state


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Group indices of about equal lengths."""
    groups = defaultdict(list)
    for index, length in enumerate(lengths):
        groups[length // _ALIKE].append(index)
    return list(groups.values())


def wrap(
    width: int, inner_width: int, depth: int, heads: int, word_pieces: int, positions: int
) -> Model[Windows, Any]:
    """Make a layer of thinc around an encoder with weights at random; its weights are kept as safetensors."""
    config = BERTConfig(
        embedding_width=width,
        hidden_width=width,
        intermediate_width=inner_width,
        n_hidden_layers=depth,
        n_attention_heads=heads,
        n_pieces=word_pieces,
        n_positions=positions,
        model_max_length=positions,
    )
    return PyTorchWrapper_v3(
        MeanOfPieces(BERTEncoder(config)),
        convert_inputs=_to_torch,
        serialize_model=_to_bytes,
        deserialize_model=_from_bytes,
    )


def _to_torch(
    model: Model[Any, Any], windows: Windows, is_train: bool
) -> tuple[ArgsKwargs, Callable[[Any], list[Any]]]:
    del is_train  # Numbers of word pieces have no gradient.
    device = model.shims[0].device  # type: ignore[attr-defined]
    pieces, tokens = (
        [torch.from_numpy(numbers).to(device) for numbers in held]
        for held in (windows.pieces, windows.tokens)
    )
    return ArgsKwargs((pieces, tokens, windows.number), {}), _no_gradient


def _no_gradient(_: Any) -> list[Any]:
    return []


def _to_bytes(module: MeanOfPieces) -> bytes:
    data: bytes = save(module.state_dict())
    return data


def _from_bytes(module: MeanOfPieces, data: bytes, device: torch.device) -> MeanOfPieces:
    module.load_state_dict(load(data))
    module.to(device)
    return module


def load_pretrained(layer: Model[Windows, Any], path: Path) -> None:
    """Put the weights of a BERT encoder in a safetensors file, named as in transformers, into a layer of `wrap`.

    What other weights the file holds, as those of a pooler, is passed over.

    Raises:
        OSError: the file is no safetensors file, or holds no encoder of this shape.

    """
    encoder: BERTEncoder = layer.shims[0]._model.encoder
    known = encoder.state_dict()
    try:
        weights = BERTEncoder.state_dict_from_hf(load_file(path))
        encoder.load_state_dict({name: weights[name] for name in known if name in weights})
    except (SafetensorError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise OSError(f"{path}: not the weights of this encoder: {reason}") from None
