"""Where the time goes when letters are read: what each stage takes of a processor."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TypeVar

from threadpoolctl import threadpool_limits

from upheld.extraction.archive.shards import BATCH_LETTERS
from upheld.extraction.batches import rows_of
from upheld.extraction.entities import EntityFinder, Outcome, with_found
from upheld.extraction.records import Extraction
from upheld.extraction.stream import outcomes_of
from upheld.reading import Reading

_logger = logging.getLogger(__name__)
_SEED = 16  # Of letters that nobody else simulates.
_Result = TypeVar("_Result")


@dataclass(slots=True)
class StageTimes:
    """What the reading of some letters took.

    Attributes:
        letters: how many were read.
        errors: how many could not be; what their reading and layout took counts as well.
        words: of the letters that were read, parted by spaces.
        seconds: how long a processor was busy with each stage, in the order of the stages.

    """

    letters: int = 0
    errors: int = 0
    words: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Seconds of all stages together."""
        return sum(self.seconds.values())

    def spend(self, stage: str, work: Callable[[], _Result]) -> _Result:
        """Do something, and count what it takes to a stage."""
        start = time.process_time()
        result = work()
        taken = time.process_time() - start
        self.seconds[stage] = self.seconds.get(stage, 0.0) + taken
        return result


def time_stages(readings: Iterable[Reading], finder: EntityFinder) -> StageTimes:
    """Read letters as a worker of `upheld extract` does, a batch at a time, and say what each stage takes.

    What is loaded when it is first needed is loaded before: a few simulated letters are read first.

    Args:
        readings: the letters; each ought to come once, for what was read is kept a while.
        finder: the pipeline.

    """
    from upheld.corpus.simulator import simulate  # It takes a second to load.

    with threadpool_limits(1):  # As in a worker.
        for document in simulate(BATCH_LETTERS, seed=_SEED):
            finder.nlp(document.text)
        return _time(readings, finder)


def _time(readings: Iterable[Reading], finder: EntityFinder) -> StageTimes:
    times = StageTimes()
    stream = iter(readings)
    while batch := times.spend("reading", lambda: list(islice(stream, BATCH_LETTERS))):
        found = times.spend("layout and requests", partial(_lay_out, batch))
        whole = _find_all(times, finder, found)
        rows = times.spend("rows of tables", partial(rows_of, whole))
        letters = sum(isinstance(outcome, Extraction) for outcome in whole)
        times.letters += letters
        times.errors += len(batch) - letters
        times.words += sum(rows.words)
    return times


def _lay_out(batch: list[Reading]) -> list[Outcome]:
    return list(outcomes_of(batch, None))


def _find_all(times: StageTimes, finder: EntityFinder, found: list[Outcome]) -> list[Outcome]:
    """Give the outcomes with what the pipeline finds; a letter on which it fails is left out, and so is its time."""
    before = dict(times.seconds)
    try:
        return _find(times, finder, found)
    except Exception as error:
        times.seconds = before
        if len(found) > 1:  # One of them: which, is told by taking them one by one.
            return [done for outcome in found for done in _find_all(times, finder, [outcome])]
        _logger.warning("finding the entities of a letter failed: %s", type(error).__name__)
        return []


def _find(times: StageTimes, finder: EntityFinder, found: list[Outcome]) -> list[Outcome]:
    """Give the outcomes with what the pipeline finds, component by component."""
    nlp = finder.nlp
    letters = [outcome.letter for outcome in found if isinstance(outcome, Extraction)]
    docs = times.spend("tokens", lambda: [nlp.to_doc(letter) for letter in letters])
    for name, component in nlp.pipeline:
        pipe = getattr(component, "pipe", None)
        work = partial(pipe, docs) if pipe else partial(map, component, docs)
        docs = times.spend(name, lambda w=work: list(w()))  # type: ignore[misc]
    done = iter(docs)
    return [
        with_found(outcome, next(done)) if isinstance(outcome, Extraction) else outcome
        for outcome in found
    ]
