"""Stopping in good order: the first SIGINT or SIGTERM asks for it, a second one insists."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopRequest:
    """While it is open, the first signal to stop is noted, and the next one does what it always does."""

    def __init__(self) -> None:
        """Note nothing yet."""
        self.signal: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Begin to listen."""
        self.listen()
        return self

    def listen(self) -> None:
        """Listen, where this is the main thread: signals come to no other. Again, after a library has set handlers."""
        if threading.current_thread() is threading.main_thread() and self.signal is None:
            for number in _SIGNALS:
                before = signal.signal(number, self._note)
                self._before.setdefault(number, before)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no more."""
        self._restore()

    def _note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - Python gives it.
        self.signal = number
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}

    def __bool__(self) -> bool:
        """Whether a stop was asked for."""
        return self.signal is not None
