"""The engine that reads in the process itself: nothing to start, and no letter that crashes it is survived."""

from __future__ import annotations

from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from upheld.extraction.archive.engine import Done, Failure, Limits
from upheld.extraction.archive.limiting import TimeLimitReached, raising_alarm
from upheld.extraction.batches import BatchRows, MakeReadBatch
from upheld.reading import RawLetter


class OneProcess:
    """Reads one batch after the other. The time limit holds for Python code alone, and there is none of memory."""

    workers = 1

    def __init__(self, make: MakeReadBatch, limits: Limits) -> None:
        """Load the model."""
        self._read = make()
        self._limits = limits
        self._given: list[tuple[int, Sequence[RawLetter]]] = []

    @property
    def free(self) -> int:
        """How many batches could be given now."""
        return 1 - len(self._given)

    def give(self, number: int, letters: Sequence[RawLetter]) -> None:
        """Take a batch, which is read when it is waited for."""
        self._given.append((number, letters))

    def wait(self, seconds: float) -> list[Done]:  # noqa: ARG002 - there is nothing to wait for.
        """Read the batch that was given."""
        given, self._given = self._given, []
        return [Done(number, self._result(letters)) for number, letters in given]

    def _result(self, letters: Sequence[RawLetter]) -> BatchRows | Failure:
        try:
            with threadpool_limits(1), raising_alarm(self._limits.seconds):
                return self._read(letters)
        except TimeLimitReached:
            return Failure("time", "")
        except MemoryError:
            return Failure("memory", "")
        except Exception as error:  # Its words may be those of a letter, so they are not handed on.
            return Failure("crash", type(error).__name__)

    def close(self) -> None:
        """There is nothing to end."""
