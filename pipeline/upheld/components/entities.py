"""The component `upheld_entities`: finds treatments, body parts, diagnoses and measurements.

A recogniser reads the clinical parts of a letter, mended into paragraphs, and what it finds is
carried back to the source text of the `Doc`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.util import filter_spans
from thinc.api import Model

from upheld.components.arithmetic import speed_up
from upheld.components.chain_field import Floats
from upheld.components.extensions import get_letter
from upheld.components.language import LetterEnglish
from upheld.components.recognizer import DEFAULT_MODEL, Recognizer
from upheld.layout import Letter, lay_out
from upheld.reading.reflow import ReflowedText, trim
from upheld.reading.source import SourceText

_BATCH = 32  # Letters whose paragraphs are read at once.
_KEPT = 1024  # Paragraphs whose entities are remembered: about a batch of letters.
Found = tuple[int, int, str]


@Language.factory(
    "upheld_entities",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": DEFAULT_MODEL},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def create_entities(nlp: Language, name: str, model: Model[Any, Any]) -> EntitiesComponent:
    """Create the component around an untrained recogniser with that network."""
    return EntitiesComponent(nlp, name, model)


class EntitiesComponent:
    """Sets `doc.ents` from the clinical parts of the letter that a `Doc` holds.

    A text of unknown family in which no clinical part is found is read as a whole. A component that
    was never trained finds nothing.
    """

    def __init__(self, nlp: Language, name: str, model: Model[Any, Any]) -> None:
        """Take the pipeline, whose vocabulary is shared, the component's name in it, and the network."""
        self.name = name
        self._words = speed_up(model)
        self.recognizer = Recognizer(nlp.vocab, model, name)
        # The tokens that the recogniser was trained on, whatever those of the pipeline are.
        self.tokenizer = LetterEnglish(vocab=nlp.vocab).tokenizer
        self._kept: dict[str, tuple[Found, ...]] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the labels that the recogniser knows, in the order of their names."""
        labels: tuple[str, ...] = self.recognizer.labels
        return labels

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of one `Doc`."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Set the entities of a stream of `Doc`s; the paragraphs of `batch_size` of them are read at once."""
        for docs in _batches(stream, batch_size):
            views = [_View.of(doc) for doc in docs]
            found = iter(self.find_in_texts([text for view in views for text in view.pieces]))
            for doc, view in zip(docs, views, strict=True):
                entities = list(islice(found, len(view.pieces)))
                doc.set_ents(filter_spans(view.carry(doc, entities)), default="outside")
                yield doc

    def find(self, docs: Iterable[Doc]) -> Iterator[list[Found]]:
        """Find the entities of `Doc`s over reflowed text in the parts `doc.spans["clinical"]`.

        Yields:
            For each `Doc` its entities as `(start, end, label)` in tokens, in their order.

        """
        for batch in _batches(docs, _BATCH):
            pieces = [[p for part in doc.spans["clinical"] for p in split(part)] for doc in batch]
            found = self.find_in(self._own(piece) for spans in pieces for piece in spans)
            for spans in pieces:
                yield [
                    (piece.start + ent.start, piece.start + ent.end, ent.label_)
                    for piece, ents in zip(spans, islice(found, len(spans)), strict=True)
                    for ent in ents
                ]

    def _own(self, piece: TokenSpan) -> Doc:
        """Copy the tokens of a piece over to the vocabulary whose vectors the recogniser reads."""
        words, spaces = [t.text for t in piece], [bool(t.whitespace_) for t in piece]
        return Doc(self.recognizer.vocab, words=words, spaces=spaces)

    def find_in(self, pieces: Iterable[Doc]) -> Iterator[Sequence[TokenSpan]]:
        """Give the entities of each piece of a text, a `Doc` of its own."""
        if not self.labels:
            return iter([() for _ in pieces])
        docs = list(pieces)
        return (doc.ents for doc in self.recognizer.pipe(docs, batch_size=max(1, len(docs))))

    def find_in_texts(self, paragraphs: Sequence[str]) -> list[tuple[Found, ...]]:
        """Give the entities of each paragraph as `(start, end, label)` in characters of it, in their order.

        What a paragraph holds depends on its words alone, so one that was read a short while ago is not read again, as
        what the decision model sees of a letter.
        """
        found = {text: self._kept[text] for text in paragraphs if text in self._kept}
        unread = [text for text in dict.fromkeys(paragraphs) if text not in found]
        for text, ents in zip(unread, self.find_in(map(self.tokenizer, unread)), strict=True):
            found[text] = tuple((ent.start_char, ent.end_char, ent.label_) for ent in ents)
        self._kept |= found
        for text in list(islice(self._kept, max(0, len(self._kept) - _KEPT))):
            del self._kept[text]
        return [found[text] for text in paragraphs]

    def forget(self) -> None:
        """Forget the paragraphs that were read a short while ago, and the words that were met."""
        self._kept.clear()
        if self._words is not None:
            self._words.forget()

    def doubt(self, docs: Iterable[Doc]) -> Iterator[Floats]:
        """Say how unsure the recogniser is of each token of the clinical parts of `Doc`s over source text.

        Yields:
            For each `Doc` the values of `Recognizer.doubt`, one after the other; none where it was never trained.

        """
        for doc in docs:
            pieces = _View.of(doc).pieces if self.labels else []
            values = self.recognizer.doubt(list(map(self.tokenizer, pieces)))
            yield np.concatenate(values) if values else np.empty(0)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Write the recogniser into bytes; `exclude` is that of spaCy."""
        data: bytes = self.recognizer.to_bytes(exclude=exclude)
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> EntitiesComponent:
        """Read the recogniser from bytes."""
        self.forget()
        self.recognizer.from_bytes(data, exclude=exclude)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the recogniser into a folder."""
        self.recognizer.to_disk(path, exclude=exclude)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> EntitiesComponent:
        """Read the recogniser from a folder."""
        self.forget()
        self.recognizer.from_disk(path, exclude=exclude)
        return self


def _batches(docs: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    stream = iter(docs)
    while batch := list(islice(stream, size)):
        yield batch


def split(part: Doc | TokenSpan) -> list[TokenSpan]:
    """Split a part of a reflowed text into its paragraphs, without the white space between them."""
    edges = [t.i for t in part if t.is_space and "\n\n" in t.text]
    first = part.start if isinstance(part, TokenSpan) else 0
    starts, ends = [first, *(i + 1 for i in edges)], [*edges, first + len(part)]
    doc = part.doc if isinstance(part, TokenSpan) else part
    pieces = (_trim(doc, start, end) for start, end in zip(starts, ends, strict=True))
    return [piece for piece in pieces if len(piece)]


def _trim(doc: Doc, start: int, end: int) -> TokenSpan:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[start:end]


class _View:
    """The reflowed paragraphs of a `Doc` over source text, and the way back."""

    def __init__(self, reflowed: ReflowedText, pieces: list[str], starts: list[int]) -> None:
        self.reflowed = reflowed
        self.pieces = pieces
        self.starts = starts  # Offset of each piece in the reflowed text.

    @classmethod
    def of(cls, doc: Doc) -> _View:
        letter = get_letter(doc) or lay_out(SourceText("text", doc.text))
        view = letter.reflowed
        pieces, starts = [], []
        for part in _parts(letter, view):
            for start, end in _paragraphs(view.text, *part):
                pieces.append(view.text[start:end])
                starts.append(start)
        return cls(view, pieces, starts)

    def carry(self, doc: Doc, found: Sequence[Sequence[Found]]) -> Iterator[TokenSpan]:
        """Carry what was found in each piece over to the source, to whole tokens of the `Doc`."""
        for begin, ents in zip(self.starts, found, strict=True):
            for first, last, label in ents:
                start, end = self.reflowed.to_source(begin + first, begin + last)
                span = doc.char_span(start, end, label=label, alignment_mode="expand")
                if span is not None:
                    yield span


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the paragraphs of a stretch of text, as `split` does of tokens."""
    for paragraph in text[start:end].split("\n\n"):
        first, last = trim(text, start, start + len(paragraph))
        if first < last:
            yield first, last
        start += len(paragraph) + 2


def _parts(letter: Letter, view: ReflowedText) -> list[tuple[int, int]]:
    """Give the stretches of the reflowed text that are read."""
    parts = letter.clinical_parts()
    if not parts and letter.family == "unknown":
        return [(0, len(view.text))]
    return [(view.to_view(part.start), view.to_view(part.end)) for part in parts]
