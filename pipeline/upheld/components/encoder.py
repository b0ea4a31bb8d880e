"""The architecture `upheld.Encoder.v1`: a pretrained BERT encoder as the `tok2vec` of a recogniser.

It stands where a convolutional network stands, finds more and takes many times as long. It needs torch, which the
extra `transformer` installs; without it this module can be imported all the same, so that the architecture has its
name and a pipeline that needs it says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from upheld.components.recognizer import Network

ARCHITECTURE = "upheld.Encoder.v1"
NODE = "upheld_encoder"


@registry.architectures(ARCHITECTURE)  # type: ignore[untyped-decorator]
def create_encoder(
    width: int,
    inner_width: int,
    depth: int,
    heads: int,
    word_pieces: int,
    positions: int,
    window: int = 256,
    stride: int = 192,
) -> Network:
    """Create an encoder that gives each token the mean of its word pieces: shape `(tokens, width)` for each `Doc`.

    Its weights are at random, and it has no word pieces, until a pretrained encoder is put in (`upheld.Pretrained.v1`)
    or a trained one is read.

    Args:
        width: numbers a word piece.
        inner_width: numbers a word piece inside the feed-forward layers.
        depth: layers.
        heads: attention heads of a layer.
        word_pieces: how many there are.
        positions: the longest stretch that the encoder can read, in word pieces.
        window: word pieces that are read together; a longer text is read in several windows.
        stride: word pieces from the start of a window to that of the next. What two windows share gets the mean.

    Raises:
        ImportError: the extra `transformer` is not installed.
        ValueError: windows do not fit the encoder, or leave word pieces out between them.

    """
    if window + 2 > positions or not 0 < stride <= window:  # Two marks stand around each window.
        raise ValueError(
            f"window {window}, stride {stride}: give a window of {positions - 2} word pieces at most,"
            " and a stride no longer than it"
        )
    try:
        from upheld.components.bert import wrap
    except ModuleNotFoundError as error:
        raise ImportError(
            f"a transformer network needs {error.name}: pip install 'upheld[transformer]'"
        ) from error
    return Model(
        NODE,
        _forward,
        layers=[wrap(width, inner_width, depth, heads, word_pieces, positions)],
        dims={"nO": width},
        # Kept with the weights: the word pieces in the form of `tokenizer.json`.
        attrs={"tokenizer": "", "window": window, "stride": stride},
    )


def _forward(
    model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Any], Callable[[Sequence[Any]], list[Doc]]]:
    from upheld.components.word_pieces import to_windows

    windows = to_windows(
        docs, model.attrs["tokenizer"], window=model.attrs["window"], stride=model.attrs["stride"]
    )
    rows, backprop_rows = model.layers[0](windows, is_train)
    xp = model.ops.xp

    def backprop(gradients: Sequence[Any]) -> list[Doc]:
        backprop_rows(xp.concatenate(gradients))
        return []

    return xp.split(rows, np.cumsum([len(doc) for doc in docs])[:-1].tolist()), backprop
