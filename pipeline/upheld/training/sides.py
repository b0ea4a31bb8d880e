"""One side of a corpus, in the form in which models learn from it and are measured on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from upheld.corpus.building import Built, to_docs
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.folder import Corpus


@dataclass(frozen=True)
class Side:
    """One side of a corpus as finders are given it; documents and `Doc`s stand in the same order.

    `left_out` is the number of gold spans that lie in no clinical part: nobody is asked for them.
    """

    name: str
    documents: Sequence[Document]
    docs: Sequence[Doc]
    left_out: int


def read_side(corpus: Corpus, name: str) -> Side:
    """Give one side of a corpus.

    Raises:
        CorpusError: no document stands on it.

    """
    documents = corpus.side(name)
    if not documents:
        raise CorpusError(
            f"no document of the corpus is on the side {name}: see `upheld corpus split`"
        )
    built = Built()
    docs = list(to_docs(documents, built, name))
    return Side(name, documents, docs, len(built.lost))
