"""Made-up letters whose every decision was drawn from a probability that is known."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context

from upheld.corpus.document import CorpusError, Document
from upheld.corpus.simulator.cases import Case, CaseItem, draw_cases
from upheld.corpus.simulator.letters import write_letter
from upheld.corpus.simulator.sides import SIDES, Side

__all__ = ["Case", "CaseItem", "draw_cases", "simulate"]

_CHUNK = 50


def simulate(
    letters: int, *, seed: int = 0, side: Side = "train", workers: int = 1
) -> Iterator[Document]:
    """Write letters, one after the other.

    Args:
        letters: how many, 0 or more.
        seed: the same seed and side give the same letters; fewer letters are the first of more.
        side: `held-out` uses the words and patterns of sentences that `train` never uses.
        workers: processes, 1 or more; the letters are the same.

    Yields:
        Documents of the part `simulated`; each item has its kind and its true probability, 0 to 1,
        of being overturned, from which its decision was drawn.

    Raises:
        CorpusError: there is no such side, or a number is too small.

    """
    if side not in SIDES:
        raise CorpusError(f"no side {side!r}: known are {', '.join(SIDES)}")
    if letters < 0 or workers < 1:
        raise CorpusError(
            f"letters must be 0 or more and workers 1 or more, not {letters}, {workers}"
        )
    return _write(letters, seed, side, workers)


def _write(letters: int, seed: int, side: Side, workers: int) -> Iterator[Document]:
    starts = range(1, letters + 1, _CHUNK)
    write = partial(_write_chunk, seed, side, letters)
    if workers == 1 or letters <= _CHUNK:
        yield from chain.from_iterable(map(write, starts))
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield from chain.from_iterable(pool.map(write, starts))
    finally:  # Whoever has enough letters waits for no more.
        pool.shutdown(cancel_futures=True)


def _write_chunk(seed: int, side: Side, letters: int, start: int) -> list[Document]:
    stop = min(start + _CHUNK, letters + 1)
    return [write_letter(seed, side, number) for number in range(start, stop)]
