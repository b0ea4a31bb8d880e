"""Texts that a teacher model labelled: more to learn from, and never to judge by."""

from __future__ import annotations

from pathlib import Path

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_standoff, read_texts
from upheld.corpus.folder import Corpus
from upheld.corpus.standoff import with_text


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
    held_out = {d.id for side in ("development", "test") for d in corpus.side(side)}
    texts = read_texts(reports)
    documents = []
    for entry in read_standoff(path):
        if entry.id in held_out:
            raise CorpusError(f"{path}: {entry.id} is held out: take it out of the silver texts")
        if entry.id not in texts:
            raise CorpusError(f"{path}: {entry.id} is not in {reports}")
        documents.append(with_text(entry, texts[entry.id], "reports"))
    return documents
