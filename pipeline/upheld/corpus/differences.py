"""The places where two readings of a corpus differ, in their sentences, beside the gold: its hard cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from upheld.corpus.agreement import Disagreement, FileReading, disagreements
from upheld.corpus.document import CorpusError, Document, LabelledSpan
from upheld.layout.phrases import around, sentences
from upheld.reading.reflow import ReflowedText, reflow

Kind = Literal["whether", "label", "extent", "parts", "several"]
"""What two readings differ in: whether to mark anything, which label, where the span ends, one span or several of the
same label, or more than one of these."""


def differences_in_sentences(
    documents: Iterable[Document], first: FileReading, second: FileReading
) -> Iterator[dict[str, Any]]:
    """Give each place where two readings differ, with the sentence around it and its gold.

    Documents that neither reading holds are passed over.

    Yields:
        `document`, `kind` (one of `Kind`), `sentence` (lines mended), and `first`, `second` and `gold`: the spans of
        each at the place, `[start, end, label]`, as characters of the sentence, end exclusive.

    Raises:
        CorpusError: a document is in one reading alone, or a reading is of another text.

    """
    read = {d.id: d for d in documents if d.id in first or d.id in second}
    for name, document in read.items():
        for reading in (first, second):
            _require_same_text(document, reading.hashes.get(name), reading.source)
    if not read:
        return
    ones, others = ({n: r[n] for n in read if n in r} for r in (first, second))
    views = {name: reflow(document.text) for name, document in read.items()}
    for place in disagreements(ones, others):
        yield _in_sentence(place, read[place.document], views[place.document])


def kind_of(first: Sequence[LabelledSpan], second: Sequence[LabelledSpan]) -> Kind:
    """Say what the spans of two readings differ in, at one place."""
    if not first or not second:
        return "whether"
    labels = [{span.label for span in spans} for spans in (first, second)]
    if {(s.start, s.end) for s in first} == {(s.start, s.end) for s in second}:
        return "label"
    if labels[0] != labels[1] or len(labels[0]) > 1:
        return "several"
    return "extent" if len(first) == len(second) else "parts"


def _in_sentence(place: Disagreement, document: Document, view: ReflowedText) -> dict[str, Any]:
    both = [*place.first, *place.second]
    low, high = min(span.start for span in both), max(span.end for span in both)
    gold = [span for span in document.label if span.start < high and low < span.end]
    start, end = view.to_view(low), view.to_view(high)
    first, last = around(sentences(view.text, 0, len(view.text)), start, end)
    last = max(end, first + len(view.text[first:last].rstrip()))

    def here(spans: Iterable[LabelledSpan]) -> list[list[Any]]:
        placed = [(view.to_view(s.start), view.to_view(s.end), s.label) for s in sorted(spans)]
        return [[max(a, first) - first, min(b, last) - first, label] for a, b, label in placed]

    return {
        "document": document.id,
        "kind": kind_of(place.first, place.second),
        "sentence": view.text[first:last],
        "first": here(place.first),
        "second": here(place.second),
        "gold": here(gold),
    }


def _require_same_text(document: Document, digits: str | None, source: str) -> None:
    if digits and not document.sha256.startswith(digits):
        raise CorpusError(
            f"{source}: {document.id}: a text with hash {digits[:16]} was read, that of the corpus has"
            f" {document.sha256[:16]}: give readings of this corpus"
        )
