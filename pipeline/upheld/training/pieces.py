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


def write_pieces(path: Path, docs: Iterable[Doc]) -> int:
    """Write the pieces of documents into a DocBin file and give their number."""
    pieces = list(to_pieces(docs))
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
    seed: int | None,
    augmenter: Augmenter | None,
) -> Reader:
    """Create a reader of the pieces of a DocBin file.

    Args:
        path: the annotated pieces.
        simulated: pieces of simulated letters, or none.
        simulated_share: how many of these each pass draws, for each annotated piece.
        seed: of the order of the pieces, another in every pass; None keeps that of the file.
        augmenter: changes the examples of each pass.

    """
    rng = None if seed is None else random.Random(seed)  # noqa: S311 - nothing secret.
    loaded: dict[Path, list[Doc]] = {}  # Read at the first pass, kept for all.

    def read(nlp: Language) -> Iterator[Example]:
        for file in filter(None, (path, simulated)):
            if file not in loaded:
                loaded[file] = list(DocBin().from_disk(file).get_docs(nlp.vocab))
        pieces = list(loaded[path])
        if simulated is not None and rng is not None:
            extra = loaded[simulated]
            pieces += rng.sample(extra, min(len(extra), round(simulated_share * len(pieces))))
        if rng is not None:
            rng.shuffle(pieces)
        for piece in pieces:
            example = to_example(nlp, piece)
            yield from (example,) if augmenter is None else augmenter(nlp, example)

    return read
