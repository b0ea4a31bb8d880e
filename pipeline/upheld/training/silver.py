"""Texts that a teacher model labelled: more to learn from, and never to judge by."""

from __future__ import annotations

from pathlib import Path

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_standoff
from upheld.corpus.folder import Corpus, with_texts


def held_out(corpus: Corpus) -> set[str]:
    """Name the documents that no model learns from: those of the development and the test side."""
    return {d.id for side in ("development", "test") for d in corpus.side(side)}


def read_silver(path: Path, reports: Path, corpus: Corpus) -> list[Document]:
    """Read reports that a teacher labelled.

    Args:
        path: their stand-off annotations, JSON Lines.
        reports: JSON Lines with the texts.
        corpus: says which documents are held out.

    Raises:
        CorpusError: a line is not of its form, a text is missing or another than the one that was labelled, or a
            report is held out: on the development or the test side.
        OSError: a file cannot be opened.

    """
    kept_away = held_out(corpus)
    entries = [(path, entry) for entry in read_standoff(path)]
    for _, entry in entries:
        if entry.id in kept_away:
            raise CorpusError(f"{path}: {entry.id} is held out: take it out of the silver texts")
    return [document for _, document in with_texts(entries, reports, None)]
