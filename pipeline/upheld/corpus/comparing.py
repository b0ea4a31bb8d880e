"""Faults that show between documents: what stands twice, and words labelled two ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from upheld.corpus.document import Document, LabelledSpan
from upheld.corpus.fault import Fault
from upheld.corpus.values import shown


def files_of(documents: Sequence[Document], source: str | Sequence[str]) -> Sequence[str]:
    """Give the file of each document, where `source` names that of all or that of each."""
    return [source] * len(documents) if isinstance(source, str) else source


def repeated(documents: Sequence[Document], files: Sequence[str]) -> Iterator[Fault]:
    """Find ids and texts that stand twice; `files` names the file of each document."""
    by_id: dict[str, list[str]] = defaultdict(list)
    for document, file in zip(documents, files, strict=True):
        by_id[document.id].append(file)
    for name, found in by_id.items():
        if len(found) > 1:
            several = dict.fromkeys(found)
            where = f": in {' and in '.join(several)}" if len(several) > 1 else ""
            reason = f"{len(found)} documents have this id{where}"
            yield Fault(found[0], name, 0, 0, "id", reason)
    by_hash: dict[str, str] = {}
    for document, file in zip(documents, files, strict=True):
        first = by_hash.setdefault(document.sha256, document.id)
        if first != document.id:
            yield Fault(file, document.id, 0, 0, "text", f"the same text as {first}")


def labelled_two_ways(
    documents: Sequence[Document], source: str | Sequence[str] = ""
) -> Iterator[Fault]:
    """Warn of words that carry another label than they mostly do in the corpus.

    Letter case and white space do not count. Only the rarer label of a pair is reported; where
    neither is rarer, every occurrence is. Spans out of place cut out other words than were meant,
    and are not compared. `source` names the file of all documents, or that of each.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for span in _in_place(document):
            labels[_key(document, span)][span.label] += 1
    for document, file in zip(documents, files_of(documents, source), strict=True):
        for span in sorted(_in_place(document)):
            counts = labels[_key(document, span)]
            others = [entry for entry in counts.most_common() if entry[0] != span.label]
            if others and counts[span.label] <= others[0][1]:
                other, times = others[0]
                reason = f"{shown(span.label)} here, {shown(other)} {times} times elsewhere"
                yield Fault(
                    file, document.id, span.start, span.end, "two labels", reason, warning=True
                )


def _in_place(document: Document) -> list[LabelledSpan]:
    return [s for s in document.label if 0 <= s.start < s.end <= document.annotated]


def _key(document: Document, span: LabelledSpan) -> str:
    return " ".join(document.text[span.start : span.end].lower().split())
