"""The engine of a Ray cluster: an actor a worker, each with one model, on however many machines.

An actor gets letters and gives rows; the shards are planned and written here, as with every engine. It reads in a
process of its own, as the engine of worker processes does, so that what a letter does to that process is told in the
same words. A machine that goes away takes its actors with it: their letters are given to others.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Sequence
from typing import Any

from upheld.extraction.archive.engine import Done, Failure, Limits, WorkersFailedError
from upheld.extraction.archive.workers import Workers
from upheld.extraction.batches import BatchRows, MakeReadBatch
from upheld.reading import RawLetter

_STARTS = (
    3  # Actors that end before they have loaded the model, one after the other: it is no accident.
)
_LONGEST_WAIT = 1.0
_LONGEST_ANSWER = 10.0  # Seconds in which the head of a cluster must answer.


class _Actor:
    """What runs on the cluster: one worker process, and who looks after it."""

    def __init__(self, make: MakeReadBatch, limits: Limits) -> None:
        self._workers = Workers(make, limits, 1)

    def load(self) -> str | None:
        """Wait until the model is loaded, and say why it cannot be."""
        try:
            while not self._workers.free:
                self._workers.wait(_LONGEST_WAIT)
        except WorkersFailedError as error:
            return str(error)
        return None

    def read(self, letters: Sequence[RawLetter]) -> BatchRows | Failure:
        """Read a batch, within the limits."""
        if (trouble := self.load()) is not None:
            return Failure("lost", trouble)
        self._workers.give(0, letters)
        while True:
            for done in self._workers.wait(_LONGEST_WAIT):
                return done.result


class RayCluster:
    """Reads batches on a Ray cluster."""

    def __init__(
        self,
        make: MakeReadBatch,
        limits: Limits,
        *,
        workers: int | None = None,
        address: str | None = None,
    ) -> None:
        """Connect to a cluster and start the actors, by default one for each of its processors.

        Args:
            make: loads the function that reads batches; it must be importable on all machines.
            limits: what one letter may take.
            workers: how many actors.
            address: that of a running cluster, `host:port`, or `auto` for the one that was started on this machine; by
                default that of the variable `RAY_ADDRESS`, else one is started for the run, on this machine.

        Raises:
            WorkersFailedError: Ray is not installed, or the cluster cannot be reached.

        """
        self._ray = ray = _import_ray()
        self._began = not ray.is_initialized()
        if self._began:
            _connect(ray, address or os.environ.get("RAY_ADDRESS") or None)
        remote = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Actor)
        made, kept = ray.put(make), ray.put(limits)

        def start() -> _Seat:
            return _Seat(remote.remote(made, kept))

        self._start: Callable[[], _Seat] = start
        wanted = workers or int(ray.cluster_resources().get("CPU", 1))
        self._seats = [start() for _ in range(max(1, wanted))]
        self._failed_starts = 0

    @property
    def workers(self) -> int:
        """How many actors there are, those that wait for a machine included."""
        return len(self._seats)

    @property
    def free(self) -> int:
        """How many batches could be given now."""
        return sum(seat.is_free for seat in self._seats)

    def give(self, number: int, letters: Sequence[RawLetter]) -> None:
        """Start a batch on a free actor."""
        seat = next(seat for seat in self._seats if seat.is_free)
        seat.number, seat.task = number, seat.actor.read.remote(list(letters))

    def wait(self, seconds: float) -> list[Done]:
        """Give the batches that have ended since, waiting so long for one.

        Raises:
            WorkersFailedError: one actor after the other fails to load the model.

        """
        tasks = {seat.task: seat for seat in self._seats if seat.task is not None}
        ready, _ = self._ray.wait(list(tasks), num_returns=1, timeout=seconds)
        if ready:
            ready, _ = self._ray.wait(list(tasks), num_returns=len(tasks), timeout=0)
        ended = [self._end(tasks[task], task) for task in ready]
        return [done for done in ended if done is not None]

    def _end(self, seat: _Seat, task: Any) -> Done | None:
        number, seat.number, seat.task = seat.number, None, None
        try:
            result = self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            # No letter ends an actor: it went with its machine, or somebody killed it.
            self._replace(seat, "" if seat.loaded else type(error).__name__)
            return None if number is None else Done(number, Failure("lost", ""))
        if number is not None:
            return Done(number, result)
        if result is None:
            seat.loaded, self._failed_starts = True, 0
        else:
            self._replace(seat, result)
        return None

    def _replace(self, seat: _Seat, trouble: str) -> None:
        """Put another actor into the place of one that is gone; `trouble` says why it could not load the model."""
        self._failed_starts += bool(trouble)
        if self._failed_starts >= _STARTS * len(self._seats):
            raise WorkersFailedError(f"actors end before they have loaded the model: {trouble}")
        self._ray.kill(seat.actor)
        self._seats[self._seats.index(seat)] = self._start()

    def close(self) -> None:
        """End the actors, and the connection, if it was made here."""
        for seat in self._seats:
            self._ray.kill(seat.actor)
        if self._began:
            self._ray.shutdown()


class _Seat:
    """An actor, and what it does: at first it loads its model, or waits for a machine."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.loaded = False
        self.number: int | None = None
        self.task: Any = actor.load.remote()

    @property
    def is_free(self) -> bool:
        return self.loaded and self.task is None


def _import_ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Nothing is sent to anybody.
    try:
        import ray
    except ImportError as error:
        raise WorkersFailedError(
            f"the engine ray needs the package ray ({error}): pip install 'upheld[ray]'"
        ) from None
    return ray


def _require_answer(address: str) -> None:
    """Make sure that something answers at an address; Ray itself would ask for minutes.

    Raises:
        OSError: nothing does.
        ValueError: it is no `host:port`.

    """
    host, _, port = address.rpartition(":")
    if "://" not in address and address not in {"auto", "local"}:
        socket.create_connection((host, int(port)), timeout=_LONGEST_ANSWER).close()


def _connect(ray: Any, address: str | None) -> None:
    try:
        if address is not None:
            _require_answer(address)
        ray.init(
            # Never whatever ran here last, which Ray would try to reach for minutes.
            address=address or "local",
            log_to_driver=False,  # What libraries print on the way may quote a letter.
            logging_level=logging.ERROR,
            **({} if address else {"include_dashboard": False}),
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkersFailedError(
            f"no Ray cluster at {address or 'this machine'}: {str(error).splitlines()[0]}"
            " Start one with `ray start --head`."
        ) from None
