"""Which letters to annotate next: those that the model is unsure of, unlike the corpus, spread over families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import spmatrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel
from spacy.language import Language

from upheld.corpus.document import Document
from upheld.layout import lay_out
from upheld.reading import SourceText
from upheld.training.packing import entities_of

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A letter that was chosen.

    `doubt` is the mean over the tokens of its clinical parts of how unsure the model is (0 to 1), `novelty` one less
    the likeness to the most similar letter of the corpus or of those chosen before (0 to 1).
    """

    document: Document
    family: str
    doubt: float
    novelty: float


def select(
    letters: Sequence[Document], known: Iterable[Document], nlp: Language, count: int
) -> list[Choice]:
    """Choose the letters that annotating teaches most, in the order of their choice.

    One after the other, a letter is taken from the family that lacks most of its share (shares go by the square root of
    how many letters a family has, so that rare layouts get more than theirs); within it the one with the highest sum of
    its ranks by doubt and by novelty, after Settles, Active Learning Literature Survey, 2009, sections 3.1 and 3.6.

    Args:
        letters: what can be chosen; a letter of `known`, and one that stands twice, is passed over.
        known: what is annotated already.
        nlp: a pipeline of `upheld.load`, whose component finds entities.
        count: how many letters to choose, at most all.

    """
    corpus = list(known)
    seen = {document.sha256 for document in corpus}
    held = {d.sha256: d for d in reversed(letters) if d.sha256 not in seen}
    pool = [held[sha256] for sha256 in sorted(held)]  # The same whatever order they come in.
    if not pool:
        return []
    families = [lay_out(SourceText(d.id, d.text)).family for d in pool]
    doubts = measure_doubt(nlp, pool)
    likeness = _Likeness(pool, corpus)
    shares = {family: np.sqrt(number) for family, number in Counter(families).items()}
    chosen: list[int] = []
    left = set(range(len(pool)))
    choices: list[Choice] = []
    while left and len(chosen) < count:
        open_families = {families[at] for at in left}
        taken = Counter(families[at] for at in chosen)
        family = max(sorted(open_families), key=lambda name: shares[name] / (taken[name] + 0.5))
        novelty = 1.0 - likeness.highest
        merit = _ranks(doubts) + _ranks(novelty)
        best = max((at for at in sorted(left) if families[at] == family), key=lambda at: merit[at])
        choices.append(Choice(pool[best], family, float(doubts[best]), float(novelty[best])))
        chosen.append(best)
        left.remove(best)
        likeness.add(best)
    return choices


def measure_doubt(nlp: Language, documents: Iterable[Document]) -> Values:
    """Give the mean doubt of a pipeline's entity component in each document, shape `(documents,)`, 0 to 1.

    A document without a clinical part has the highest that any has: nobody knows what is in it.
    """
    docs = (nlp.make_doc(document.text) for document in documents)
    means = [float(each.mean()) if len(each) else np.nan for each in entities_of(nlp).doubt(docs)]
    values = np.array(means)
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), known.max() if len(known) else 1.0, values)


class _Likeness:
    """How like each letter of a pool is to the corpus and to what was chosen: cosine of TF-IDF, 0 to 1."""

    def __init__(self, pool: Sequence[Document], corpus: Sequence[Document]) -> None:
        vectors: spmatrix = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit_transform(
            [document.text for document in (*pool, *corpus)]
        )
        self._pool = vectors[: len(pool)]
        rest = vectors[len(pool) :]
        self.highest: Values = (
            linear_kernel(self._pool, rest).max(axis=1) if corpus else np.zeros(len(pool))
        )

    def add(self, at: int) -> None:
        """Count a letter of the pool as chosen."""
        self.highest = np.maximum(
            self.highest, linear_kernel(self._pool, self._pool[at : at + 1])[:, 0]
        )


def _ranks(values: Values) -> Values:
    """Give the ranks of values, 0 (the lowest) to 1; those of equal values are the same."""
    ranks = np.searchsorted(np.sort(values), values)
    return np.asarray(ranks / max(len(values) - 1, 1))
