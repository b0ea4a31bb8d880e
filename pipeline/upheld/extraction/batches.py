"""A batch of letters becomes rows of the tables: the one function that every engine runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from upheld.extraction.entities import EntityFinder, Outcome
from upheld.extraction.stream import outcomes_of
from upheld.extraction.tables import SCHEMAS, Rows, TableName, to_rows
from upheld.reading import RawLetter, ReadingError


@dataclass(frozen=True, slots=True)
class BatchRows:
    """The rows of some letters, in their order.

    `counts[name][n]` rows of `tables[name]` are those of letter `n`, behind those of the letters before it.
    `words[n]` is how many words that letter has, 0 of one that could not be read. `exhausted` says that memory ran
    out on the way.
    """

    tables: dict[TableName, pa.Table]
    counts: dict[TableName, list[int]]
    words: list[int]
    exhausted: bool = False


class ReadBatch(Protocol):
    """Turns a batch of letters into rows; always the same ones, whatever else is in the batch."""

    def __call__(self, letters: Sequence[RawLetter], /) -> BatchRows:
        """Give the rows of the letters."""


class MakeReadBatch(Protocol):
    """Makes such a function in the process that calls it, where it loads the model. It can be pickled."""

    def __call__(self) -> ReadBatch:
        """Load what reading needs."""


class LetterReader:
    """Reads batches of letters; it holds the model, so one a process is enough."""

    def __init__(self, *, entities: bool = True, model: str | Path | None = None) -> None:
        """Load the pipeline.

        Args:
            entities: find the entities as well, and what they mean.
            model: as for `upheld.load`.

        Raises:
            OSError: there is no such model.

        """
        self._finder = EntityFinder(model) if entities else None

    def __call__(self, letters: Sequence[RawLetter], /) -> BatchRows:
        """Give the rows of the letters; what cannot be read, or fails, is a row in `errors`."""
        readings = [raw.to_text() for raw in letters]
        # Found and mended together, so that each is mended once.
        return rows_of(list(outcomes_of(readings, self._finder)))


def rows_of(outcomes: Sequence[Outcome]) -> BatchRows:
    """Give the rows of outcomes, in their order."""
    each = [to_rows(outcome) for outcome in outcomes]
    return BatchRows(
        tables={name: _table(each, name) for name in SCHEMAS},
        counts={name: [len(rows[name]) for rows in each] for name in SCHEMAS},
        words=[_words(outcome) for outcome in outcomes],
        exhausted=any(_ran_out(outcome) for outcome in outcomes),
    )


def _table(each: list[Rows], name: TableName) -> pa.Table:
    rows: list[dict[str, Any]] = [row for rows in each for row in rows[name]]
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])


def _words(outcome: Outcome) -> int:
    return 0 if isinstance(outcome, ReadingError) else len(outcome.letter.text.split())


def _ran_out(outcome: Outcome) -> bool:
    return isinstance(outcome, ReadingError) and MemoryError.__name__ in outcome.reason
