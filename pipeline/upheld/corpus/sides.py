"""Faults of a split: cases without a side or a document, and passages that two sides share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from upheld.corpus.comparing import files_of
from upheld.corpus.fault import Fault
from upheld.corpus.folder import Corpus
from upheld.corpus.overlap import Shared, shared_passages


def check_split(corpus: Corpus) -> Iterator[Fault]:
    """Find the faults of a corpus' split.

    What is held out, the test side from all others and the development side from the train side,
    must share no passage with what models learn from.
    """
    yield from _without_side(corpus)
    yield from _without_document(corpus)
    files = _files_by_id(corpus)
    for held_out, against in (("test", None), ("development", ("train",))):
        for shared in shared_passages(corpus, held_out, against=against):
            yield _overlap(shared, held_out, files.get(shared.second, ""))


def _without_side(corpus: Corpus) -> Iterator[Fault]:
    files = files_of(corpus.documents, corpus.sources or "")
    for document, file in zip(corpus.documents, files, strict=True):
        if corpus.splits.side_of(document.case) is None:
            reason = f"case {document.case} has no side: run 'upheld corpus split'"
            yield Fault(file, document.id, 0, 0, "split", reason)


def _without_document(corpus: Corpus) -> Iterator[Fault]:
    """Warn of cases that no document tells of, where every document is here to tell."""
    if corpus.absent or not corpus.whole:
        return
    cases = {document.case for document in corpus.documents}
    for case, side in corpus.splits.sides.items():
        if case not in cases:
            reason = f"no document has this case of {side}: take it out, or mend the name"
            yield Fault(corpus.splits_file, case, 0, 0, "split", reason, warning=True)


def _files_by_id(corpus: Corpus) -> dict[str, str]:
    """Name the file of each id; all of them where documents of several files have the same id."""
    files: dict[str, dict[str, None]] = defaultdict(dict)
    for document, file in zip(
        corpus.documents, files_of(corpus.documents, corpus.sources or ""), strict=True
    ):
        files[document.id][file] = None
    return {name: " and ".join(found) for name, found in files.items()}


def _overlap(shared: Shared, held_out: str, file: str) -> Fault:
    what = f"{shared.words} words in a row" if shared.words else f"likeness {shared.jaccard:.2f}"
    reason = f"shares {what} with {shared.first}, which is held out ({held_out})"
    return Fault(file, shared.second, 0, 0, "overlap of sides", reason)
