"""The entities of letters, found by a spaCy pipeline a batch of letters at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from upheld.extraction.records import Entity, Extraction
from upheld.layout import Letter
from upheld.meaning import Meaning
from upheld.reading import ReadingError

if TYPE_CHECKING:
    from spacy.tokens import Doc

_logger = logging.getLogger(__name__)
_BATCH = 16  # Letters whose paragraphs the network reads at once.
# Of the pipeline of the program: the words of its vectors, 13 MB a process, which are looked up by their hashes.
_NOT_NEEDED = ("strings",)

Outcome = Extraction | ReadingError
"""What becomes of one letter."""


class EntityFinder:
    """Finds the entities of letters with the pipeline that comes with the program, or another: `nlp`."""

    def __init__(self, model: str | Path | None = None) -> None:
        """Load the pipeline.

        Args:
            model: as for `upheld.load`.

        Raises:
            OSError: there is no such folder or package.

        """
        # spaCy takes a second to load, which a run without entities need not wait for.
        from upheld.components import LetterEnglish, load

        # `load` gives one that takes letters.
        left_out = _NOT_NEEDED if model is None else ()
        self.nlp = cast(LetterEnglish, load(model, exclude=left_out))

    def find(self, letter: Letter) -> tuple[Entity, ...]:
        """Find the entities of one letter, in their order."""
        return _entities(self.nlp(letter), letter)

    def add(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Put the entities into the extractions of a stream, in whose order they come; errors pass through.

        A letter on which the pipeline fails becomes an error.
        """
        stream = iter(outcomes)
        while batch := list(islice(stream, _BATCH)):
            yield from self._add_all(batch)

    def _add_all(self, batch: Sequence[Outcome]) -> Iterator[Outcome]:
        letters = [outcome.letter for outcome in batch if isinstance(outcome, Extraction)]
        try:
            docs = iter(list(self.nlp.pipe(letters)))
        except Exception:  # One of them: which, is told by taking them one by one.
            yield from map(self._add_one, batch)
            return
        for outcome in batch:
            if isinstance(outcome, Extraction):
                yield with_found(outcome, next(docs))
            else:
                yield outcome

    def _add_one(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, ReadingError):
            return outcome
        try:
            return with_found(outcome, self.nlp(outcome.letter))
        except (
            Exception
        ) as error:  # One letter must never end the run: it becomes a row in `errors`.
            _logger.warning("finding the entities of a letter failed: %s", type(error).__name__)
            return ReadingError(
                outcome.letter.source,
                "entities",
                f"the program failed on it ({type(error).__name__})",
                "Read it without entities, and please report it with the letter's public case number.",
            )


def with_found(extraction: Extraction, doc: Doc) -> Extraction:
    """Give an extraction with what a pipeline found in its letter."""
    from upheld.components.decisions import get_decisions

    return replace(
        extraction, entities=_entities(doc, extraction.letter), decisions=get_decisions(doc)
    )


def _entities(doc: Doc, letter: Letter) -> tuple[Entity, ...]:
    """Give the entities of a `Doc` over a letter's source text."""
    from upheld.components.meaning import get_meaning

    places = [(ent.start_char, ent.end_char) for ent in doc.ents]
    view = letter.reflowed
    entities = []
    for ent, (start, end) in zip(doc.ents, places, strict=True):
        # A pipeline of the user's own may have no component that says what entities mean.
        meaning = get_meaning(ent) or Meaning()
        entities.append(
            Entity(
                start=start,
                end=end,
                text=view.field(view.to_view(start), view.to_view(end)),
                label=ent.label_,
                section=letter.section_at(start),
                meaning=meaning,
                measures=None if meaning.measures is None else places[meaning.measures],
            )
        )
    return tuple(entities)
