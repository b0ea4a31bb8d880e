"""How networks reckon: what makes them several times faster than they come, and changes no result.

Matrices are multiplied by numpy, whose library uses wide processors better than that of thinc. And what a network
knows of a word whatever stands around it is reckoned once for each word of a batch, not once for each place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps, use_ops

_Rows = list[npt.NDArray[np.float32]]
_Forward = Callable[[Model[Any, Any], Sequence[Doc], bool], tuple[_Rows, Any]]


def fast() -> AbstractContextManager[None]:
    """Make networks that are built or trained within multiply by numpy."""
    return use_ops("numpy", use_blis=False)


def speed_up(model: Model[Any, Any]) -> None:
    """Make a spaCy network with a `tok2vec` fast; one on a GPU, or with layers of torch, stays as it is.

    The network is written and read as before.
    """
    if model.ops.device_type != "cpu" or any(node.shims for node in model.walk()):
        return
    ops = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = ops
    # That of the words, in front of that of their places. A layer around it would change how the network is written.
    embed = model.get_ref("tok2vec").layers[0]
    embed._func = _once_per_word(embed._func)


def _once_per_word(forward: _Forward) -> _Forward:
    """Let a layer that looks at words alone see each word of its texts once, where it is not trained."""

    def forward_once(
        model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[_Rows, Any]:
        if is_train or not sum(map(len, docs)):
            return forward(model, docs, is_train)
        places = np.concatenate([doc.to_array("ORTH") for doc in docs])
        keys, inverse = np.unique(places, return_inverse=True)
        vocab = docs[0].vocab
        words = Doc(vocab, words=[vocab.strings[int(key)] for key in keys])
        (rows,), backprop = forward(model, [words], False)
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return list(np.split(rows[inverse], ends)), backprop

    return forward_once
