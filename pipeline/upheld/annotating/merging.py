"""Pulled documents into a corpus, after its check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from upheld.corpus.checking import check_corpus
from upheld.corpus.document import Document
from upheld.corpus.fault import Fault
from upheld.corpus.files import read_documents, write_documents
from upheld.corpus.folder import Corpus, load_corpus
from upheld.corpus.splits import Splits, extend


@dataclass
class Merged:
    """What became of documents that were to be merged.

    `path` is the file of the corpus that holds them. `faults` are those of the corpus with them; where one is no
    warning nothing was written. `elsewhere` names the documents that the corpus already holds in another file,
    `sides` counts the new cases by their side.
    """

    path: Path
    added: int = 0
    replaced: int = 0
    elsewhere: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sides: Counter[str] = field(default_factory=Counter)

    @property
    def is_written(self) -> bool:
        """Say whether the corpus was sound with the new documents, and holds them now."""
        return all(fault.warning for fault in self.faults) and self.added + self.replaced > 0


def merge(
    folder: Path, name: str, documents: Sequence[Document], side: str | None = "train"
) -> Merged:
    """Merge documents into `letters/<name>.jsonl` of a corpus, and give new cases a side.

    A document with the text of one in that file takes its place; one that another file holds is left out. The corpus
    is checked first, with its split, and nothing is written if it has an error.

    Args:
        folder: the corpus; made if it is not there.
        name: what the documents come from, the project's name.
        documents: whole documents, as `incoming.read_pulled` gives them.
        side: of the new cases, one of `SIDES`; None deals them out as `upheld corpus split` does.

    Raises:
        CorpusError: the corpus cannot be read.
        OSError: a file cannot be read or written.

    """
    path = (
        folder / "letters" / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name).strip('-') or 'pulled'}.jsonl"
    )
    merged = Merged(path)
    corpus = load_corpus(folder) if (folder / "letters").is_dir() else Corpus([], Splits())
    here = {d.sha256: d for d in (read_documents(path) if path.is_file() else ())}
    others = {
        d.sha256
        for d, source in zip(corpus.documents, corpus.sources, strict=True)
        if source != str(path)
    }
    for document in documents:
        if document.sha256 in others:
            merged.elsewhere.append(document.id)
            continue
        merged.replaced += document.sha256 in here
        merged.added += document.sha256 not in here
        here[document.sha256] = document
    whole = _with(corpus, path, list(here.values()), side)
    merged.faults = check_corpus(whole)
    new = set(whole.splits.sides) - set(corpus.splits.sides)
    merged.sides = Counter(whole.splits.sides[case] for case in new)
    if merged.is_written:
        write_documents(path, here.values())
        whole.splits.write(folder / "splits.json")
    return merged


def _with(corpus: Corpus, path: Path, documents: list[Document], side: str | None) -> Corpus:
    """Give a corpus with the documents of one file exchanged, and a split that knows them."""
    rest = [
        (document, source)
        for document, source in zip(corpus.documents, corpus.sources, strict=True)
        if source != str(path)
    ]
    held = [document for document, _ in rest] + documents
    sources = [source for _, source in rest] + [str(path)] * len(documents)
    splits = corpus.splits
    if side is not None:
        new = {d.case: side for d in documents if splits.side_of(d.case) is None}
        splits = Splits({**splits.sides, **new})
    return replace(corpus, documents=held, sources=sources, splits=extend(splits, held))
