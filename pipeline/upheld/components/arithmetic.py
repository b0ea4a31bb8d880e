"""How networks reckon: what makes them several times faster than they come, and changes no result.

Matrices are multiplied by numpy, whose library uses wide processors better than that of thinc. What a network knows of
a word whatever stands around it is reckoned once for each word that is met, not once for each place. And layers that
look at neighbours go over the memory less often.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps, use_ops

_KEPT = 8_000  # Words that are kept: some 5 MB. They are most of what letters are made of.
_Floats = npt.NDArray[np.float32]
_LEAST_VARIANCE = np.float32(1e-8)  # That of thinc.
# A layer of spaCy's MaxoutWindowEncoder.
_CONVOLUTION = "residual(expand_window>>maxout>>layernorm>>dropout)"
_Convolve = Callable[[Model[Any, Any], _Floats, bool], tuple[_Floats, Any]]
_Forward = Callable[[Model[Any, Any], Sequence[Doc], bool], tuple[list[_Floats], Any]]


def fast() -> AbstractContextManager[None]:
    """Make networks that are built or trained within multiply by numpy."""
    return use_ops("numpy", use_blis=False)


def speed_up(model: Model[Any, Any]) -> KnownWords | None:
    """Make a spaCy network with a `tok2vec` fast; gives what it comes to know of words.

    One on a GPU, or with layers of torch, stays as it is, and knows nothing. The network is written and read as before.
    """
    if model.ops.device_type != "cpu" or any(node.shims for node in model.walk()):
        return None
    ops = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = ops
        if node.name == _CONVOLUTION:
            node._func = _convolve_at_once(node._func)
    # That of the words, in front of that of their places. A layer around it would change how the network is written.
    embed = model.get_ref("tok2vec").layers[0]
    words = KnownWords(embed._func)
    for node in embed.walk():
        node.ops = words.ops
    embed._func = words
    return words


def _convolve_at_once(forward: _Convolve) -> _Convolve:
    """Let a layer that looks at words and their neighbours do so in few passes, where it is not trained.

    It multiplies each word once for each place in its window, and shifts the products, not the words.
    """

    def convolve(model: Model[Any, Any], rows: _Floats, is_train: bool) -> tuple[_Floats, Any]:
        layers: dict[str, Any] = {layer.name: layer for layer in model.walk()}
        if is_train or layers["expand_window"].attrs["window_size"] != 1:
            return forward(model, rows, is_train)
        weights, bias = (layers["maxout"].get_param(name) for name in "Wb")
        width, pieces, _ = weights.shape
        weights = weights.reshape(width, pieces, 3, -1).transpose(3, 2, 1, 0)
        products = (rows @ weights.reshape(rows.shape[1], -1)).reshape(-1, 3, pieces * width)
        found = products[:, 1]
        found[1:] += products[:-1, 0]
        found[:-1] += products[1:, 2]
        found += bias.T.reshape(-1)
        found = found.reshape(-1, pieces, width).max(axis=1)
        _normalise(found)
        found *= layers["layernorm"].get_param("G")
        found += layers["layernorm"].get_param("b")
        found += rows
        return found, _no_gradient

    return convolve


def _normalise(rows: _Floats) -> None:
    """Bring each row to a mean of 0 and a variance of 1."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + _LEAST_VARIANCE
    rows *= (variance**-0.5)[:, None]


class KnownWords:
    """A layer that looks at words alone, and reckons each word once.

    What it gives for a word stays the same however many words it is asked for with, so that what was met before changes
    nothing: it multiplies in double precision, and keeps single.
    """

    def __init__(self, forward: _Forward) -> None:
        """Take what the layer does by itself."""
        self.ops = _WideOps(use_blis=False)
        self._forward = forward
        self._rows: dict[int, _Floats] = {}
        self._made_with: list[Any] = []
        self._trained = False

    def __call__(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[_Floats], Any]:
        """Give the numbers of each text's words, `(tokens, width)`, as the layer itself does."""
        if is_train or not sum(map(len, docs)):
            self._trained = self._trained or is_train
            return self._forward(model, docs, is_train)
        self._look_at(model, docs[0].vocab)
        places = np.concatenate([doc.to_array("ORTH") for doc in docs])
        keys, inverse = np.unique(places, return_inverse=True)
        names = keys.tolist()
        rows = self._known(model, docs[0].vocab, names)
        own = np.concatenate([rows[name] for name in names]).reshape(len(names), -1)
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return list(np.split(own[inverse], ends)), _no_gradient

    def _known(
        self, model: Model[Any, Any], vocab: Vocab, names: Sequence[int]
    ) -> dict[int, _Floats]:
        """Give the numbers of words, with many others, by their keys among the strings of a vocabulary."""
        rows = self._rows
        new = [name for name in names if name not in rows]
        if len(rows) + len(new) > _KEPT:
            rows = self._rows = {}
            new = list(names)
        if new:
            text = Doc(vocab, words=[vocab.strings[name] for name in new])
            with self.ops.wide():
                (found,), _ = self._forward(model, [text], False)
            rows.update(zip(new, found, strict=True))
        return rows

    def _look_at(self, model: Model[Any, Any], vocab: Vocab) -> None:
        """Forget all where the network has other weights than before, or is trained, which changes them in place."""
        weights = [
            node.get_param(name)
            for node in model.walk()
            for name in node.param_names
            if node.has_param(name)
        ]
        made_with = [*weights, vocab, vocab.vectors.data]
        before = self._made_with
        same = len(before) == len(made_with) and all(map(operator.is_, before, made_with))
        if self._trained or not same:
            self.forget()
            self._made_with = made_with

    def forget(self) -> None:
        """Forget the words that were met."""
        self._rows = {}


class _WideOps(NumpyOps):  # type: ignore[misc]
    """Multiplies matrices in double precision, and rounds to single, while it is told to."""

    _is_wide = False

    @contextmanager
    def wide(self) -> Iterator[None]:
        """Multiply in double precision."""
        self._is_wide = True
        try:
            yield
        finally:
            self._is_wide = False

    def gemm(
        self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Multiply two matrices, as in thinc."""
        if not self._is_wide:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        one, two = (matrix.astype("float64") for matrix in (x, y))
        product = super().gemm(one, two, trans1=trans1, trans2=trans2).astype(x.dtype)
        if out is None:
            return product
        out[...] = product
        return out


def _no_gradient(_: Any) -> list[Doc]:
    return []
