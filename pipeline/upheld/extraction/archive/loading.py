"""Reading the bytes of letters ahead where that means waiting, as for files at an address."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from upheld.reading import Found, RawLetter, ReadingError
from upheld.reading.addresses import is_address

_READERS = 16
_AHEAD = 32

Loaded = RawLetter | ReadingError


def load_letters(found: Iterable[Found]) -> Iterator[Loaded]:
    """Read letters in their order; files at addresses several at a time."""
    pool: ThreadPoolExecutor | None = None
    waiting: deque[Future[Loaded]] = deque()
    try:
        for letter in found:
            if letter.apart and is_address(letter.name):
                pool = pool or ThreadPoolExecutor(_READERS, thread_name_prefix="upheld-read")
                waiting.append(pool.submit(letter.read))
            else:
                waiting.append(_ended(letter.read()))
            while waiting and (len(waiting) > _AHEAD or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _ended(loaded: Loaded) -> Future[Loaded]:
    future: Future[Loaded] = Future()
    future.set_result(loaded)
    return future
