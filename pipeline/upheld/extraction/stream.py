"""Extraction from many letters: each gives its data or an error, and the sum must come out."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from upheld.extraction.entities import EntityFinder, Outcome
from upheld.extraction.records import Extraction
from upheld.layout import Letter, lay_out
from upheld.meaning import read_request
from upheld.reading import Reading, ReadingError, SourceText, read_sources

_logger = logging.getLogger(__name__)

Source = str | Path | Letter
"""A path, `-` for standard input, or a letter that is in memory."""


class Sink(Protocol):
    """Something that takes the outcomes of letters, one after the other."""

    def add(self, outcome: Outcome) -> None:
        """Take one outcome."""


class LostLetterError(Exception):
    """Letters in are not letters out plus errors: a fault of the program."""


@dataclass(slots=True)
class Tally:
    """How many letters came in, and what became of them."""

    read: int = 0
    letters: int = 0
    errors: int = 0
    decisions: Counter[str | None] = field(default_factory=Counter)

    @property
    def items(self) -> int:
        """Number of disputed items."""
        return self.decisions.total()

    def count(self, readings: Iterable[Reading | Letter]) -> Iterator[Reading | Letter]:
        """Count what comes in as it passes."""
        for reading in readings:
            self.read += 1
            yield reading

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, ReadingError):
            self.errors += 1
        else:
            self.letters += 1
            self.decisions.update(item.decision for item in outcome.letter.items)

    def check(self) -> None:
        """Make sure that nothing was lost.

        Raises:
            LostLetterError: letters in are not letters out plus errors.

        """
        if self.read != self.letters + self.errors:
            raise LostLetterError(
                f"{self.read} letters in, but {self.letters} out and {self.errors} errors"
            )

    def __str__(self) -> str:
        """Give the counts as one line."""
        counts = [f"{self.decisions[decision]} {decision}" for decision in ("upheld", "overturned")]
        if self.decisions[None]:
            counts.append(f"{self.decisions[None]} without a stated decision")
        return (
            f"{_count(self.read, 'input')}: {_count(self.letters, 'letter')} with"
            f" {_count(self.items, 'item')} ({', '.join(counts)}), {_count(self.errors, 'error')}"
        )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def extract_each(
    sources: Iterable[Source],
    *,
    text_column: str | None = None,
    finder: EntityFinder | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each letter of the sources, in order, without holding many others.

    With a `finder`, the letters come with their entities, a batch at a time.
    """
    return outcomes_of(_readings(sources, text_column), finder)


def outcomes_of(
    readings: Iterable[Reading | Letter], finder: EntityFinder | None
) -> Iterator[Outcome]:
    """Give the outcome of each reading, in order; with a `finder`, with its entities."""
    outcomes = map(_extract, readings)
    return outcomes if finder is None else finder.add(outcomes)


def _readings(sources: Iterable[Source], text_column: str | None) -> Iterator[Reading | Letter]:
    paths: list[str | Path] = []
    for source in sources:
        if isinstance(source, Letter):
            yield from read_sources(paths, text_column=text_column)
            paths = []
            yield source
        elif isinstance(source, str | Path):
            paths.append(source)
        else:
            raise TypeError(
                f"a source is a path or a Letter, not {type(source).__name__}:"
                " for texts in memory give map(upheld.read_text, texts)"
            )
    yield from read_sources(paths, text_column=text_column)


def run(
    sources: Iterable[Source],
    sinks: Sequence[Sink] = (),
    *,
    strict: bool = False,
    text_column: str | None = None,
    finder: EntityFinder | None = None,
) -> Tally:
    """Extract from the sources into the sinks and count what became of each letter.

    With a `finder`, the letters come with their entities.

    Raises:
        ReadingError: with `strict`, the first letter that cannot be read.
        LostLetterError: letters in are not letters out plus errors.

    """
    tally = Tally()
    for outcome in outcomes_of(tally.count(_readings(sources, text_column)), finder):
        if strict and isinstance(outcome, ReadingError):
            raise outcome
        for sink in sinks:
            sink.add(outcome)
        tally.add(outcome)
    tally.check()
    return tally


def _extract(reading: Reading | Letter) -> Outcome:
    if isinstance(reading, ReadingError):
        return reading
    try:
        letter = reading if isinstance(reading, Letter) else lay_out(reading)
        requests = [read_request(item.text) for item in letter.items]
    except Exception as error:  # One letter must never end the run: it becomes a row in `errors`.
        _logger.warning("layout of a letter failed: %s", type(error).__name__)
        return ReadingError(
            _name(reading),
            "layout",
            f"the program failed on it ({type(error).__name__})",
            "Please report it with the letter's public case number.",
        )
    if not letter.items:
        return ReadingError(
            _name(reading),
            "layout",
            f"no disputed item found (family {letter.family})",
            "Check that it is a whole determination letter; `upheld show` displays what was read.",
        )
    return Extraction(letter, requests=requests)


def _name(reading: SourceText | Letter) -> str:
    return reading.source if isinstance(reading, Letter) else reading.name
