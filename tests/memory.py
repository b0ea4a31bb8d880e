"""What reading holds in memory, measured in a process that does nothing else."""

from __future__ import annotations

import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa

from upheld.reading import ReadingError, SourceText, read_sources
from upheld.reading.limits import Limits


@dataclass(frozen=True, slots=True)
class Held:
    """How many letters were read, how many things were not letters, and the most bytes held."""

    letters: int
    errors: int
    bytes: int


def _measure(path: Path, limits: Limits, piece: int) -> Held:
    with (
        patch("upheld.reading.tables.LIMITS", limits),
        patch("upheld.reading.tables._PIECE", piece),
    ):
        arrow_before = pa.total_allocated_bytes()
        tracemalloc.start()
        letters, errors, arrow = 0, 0, 0
        for reading in read_sources([path]):
            letters += isinstance(reading, SourceText)
            errors += isinstance(reading, ReadingError)
            arrow = max(arrow, pa.total_allocated_bytes() - arrow_before)
        _, peak = tracemalloc.get_traced_memory()
    return Held(letters, errors, peak + arrow)


def held_by_reading(path: Path, limits: Limits, piece: int) -> Held:
    """Read the letters of a file with limits and bytes a piece of a table, and say what was held.

    In a process of its own: memory is counted for all threads, and other tests of a process can
    leave some behind that go on.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measure, path, limits, piece).result()
