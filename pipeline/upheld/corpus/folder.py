"""A corpus in a folder: letters, stand-off reports and the split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.files import read_documents, read_standoff, read_texts
from upheld.corpus.splits import Splits
from upheld.corpus.standoff import StandOff, with_text

_Placed = tuple[str, Document]


@dataclass(frozen=True)
class Corpus:
    """The documents of a corpus, the sides that their cases stand on, and what was left out.

    `sources` names the file of each document, in the order of `documents`; it is empty where they
    come from no file. `absent` are the ids of the reports whose texts are not here, `passed_over`
    the files and folders beside the corpus files, which were not read. `splits_file` names the
    file of the split, empty where there is none. `whole` is False where something could not be
    read.
    """

    documents: list[Document]
    splits: Splits
    sources: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    splits_file: str = ""
    whole: bool = True

    def side(self, name: str) -> list[Document]:
        """Give the documents of one side: `train`, `development` or `test`."""
        return [d for d in self.documents if self.splits.side_of(d.case) == name]


def load_corpus(
    folder: Path, *, reports: Path | None = None, faults: list[CorpusError] | None = None
) -> Corpus:
    """Load the corpus of a folder.

    Args:
        folder: holds `letters/*.jsonl` (documents), `reports/*.jsonl` (stand-off annotations) and
            `splits.json`; any of them may be missing, but not all.
        reports: JSON Lines with the texts of the reports; without it the reports are left out and
            named in `absent`.
        faults: takes the error of every line, report or split that cannot be used, and the rest
            is loaded; without it the first is raised.

    Raises:
        CorpusError: a file is not of its form, a text is not the one that was annotated, or the
            folder holds no corpus.
        OSError: a file cannot be opened.

    """
    kept: list[CorpusError] = []
    collector = None if faults is None else kept
    letter_files, report_files = _files(folder / "letters"), _files(folder / "reports")
    if not letter_files and not report_files:
        raise CorpusError(
            f"{folder}: no corpus: there is no letters/*.jsonl and no reports/*.jsonl in it"
        )
    placed = [(str(path), d) for path in letter_files for d in read_documents(path, collector)]
    entries = [(path, entry) for path in report_files for entry in read_standoff(path, collector)]
    if reports is not None:
        placed += with_texts(entries, reports, collector)
    if not placed and not entries and not kept:
        raise CorpusError(f"{folder}: no corpus: no file in it holds a document")
    splits_file = folder / "splits.json"
    splits = _read_splits(splits_file, collector) if splits_file.is_file() else None
    if faults is not None:
        faults += kept
    return Corpus(
        documents=[document for _, document in placed],
        splits=splits or Splits(),
        sources=[source for source, _ in placed],
        absent=[entry.id for _, entry in entries] if reports is None else [],
        passed_over=_passed_over(folder),
        splits_file=str(splits_file) if splits is not None else "",
        whole=not kept,
    )


def with_texts(
    entries: Iterable[tuple[Path, StandOff]], reports: Path, faults: list[CorpusError] | None
) -> Iterator[_Placed]:
    """Give stand-off annotations, each with its file, as documents with the texts of a file.

    Raises:
        CorpusError: a text is missing or another than the one that was annotated; with `faults` the
            error goes there.
        OSError: the file of the texts cannot be opened.

    """
    texts = read_texts(reports, faults)
    for path, entry in entries:
        try:
            yield str(path), _with_its_text(entry, texts, reports)
        except CorpusError as error:
            if faults is None:
                raise CorpusError(f"{path}: {error}") from None
            faults.append(CorpusError(f"{path}: {error}"))


def _with_its_text(entry: StandOff, texts: Mapping[str, str], reports: Path) -> Document:
    if entry.id not in texts:
        raise CorpusError(f"{entry.id} is not in {reports}")
    return with_text(entry, texts[entry.id], "reports")


def _read_splits(path: Path, faults: list[CorpusError] | None) -> Splits | None:
    """Read the split; None where it cannot be read and errors are collected."""
    try:
        return Splits.read(path)
    except CorpusError as error:
        if faults is None:
            raise
        faults.append(error)
        return None


def _files(folder: Path) -> list[Path]:
    """Name the corpus files of a folder, in order; none where there is no folder."""
    return [path for path in _entries(folder) if _is_corpus_file(path)]


def _passed_over(folder: Path) -> list[str]:
    """Name what stands beside the corpus files and is not read; hidden files do not count."""
    beside = [path for name in ("letters", "reports") for path in _entries(folder / name)]
    return [str(p) for p in beside if not _is_corpus_file(p) and not p.name.startswith(".")]


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def _is_corpus_file(path: Path) -> bool:
    return path.suffix.lower() == ".jsonl" and not path.is_dir()
