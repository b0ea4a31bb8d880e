"""Which spans a corpus can keep, and why not the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from upheld.corpus.checking import check_document
from upheld.corpus.document import Document, LabelledSpan
from upheld.corpus.fault import Fault

_OF_SPANS = frozenset({"place", "label", "overlap", "white space", "punctuation", "tokens", "item"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with the spans that it can keep, and a fault for each that it cannot.

    A span that only lost white space at its edges is kept, and its fault is a warning.
    """

    document: Document
    faults: tuple[Fault, ...]


def keep_spans(document: Document, spans: Iterable[LabelledSpan]) -> Kept:
    """Give a document those of some spans that `upheld corpus check` lets pass, in place of its own.

    Items that the program read yield to the spans of a person: where the edge of one cuts a span, all of them go.
    """
    faults: list[Fault] = []
    kept: list[LabelledSpan] = []
    for span in sorted(set(spans)):
        inside = _inside(document.text, span)
        if inside != span:
            reason = "at an edge of the span: cut off"
            faults.append(
                Fault("", document.id, span.start, span.end, "white space", reason, warning=True)
            )
        kept.append(inside)
    marked = replace(document, label=tuple(sorted(set(kept))))
    if marked.extra.get("read_by") == "program" and _are_cut(marked):
        extra = {key: value for key, value in marked.extra.items() if key != "read_by"}
        marked = replace(marked, family=None, items=(), letter={}, extra=extra)
    while wrong := _first_of_each(marked):
        faults += wrong.values()
        marked = replace(marked, label=tuple(_without(marked.label, wrong)))
    return Kept(marked, tuple(sorted(faults, key=lambda fault: (fault.start, fault.end))))


def _without(
    spans: Iterable[LabelledSpan], wrong: Mapping[tuple[int, int], Fault]
) -> Iterator[LabelledSpan]:
    """Give the spans that have no fault; of those that only stand at the same place, the first is kept."""
    seen: set[tuple[int, int]] = set()
    counts = Counter((span.start, span.end) for span in spans)
    for span in sorted(spans):
        place = (span.start, span.end)
        twins = counts[place] > 1 and place in wrong and wrong[place].kind == "overlap"
        if place not in wrong or (twins and place not in seen):
            yield span
        seen.add(place)


def _inside(text: str, span: LabelledSpan) -> LabelledSpan:
    """Give a span without the white space at its edges; one of nothing else, or out of place, as it is."""
    words = text[max(span.start, 0) : max(span.end, 0)]
    if not words.strip() or not 0 <= span.start < span.end <= len(text):
        return span
    start = span.start + len(words) - len(words.lstrip())
    return LabelledSpan(start, start + len(words.strip()), span.label)


def _are_cut(document: Document) -> bool:
    return any(fault.kind == "item" for fault in check_document(document))


def _first_of_each(document: Document) -> dict[tuple[int, int], Fault]:
    """Give the first fault of each span that has one."""
    places = {(span.start, span.end) for span in document.label}
    faults: dict[tuple[int, int], Fault] = {}
    for fault in check_document(document):
        if fault.kind in _OF_SPANS and (fault.start, fault.end) in places:
            faults.setdefault((fault.start, fault.end), fault)
    return faults
