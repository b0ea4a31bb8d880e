"""The engine of worker processes: each loads the model once, and whatever ends one costs no other anything.

Each worker has a pipe of its own and shares no lock, so one that is killed at any moment leaves none held: pools that
share a queue (`concurrent.futures`, pebble) break or wait for ever then.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

from upheld.extraction.archive.engine import Done, Failure, Limits, WorkersFailedError, name_signal
from upheld.extraction.archive.limiting import deadly_alarm, settle
from upheld.extraction.batches import BatchRows, MakeReadBatch
from upheld.reading import RawLetter

_GRACE = 10.0  # Seconds beyond the limit after which a worker that did not end itself is ended.
_LETTERS = 10_000  # After so many a worker is replaced: whatever it has gathered goes with it.
_STARTS = (
    3  # Workers that end before they have loaded the model, one after the other: it is no accident.
)
_IMPORTED = ("upheld.extraction.batches", "upheld.components")
_LONGEST_START = 600.0  # Seconds that loading the model may take.


def processors() -> int:
    """Give how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Reads batches in so many processes."""

    def __init__(self, make: MakeReadBatch, limits: Limits, workers: int) -> None:
        """Start the processes; they load their models while the first letters are looked for."""
        self._make, self._limits = make, limits
        self._failed_starts = 0
        self._workers = [_Worker(make, limits) for _ in range(workers)]

    @property
    def workers(self) -> int:
        """How many processes there are."""
        return len(self._workers)

    @property
    def free(self) -> int:
        """How many batches could be given now."""
        return sum(worker.is_free for worker in self._workers)

    def give(self, number: int, letters: Sequence[RawLetter]) -> None:
        """Start a batch on a free worker."""
        next(worker for worker in self._workers if worker.is_free).give(number, letters)

    def wait(self, seconds: float) -> list[Done]:
        """Give the batches that have ended since, waiting so long for one.

        Raises:
            WorkersFailedError: one worker after the other ends before it has loaded the model.

        """
        until = [worker.deadline for worker in self._workers if worker.deadline]
        if until:
            seconds = min(seconds, max(0.0, min(until) - time.monotonic()))
        ready = wait([worker.pipe for worker in self._workers], seconds)
        done = []
        for place, worker in enumerate(self._workers):
            ended = worker.look(worker.pipe in ready)
            if ended is not None:
                done.append(ended)
            if worker.is_spent:
                self._count_start(worker)
                worker.end()
                self._workers[place] = _Worker(self._make, self._limits)
            elif worker.loaded:
                self._failed_starts = 0
        return done

    def _count_start(self, worker: _Worker) -> None:
        if worker.loaded:
            return
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise WorkersFailedError(
                f"workers end before they have loaded the model: {worker.trouble}"
            )

    def close(self) -> None:
        """End the workers, whatever they do."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, make: MakeReadBatch, limits: Limits) -> None:
        context = _context()
        self.pipe, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(other, make, limits), daemon=True
        )
        self._process.start()
        other.close()
        self._limits = limits
        self._number: int | None = None
        self._letters = 0
        self.deadline = time.monotonic() + _LONGEST_START
        self.loaded = False
        self.is_spent = False
        self.trouble = ""

    @property
    def is_free(self) -> bool:
        return self.loaded and self._number is None and not self.is_spent

    def give(self, number: int, letters: Sequence[RawLetter]) -> None:
        self._number = number
        self._letters += len(letters)
        self.deadline = time.monotonic() + self._limits.seconds + _GRACE
        try:
            self.pipe.send(list(letters))
        except OSError:  # It died while it was idle; `look` will find its pipe closed.
            return

    def look(self, ready: bool) -> Done | None:
        """See what has become of the worker; give the batch if it has ended."""
        if ready:
            try:
                return self._take(self.pipe.recv())
            except (EOFError, OSError):
                return self._die(None)
        if self.deadline and time.monotonic() > self.deadline:
            return self._die(Failure("time", ""))
        return None

    def _take(self, message: Any) -> Done | None:
        if not self.loaded:
            self.deadline = 0.0
            self.loaded = message is None
            self.is_spent = message is not None
            self.trouble = message or ""
            return None
        number, self._number, self.deadline = self._number, None, 0.0
        exhausted = isinstance(message, Failure) or message.exhausted
        self.is_spent = exhausted or self._letters >= _LETTERS
        return None if number is None else Done(number, message)

    def _die(self, failure: Failure | None) -> Done | None:
        self.is_spent = True
        self.end()
        number, self._number = self._number, None
        failure = failure or _cause(self._process.exitcode)
        self.trouble = failure.detail
        return None if number is None else Done(number, failure)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _context() -> ForkServerContext:
    """Give what starts workers: copies of a process that has imported all and runs no thread, so they start at once.

    A copy of this process itself would hold locks of its threads for ever.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_IMPORTED))
    return context


def _cause(code: int | None) -> Failure:
    """Tell by its exit code why a worker ended."""
    if code == -signal.SIGALRM:
        return Failure("time", "")
    if code is not None and code < 0:
        return Failure("crash", f"by {name_signal(-code)}")
    return Failure("crash", f"with exit code {code}")


def _serve(pipe: Connection, make: MakeReadBatch, limits: Limits) -> None:
    """Be a worker: load the model, say so, and read batches until the pipe is closed."""
    # The parent is asked to stop, and lets the workers end what they do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        read = make()
    except (OSError, ImportError, ValueError) as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    settle(limits)
    try:
        pipe.send(None)
        while True:
            letters = pipe.recv()
            pipe.send(_read_within(read, letters, limits))
    except (EOFError, OSError):  # The parent is gone: so is what it wanted.
        return


def _read_within(read: Any, letters: Sequence[RawLetter], limits: Limits) -> BatchRows | Failure:
    try:
        with deadly_alarm(limits.seconds):
            rows: BatchRows = read(letters)
            return rows
    except MemoryError:
        return Failure("memory", "")
    except Exception as error:  # Its words may be those of a letter, so they are not handed on.
        return Failure("crash", type(error).__name__)
