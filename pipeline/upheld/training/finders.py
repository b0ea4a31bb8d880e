"""Finders of entities: what is measured, whether a model or a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from upheld.corpus.building import without_glued
from upheld.corpus.document import Document
from upheld.reading.reflow import reflow

# Tokens `[start, end)` of a `Doc`, and a label.
TokenSpan = tuple[int, int, str]

# Gives, for each `Doc` over reflowed text (without entities, its clinical parts in `doc.spans["clinical"]`), the
# entities found in it, in any order.
Finder = Callable[[Iterable[Doc]], Iterable[Sequence[TokenSpan]]]

# A pipeline with this component chooses the clinical parts of a letter itself.
_READS_LETTERS = "upheld_entities"


def bare(doc: Doc) -> Doc:
    """Give a copy of a `Doc` without its gold entities; the clinical parts and user data stay."""
    copied = doc.copy()
    copied.set_ents([], default="missing")
    return copied


def gold_spans(doc: Doc) -> list[TokenSpan]:
    """Give the gold entities of a `Doc`."""
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents]


def clinical_tokens(doc: Doc) -> set[int]:
    """Give the tokens of the clinical parts, in which alone entities are found and judged."""
    return {index for part in doc.spans["clinical"] for index in range(part.start, part.end)}


def clinical_spans(doc: Doc, spans: Iterable[TokenSpan]) -> list[TokenSpan]:
    """Give those of the spans that lie in the clinical parts with all their tokens."""
    inside = clinical_tokens(doc)
    return [span for span in spans if inside.issuperset(range(span[0], span[1]))]


def of_pipeline(nlp: Language, documents: Mapping[str, Document]) -> Finder:
    """Make a finder of a spaCy pipeline that sets `doc.ents`.

    A pipeline that reads letters (one with `upheld_entities`) is given what its users give it, the source text;
    what it finds is carried over to the reflowed text. Any other is given the clinical parts, one by one.

    Args:
        nlp: the pipeline.
        documents: the documents of the corpus by their ids, for the source texts.

    """
    if _READS_LETTERS in nlp.pipe_names:
        return lambda docs: _in_sources(nlp, documents, docs)
    return lambda docs: _in_parts(nlp, docs)


def _in_sources(
    nlp: Language, documents: Mapping[str, Document], docs: Iterable[Doc]
) -> Iterator[list[TokenSpan]]:
    pairs = ((_source(documents[doc.user_data["id"]]), doc) for doc in docs)
    for read, doc in nlp.pipe(pairs, as_tuples=True):
        view = reflow(read.text)
        spans = (
            doc.char_span(
                view.to_view(ent.start_char),
                view.to_view(ent.end_char - 1) + 1,
                label=ent.label_,
                alignment_mode="expand",
            )
            for ent in read.ents
        )
        # As the gold, which ends with tokens of the source, too.
        own = (without_glued(span) for span in spans if span is not None)
        yield [(span.start, span.end, span.label_) for span in own]


def _source(document: Document) -> str:
    return document.text[: document.annotated]


def _in_parts(nlp: Language, docs: Iterable[Doc]) -> Iterator[list[TokenSpan]]:
    for doc in docs:
        parts = list(doc.spans["clinical"])
        read = nlp.pipe(part.as_doc() for part in parts)
        yield [
            (part.start + ent.start, part.start + ent.end, ent.label_)
            for part, found in zip(parts, read, strict=True)
            for ent in found.ents
        ]
