"""Limits that a worker process sets itself, which hold even where Python code does not come to run again."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from threadpoolctl import threadpool_limits

from upheld.extraction.archive.engine import Limits

_MEGABYTE = 1_000_000


def settle(limits: Limits) -> None:
    """Make this process a worker that has loaded its model: one thread for sums, so much memory and no more.

    More threads would stand in each other's way where there are as many workers as processors, and what they sum up
    in another order may differ in its last digit. What the model is made of is there to stay, so that looking through
    it for garbage would be in vain. Arrow's own allocator keeps some 10 MB of what was freed, the system's does not.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    gc.collect()
    gc.freeze()
    threadpool_limits(1)
    if limits.megabytes is None:
        return
    import resource

    taken = _data_bytes()
    if taken is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = taken + limits.megabytes * _MEGABYTE
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_bytes() -> int | None:
    """Give how much memory for data this process has; None where the system does not say."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    for line in status.read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return None


@contextmanager
def deadly_alarm(seconds: float) -> Iterator[None]:
    """End this process by SIGALRM if what runs within takes longer: the system does, even if code in C hangs."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class TimeLimitReached(BaseException):
    """Raised into code that runs too long. It is no `Exception`, which that code might catch."""


@contextmanager
def raising_alarm(seconds: float) -> Iterator[None]:
    """Raise `TimeLimitReached` into Python code that takes longer, in the main thread; elsewhere there is no limit."""
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeLimitReached

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
