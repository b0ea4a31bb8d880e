"""A corpus in a folder: letters, stand-off reports and the split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_documents, read_standoff, read_texts, with_text
from upheld.corpus.splits import Splits


@dataclass(frozen=True)
class Corpus:
    """The documents of a corpus, the sides that their cases stand on, and what was left out.

    `sources` names the file of each document by its id. `absent` are the ids of the reports whose
    texts are not here.
    """

    documents: list[Document]
    splits: Splits
    sources: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)

    def side(self, name: str) -> list[Document]:
        """Give the documents of one side: `train`, `development` or `test`."""
        return [d for d in self.documents if self.splits.side_of(d.case) == name]


def load_corpus(folder: Path, *, reports: Path | None = None) -> Corpus:
    """Load the corpus of a folder.

    Args:
        folder: holds `letters/*.jsonl` (documents), `reports/*.jsonl` (stand-off annotations) and
            `splits.json`; any of them may be missing, but not all.
        reports: JSON Lines with the texts of the reports; without it the reports are left out and
            named in `absent`.

    Raises:
        CorpusError: a file is not of its form, a text is not the one that was annotated, or the
            folder holds no corpus.

    """
    documents: list[Document] = []
    sources: dict[str, str] = {}
    for path in _files(folder, "letters"):
        for document in read_documents(path):
            documents.append(document)
            sources[document.id] = str(path)
    absent: list[str] = []
    texts = read_texts(reports) if reports is not None else {}
    for path in _files(folder, "reports"):
        for entry in read_standoff(path):
            sources[entry.id] = str(path)
            if entry.id in texts:
                documents.append(with_text(entry, texts[entry.id], "reports"))
            elif reports is None:
                absent.append(entry.id)
            else:
                raise CorpusError(f"{path}: {entry.id} is not in {reports}")
    if not sources:
        raise CorpusError(
            f"{folder}: no corpus: there is no letters/*.jsonl and no reports/*.jsonl in it"
        )
    splits = folder / "splits.json"
    return Corpus(documents, Splits.read(splits) if splits.is_file() else Splits(), sources, absent)


def _files(folder: Path, name: str) -> Iterator[Path]:
    yield from sorted((folder / name).glob("*.jsonl"))
