"""How far a run has come: a bar on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

_EVERY = 60.0


@dataclass(slots=True)
class State:
    """What has been done in this run, and what is left: bytes of the input as far as they are known."""

    letters: int = 0
    errors: int = 0
    words: int = 0
    seen: int = 0
    """Bytes of the input that were gone through, with those of letters read before."""
    skipped: int = 0
    """Bytes of letters read before."""
    total: int | None = None
    """Bytes of the input, None as long as that is not known."""
    started: float = 0.0
    """Time of the monotonic clock at which the first letter was asked for."""

    def line(self, now: float) -> str:
        """Say it in one line."""
        seconds = max(now - self.started, 1e-6)
        done = self.letters + self.errors
        parts = [
            f"{done:,} letters",
            f"{done / seconds:,.1f} letters/s",
            f"{self.words / seconds:,.0f} words/s",
            f"{self.errors:,} errors",
        ]
        left = self.left(now)
        if left is not None:
            parts.append(f"{timedelta(seconds=round(left))} left")
        return ", ".join(parts)

    def left(self, now: float) -> float | None:
        """Estimate the seconds that are left by the bytes that are; None before that can be done."""
        gone = self.seen - self.skipped
        if self.total is None or gone <= 0 or not self.letters + self.errors:
            return None
        return max(0.0, self.total - self.seen) * (now - self.started) / gone


class Show(Protocol):
    """Shows how far a run has come; it is called often."""

    def __call__(self, state: State, *, last: bool = False) -> None:
        """Show it, if it is time."""


class Lines:
    """Writes a line a minute."""

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take what writes a line, and the clock, in seconds."""
        self._write, self._clock = write, clock
        self._next = clock() + _EVERY

    def __call__(self, state: State, *, last: bool = False) -> None:
        """Write the line, if a minute has gone by."""
        now = self._clock()
        if now >= self._next and not last:
            self._next = now + _EVERY
            self._write(state.line(now))


class Bar:
    """A bar on a terminal."""

    def __init__(self, console: Console) -> None:
        """Take the terminal; the bar is drawn with the first letters."""
        self._bar = Progress(
            BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), console=console
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def __call__(self, state: State, *, last: bool = False) -> None:
        """Draw the bar."""
        line = state.line(time.monotonic())
        self._bar.update(self._task, description=line, total=state.total, completed=state.seen)
        if last:
            self._bar.stop()
