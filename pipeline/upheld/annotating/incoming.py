"""Annotations on their way back: from what the server gives to documents of a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from upheld.annotating.kinds import UNDECIDED, Kind
from upheld.annotating.offsets import BrowserOffsets
from upheld.annotating.spans import Kept, keep_spans
from upheld.corpus.checking import check_document
from upheld.corpus.document import CorpusError, Document, GoldItem, LabelledSpan, text_hash
from upheld.corpus.fault import Fault
from upheld.reading.reflow import reflow


@dataclass
class Pulled:
    """What came back: the documents of each annotator by name, and what could not be kept.

    A document holds, beside its labels, `annotator`, `comments`, `confirmed` and `approved_by`. `faults` name every
    span that was left out, and every document, with the annotator as source. `untouched` counts the letters that
    an annotator has neither marked nor confirmed nor commented on.
    """

    documents: dict[str, list[Document]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    untouched: dict[str, int] = field(default_factory=dict)

    def confirmed(self, annotator: str) -> list[Document]:
        """Give the documents that an annotator confirmed."""
        return [d for d in self.documents.get(annotator, []) if d.extra.get("confirmed")]


def read_pulled(records: Iterable[Mapping[str, Any]], kind: Kind) -> Pulled:
    """Turn what the server gave into documents.

    Args:
        records: as `exchange.pull` gives them, a letter of an annotator each.
        kind: what was annotated.

    Returns:
        The documents, and the faults of what was left out.

    """
    pulled = Pulled()
    seen: set[tuple[str, str]] = set()
    for record in records:
        annotator = record["annotator"]
        if not (record["label"] or record["confirmed"] or record["comments"]):
            pulled.untouched[annotator] = pulled.untouched.get(annotator, 0) + 1
            continue
        try:
            document = _restore(record)
        except CorpusError as error:
            name = f"letter {record['example']}"
            pulled.faults.append(Fault(annotator, name, 0, len(record["text"]), "text", str(error)))
            continue
        if (annotator, document.sha256) in seen:
            reason = "the letter is in the project twice: the first is kept"
            pulled.faults.append(Fault(annotator, document.id, 0, 0, "text", reason))
            continue
        seen.add((annotator, document.sha256))
        spans, halved = _read_spans(document, record["label"])
        kept = keep_items(document, spans) if kind.name == "items" else keep_spans(document, spans)
        pulled.faults += [replace(fault, source=annotator) for fault in (*kept.faults, *halved)]
        about = {key: record[key] for key in ("annotator", "comments", "confirmed", "approved_by")}
        marked = replace(kept.document, extra={**kept.document.extra, **about})
        pulled.documents.setdefault(annotator, []).append(marked)
    return pulled


def _read_spans(
    document: Document, entries: Sequence[Sequence[Any]]
) -> tuple[list[LabelledSpan], list[Fault]]:
    """Give the spans that the page shows, and a fault for each that ends within a character."""
    to_text = BrowserOffsets(document.text).to_text
    spans, faults = [], []
    for first, last, label in entries:
        start, end = to_text(first), to_text(last)
        if start is None or end is None:
            reason = "begins or ends within a character (offsets of the page)"
            faults.append(Fault("", document.id, first, last, "place", reason))
        else:
            spans.append(LabelledSpan(start, end, label))
    return spans, faults


def _restore(record: Mapping[str, Any]) -> Document:
    """Give the document that was pushed.

    A letter that somebody uploaded by other means becomes a document of its own.

    Raises:
        CorpusError: the text is not the one that was pushed, or what went along with it is gone.

    """
    text, told = record["text"], record.get("upheld")
    if told is None:
        name = f"doccano-{record['example']}"
        return Document(name, text, (), "letters", name, "unknown", text_hash(text))
    try:
        about = dict(json.loads(told))
        before, after = str(about.pop("before")), str(about.pop("after"))
        document = Document.from_json({**about, "text": before + text + after})
    except (ValueError, TypeError, KeyError):
        raise CorpusError("what was uploaded beside the text is gone: push it anew") from None
    if text_hash(document.text) != record.get("sha256"):
        raise CorpusError("the text on the server is not the one that was pushed: it was changed")
    return document


def keep_items(document: Document, spans: Iterable[LabelledSpan]) -> Kept:
    """Give a document the disputed items that were marked, in place of its own, numbered in their order.

    The label of a span is the decision. What cannot be an item, or has no known decision, is left out with a fault;
    the entities of the document stay.
    """
    extra = {key: value for key, value in document.extra.items() if key != "read_by"}
    bare = replace(document, label=(), items=(), family=None, extra=extra)
    view = reflow(document.text)
    # Items are spans that do not overlap and have whole words, whatever their labels.
    as_spans = keep_spans(
        bare, [replace(span, label="TREATMENT") for span in spans if span.label in _DECISIONS]
    )
    decisions = {(span.start, span.end): _DECISIONS.get(span.label) for span in spans}
    items = tuple(
        GoldItem(
            number,
            view.field(view.to_view(place.start), view.to_view(place.end)),
            place.start,
            place.end,
            _decision(decisions, place),
        )
        for number, place in enumerate(as_spans.document.label, start=1)
    )
    unknown = [
        Fault("", document.id, span.start, span.end, "label", "none of the decisions")
        for span in spans
        if span.label not in _DECISIONS
    ]
    family = (document.family or "unknown") if items else None
    letter = document.letter if items else {}
    marked = replace(
        document, items=items, family=family, letter=letter, extra=extra, label=document.label
    )
    return Kept(marked, (*as_spans.faults, *unknown, *_of_items(marked)))


_DECISIONS: Mapping[str, str | None] = {
    "upheld": "upheld",
    "overturned": "overturned",
    UNDECIDED: None,
}


def _decision(decisions: Mapping[tuple[int, int], str | None], place: LabelledSpan) -> str | None:
    """Give the decision of the span that a place was marked with; white space at its edges aside."""
    for (start, end), decision in decisions.items():
        if start <= place.start and place.end <= end:
            return decision
    return None


def _of_items(document: Document) -> list[Fault]:
    return [fault for fault in check_document(document) if fault.kind in {"item", "decision"}]
