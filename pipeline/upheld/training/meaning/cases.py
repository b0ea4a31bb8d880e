"""What is asked of a finder of meanings: letters with gold entities, and what these mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.folder import Corpus
from upheld.corpus.meanings import GoldMeaning, GoldRequest, read_meanings, require_on
from upheld.meaning import Meaning, Mention, Request
from upheld.reading.reflow import reflow

MeaningFinder = Callable[[str, Sequence[Mention]], Sequence[Meaning]]
RequestReader = Callable[[str], Request]

FILE = Path("meaning") / "letters.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """A letter: its reflowed text, its gold mentions in that text, and what they mean.

    `gold` stands in the order of `mentions`; `measures` holds the number of the mention that each is
    attached to. `items` are the words of each request with their gold.
    """

    id: str
    text: str
    mentions: tuple[Mention, ...]
    gold: tuple[GoldMeaning, ...]
    measures: tuple[int | None, ...]
    items: tuple[tuple[str, GoldRequest], ...]


def read_cases(corpus: Corpus, folder: Path, side: str) -> list[Case]:
    """Read the letters of one side that have gold of meaning.

    Args:
        corpus: the documents.
        folder: the corpus's folder, which holds `meaning/letters.jsonl`.
        side: a side of the corpus.

    Raises:
        CorpusError: gold and documents do not agree, or no letter of that side has gold.
        OSError: there is no such file.

    """
    documents = {document.id: document for document in corpus.side(side)}
    cases = []
    for gold in read_meanings(folder / FILE):
        document = documents.get(gold.id)
        if document is not None:
            require_on(gold, document)
            cases.append(_case(document, gold.entities, gold.items))
    if not cases:
        raise CorpusError(f"{folder / FILE}: no letter of the side {side} has gold of meaning")
    return cases


def _case(
    document: Document, entities: Sequence[GoldMeaning], items: Sequence[GoldRequest]
) -> Case:
    view = reflow(document.text)
    placed = sorted(
        (Mention(view.to_view(e.start), view.to_view(e.end - 1) + 1, e.label), e) for e in entities
    )
    number = {(e.start, e.end): n for n, (_, e) in enumerate(placed)}
    words = {item.number: item.text for item in document.items}
    return Case(
        document.id,
        view.text,
        tuple(mention for mention, _ in placed),
        tuple(e for _, e in placed),
        tuple(None if e.measures is None else number[e.measures] for _, e in placed),
        tuple((words[item.number], item) for item in items),
    )


def answers(case: Case, find: MeaningFinder) -> Iterator[tuple[int, GoldMeaning, Meaning]]:
    """Give each gold entity of a letter with what a finder says of it, and its number."""
    found = find(case.text, case.mentions)
    yield from zip(range(len(case.gold)), case.gold, found, strict=True)
