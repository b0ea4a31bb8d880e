"""Faults of annotated documents, each named with document, offsets and reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from spacy.tokenizer import Tokenizer

from upheld.components import LetterEnglish
from upheld.corpus.comparing import files_of, labelled_two_ways, repeated
from upheld.corpus.document import (
    DECISIONS,
    FAMILIES,
    LABELS,
    PARTS,
    Document,
    LabelledSpan,
    text_hash,
)
from upheld.corpus.fault import Fault
from upheld.corpus.folder import Corpus
from upheld.corpus.sides import check_split
from upheld.corpus.values import shown
from upheld.reading.reflow import ReflowedText, reflow

# Marks that may end or begin a span as a part of a name: `#120`, `50%`, `2+`, `4/5-`, `5'`.
_ABBREVIATION = re.compile(r"(?:\b\w\.\w|\b[A-Za-z]{1,4})\.$")
_EDGE_START = re.compile(r"[\w#(<>.+$±~-]")
_EDGE_END = re.compile(r"[\w%+)°\"'’”-]")


def check(documents: Iterable[Document], source: str | Sequence[str] = "") -> list[Fault]:
    """Find every fault of the documents, those of each alone and those between them.

    `source` names the file of all documents, or that of each in their order.
    """
    held = list(documents)
    files = files_of(held, source)
    faults = [
        fault
        for document, file in zip(held, files, strict=True)
        for fault in check_document(document, file)
    ]
    return [*faults, *repeated(held, files), *labelled_two_ways(held, files)]


def check_corpus(corpus: Corpus) -> list[Fault]:
    """Find every fault of a corpus: of its documents, and of its split where it has one."""
    found = check(corpus.documents, corpus.sources or "")
    if corpus.splits_file or corpus.splits.sides:
        found += check_split(corpus)
    return found


def check_document(document: Document, source: str = "") -> list[Fault]:
    """Find every fault that one document shows by itself, in the order of the text."""
    return [
        Fault(source, document.id, start, end, kind, reason)
        for find in _CHECKS
        for start, end, kind, reason in find(document)
    ]


_Found = Iterator[tuple[int, int, str, str]]


def _check_identity(document: Document) -> _Found:
    size = len(document.text)
    if document.sha256 != text_hash(document.text):
        yield 0, size, "hash", "sha256 is not that of the text: the text was changed"
    if document.part not in PARTS:
        yield 0, size, "part", f"{shown(document.part)} is none of {', '.join(PARTS)}"
    if document.family is not None and document.family not in FAMILIES:
        yield 0, size, "family", f"{shown(document.family)} is none of {', '.join(FAMILIES)}"
    if not 0 <= document.annotated <= size:
        yield 0, size, "extent", f"{document.annotated} is not within the text"


def _check_spans(document: Document) -> _Found:
    last = LabelledSpan(0, 0, "")
    for span in sorted(document.label):
        if not 0 <= span.start < span.end <= document.annotated:
            yield span.start, span.end, "place", "the span is not in the annotated text"
            continue
        if span.label not in LABELS:
            yield (
                span.start,
                span.end,
                "label",
                f"{shown(span.label)} is none of {', '.join(LABELS)}",
            )
        if span.start < last.end:
            yield (
                span.start,
                span.end,
                "overlap",
                f"with [{last.start}:{last.end}] {shown(last.label)}",
            )
        if span.end > last.end:
            last = span
        words = document.text[span.start : span.end]
        if words != words.strip():
            yield span.start, span.end, "white space", "at an edge of the span"
        elif not _has_clean_edges(words):
            yield span.start, span.end, "punctuation", "at an edge of the span"


def _has_clean_edges(words: str) -> bool:
    """Say whether no punctuation stands at an edge; that of a name (`b.i.d.`, `50%`) may."""
    bracketed = words[0] == "(" and words.find(")") in (-1, len(words) - 1)
    if bracketed or not _EDGE_START.match(words[0]) or words.count("(") != words.count(")"):
        return False
    return bool(_EDGE_END.match(words[-1])) or bool(_ABBREVIATION.search(words))


def _check_tokens(document: Document) -> _Found:
    starts, ends = _token_edges(document.text)
    for span in document.label:
        if not 0 <= span.start < span.end <= len(document.text):
            continue
        words = document.text[span.start : span.end]
        if words == words.strip() and not (span.start in starts and span.end in ends):
            yield span.start, span.end, "tokens", "the span begins or ends within a token"


def _check_items(document: Document) -> _Found:
    position = 0
    view = reflow(document.text) if document.items else ReflowedText("", [], [], [])
    for expected, item in enumerate(document.items, start=1):
        if not 0 <= item.start < item.end <= len(document.text):
            yield item.start, item.end, "item", f"item {item.number} is not in the text"
            continue
        if item.number != expected:
            yield item.start, item.end, "item", f"number {item.number} where {expected} is due"
        if item.start < position:
            yield item.start, item.end, "item", f"item {item.number} begins before the last ends"
        position = item.end
        words = view.field(view.to_view(item.start), view.to_view(item.end))
        if _letters_of(item.text) != _letters_of(words):
            yield item.start, item.end, "item", f"item {item.number}: its text is not there"
        if item.decision is not None and item.decision not in DECISIONS:
            yield item.start, item.end, "decision", f"{shown(item.decision)} is no decision"
        if item.true_probability is not None and not 0 <= item.true_probability <= 1:
            yield item.start, item.end, "probability", "not between 0 and 1"
        for span in document.label:
            if span.start < item.start < span.end or span.start < item.end < span.end:
                yield span.start, span.end, "item", f"the edge of item {item.number} cuts the span"
    if document.family is not None and not document.items:
        yield 0, len(document.text), "item", "the letter has no disputed item"


_CHECKS: tuple[Callable[[Document], _Found], ...] = (
    _check_identity,
    _check_spans,
    _check_tokens,
    _check_items,
)


def _letters_of(words: str) -> str:
    """Give the words without what the setting of lines adds: white space and hyphens."""
    return "".join(words.replace("-", "").split())


@cache
def _tokenizer() -> Tokenizer:
    return LetterEnglish().tokenizer


def _token_edges(text: str) -> tuple[set[int], set[int]]:
    tokens = _tokenizer()(text)
    return {token.idx for token in tokens}, {token.idx + len(token) for token in tokens}
