"""Extraction from many letters: each gives its data or an error, and the sum must come out."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from upheld.extraction.records import Extraction
from upheld.layout import lay_out
from upheld.reading import Reading, ReadingError, read_sources

_logger = logging.getLogger(__name__)

Outcome = Extraction | ReadingError
"""What becomes of one letter."""


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
        counts = [f"{self.decisions[d]} {d}" for d in ("upheld", "overturned")]
        if self.decisions[None]:
            counts.append(f"{self.decisions[None]} without a stated decision")
        return (
            f"{self.read} read: {self.letters} letters with {self.items} items"
            f" ({', '.join(counts)}), {self.errors} errors"
        )


def extract_each(
    sources: Iterable[str | Path], *, text_column: str | None = None
) -> Iterator[Outcome]:
    """Yield the outcome of each letter of the sources, in order, without holding the others."""
    for reading in read_sources(sources, text_column=text_column):
        yield _extract(reading)


def run(
    sources: Iterable[str | Path],
    sinks: Sequence[Sink] = (),
    *,
    strict: bool = False,
    text_column: str | None = None,
) -> Tally:
    """Extract from the sources into the sinks and count what became of each letter.

    Raises:
        ReadingError: with `strict`, the first letter that cannot be read.
        LostLetterError: letters in are not letters out plus errors.

    """
    tally = Tally()
    for reading in read_sources(sources, text_column=text_column):
        tally.read += 1
        outcome = _extract(reading)
        if strict and isinstance(outcome, ReadingError):
            raise outcome
        for sink in sinks:
            sink.add(outcome)
        tally.add(outcome)
    tally.check()
    return tally


def _extract(reading: Reading) -> Outcome:
    if isinstance(reading, ReadingError):
        return reading
    try:
        letter = lay_out(reading)
    except Exception as error:  # One letter must never end the run: it becomes a row in `errors`.
        _logger.warning("layout of a letter failed: %s", type(error).__name__)
        return ReadingError(
            reading.name,
            "layout",
            f"the program failed on it ({type(error).__name__})",
            "Please report it with the letter's public case number.",
        )
    if not letter.items:
        return ReadingError(
            reading.name,
            "layout",
            f"no disputed item found (family {letter.family})",
            "Check that it is a whole determination letter; `upheld show` displays what was read.",
        )
    return Extraction(letter)
