"""What the entity model learns from: paragraphs of the clinical parts of letters and reports."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from upheld.components import LetterEnglish
from upheld.components.entities import split

Reader = Callable[[Language], Iterator[Example]]
Augmenter = Callable[[Language, Example], Iterator[Example]]


def to_pieces(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Cut `Doc`s over reflowed text into the paragraphs of their clinical parts, with their gold entities."""
    for doc in docs:
        for part in doc.spans["clinical"]:
            for piece in split(part):
                yield piece.as_doc()


def shorten(piece: Doc, longest: int) -> Iterator[Doc]:
    """Cut a piece behind full stops outside its entities, where it has more than `longest` tokens."""
    stops = [t.i + 1 for t in piece if t.text in {".", ";"} and not t.ent_type_]
    start = 0
    while len(piece) - start > longest:
        within = [stop for stop in stops if start < stop <= start + longest]
        if not within:
            break
        yield piece[start : within[-1]].as_doc()
        start = within[-1]
    if start < len(piece):
        yield piece[start:].as_doc() if start else piece


def write_pieces(path: Path, docs: Iterable[Doc], *, longest: int | None = None) -> int:
    """Write the pieces of documents, cut to `longest` tokens if given, into a DocBin file; give their number."""
    pieces = list(to_pieces(docs))
    if longest is not None:
        pieces = [part for piece in pieces for part in shorten(piece, longest)]
    DocBin(docs=pieces).to_disk(path)
    return len(pieces)


def to_example(nlp: Language, gold: Doc) -> Example:
    """Make an example of a piece: the same tokens, without and with the gold entities."""
    words, spaces = [t.text for t in gold], [bool(t.whitespace_) for t in gold]
    return Example(Doc(nlp.vocab, words=words, spaces=spaces), gold)


@registry.tokenizers("upheld.LetterTokens.v1")  # type: ignore[untyped-decorator]
def create_letter_tokens() -> Callable[[Language], Tokenizer]:
    """Give spaCy's English the tokens of letters."""
    return _letter_tokenizer


def _letter_tokenizer(nlp: Language) -> Tokenizer:
    tokenizer: Tokenizer = LetterEnglish(vocab=nlp.vocab).tokenizer
    return tokenizer


@registry.readers("upheld.Pieces.v1")  # type: ignore[untyped-decorator]
def create_reader(
    path: Path,
    simulated: Path | None,
    simulated_share: float,
    silver: Path | None,
    silver_share: float,
    seed: int | None,
    augmenter: Augmenter | None,
) -> Reader:
    """Create a reader of the pieces of a DocBin file.

    Args:
        path: the annotated pieces.
        simulated: pieces of simulated letters, or none.
        simulated_share: how many of these each pass draws, for each annotated piece.
        silver: pieces that a model labelled, or none.
        silver_share: how many of these each pass draws, for each annotated piece.
        seed: of the order of the pieces, another in every pass; None keeps that of the file.
        augmenter: changes the examples of each pass.

    """
    rng = None if seed is None else random.Random(seed)  # noqa: S311 - nothing secret.
    loaded: dict[Path, list[Doc]] = {}  # Read at the first pass, kept for all.

    def pieces_of(nlp: Language, file: Path) -> list[Doc]:
        if file not in loaded:
            loaded[file] = list(DocBin().from_disk(file).get_docs(nlp.vocab))
        return loaded[file]

    def read(nlp: Language) -> Iterator[Example]:
        pieces = list(pieces_of(nlp, path))
        annotated = len(pieces)
        for file, share in ((simulated, simulated_share), (silver, silver_share)):
            if file is not None and rng is not None:
                extra = pieces_of(nlp, file)
                pieces += rng.sample(extra, min(len(extra), round(share * annotated)))
        if rng is not None:
            rng.shuffle(pieces)
        for piece in pieces:
            example = to_example(nlp, piece)
            yield from (example,) if augmenter is None else augmenter(nlp, example)

    return read
