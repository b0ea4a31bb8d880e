"""What the engines have in common: they take batches of letters and give rows back, or say why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from upheld.extraction.batches import BatchRows
from upheld.reading import RawLetter

Cause = Literal["crash", "time", "memory", "lost"]
"""Why a worker gave no rows: it died, the batch took too long or too much memory, or the machine went away."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one letter may take.

    `seconds`: how long reading it may last. `megabytes`: memory that a worker may take beyond what the loaded model
    does, None for no limit; it is kept where the system keeps such limits, as Linux does.
    """

    seconds: float = 60.0
    megabytes: int | None = 1_000


@dataclass(frozen=True, slots=True)
class Failure:
    """A batch that gave no rows; `detail` says in words what happened, and holds no text of a letter."""

    cause: Cause
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a batch: the number under which it was given, and its rows or why there are none."""

    number: int
    result: BatchRows | Failure


class Engine(Protocol):
    """Runs batches, in one process, in several, or on several machines."""

    @property
    def workers(self) -> int:
        """How many batches can run at once, at least 1."""

    @property
    def free(self) -> int:
        """How many batches could be given now."""

    def give(self, number: int, letters: Sequence[RawLetter]) -> None:
        """Start a batch on a free worker."""

    def wait(self, seconds: float) -> Iterable[Done]:
        """Give the batches that have ended since, waiting so long for one."""

    def close(self) -> None:
        """End the workers, whatever they do."""


class WorkersFailedError(Exception):
    """Workers cannot even be started: the reason is no letter's."""


def name_signal(number: int) -> str:
    """Name the signal by which a process died."""
    from signal import Signals

    try:
        return Signals(number).name
    except ValueError:
        return f"signal {number}"
