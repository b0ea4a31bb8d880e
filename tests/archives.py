"""Archives for tests, and reading that fails as a letter's text says."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from samples import SAMPLES, load_samples
from upheld.extraction.archive.engine import Limits
from upheld.extraction.batches import BatchRows, LetterReader
from upheld.reading import RawLetter

LETTERS = [sample.text for sample in load_samples(SAMPLES)]
PLAIN = partial(LetterReader, entities=False)
SHORT = "1. MRI number {} of the knee is not medically necessary and appropriate.\n"
LIMITS = Limits(seconds=2.0, megabytes=300)
CRASH, HANG, FILL, FAIL = "please crash", "please hang", "please fill the memory", "please fail"


class Faulty:
    """Reads letters without entities, and does what some of them ask for."""

    def __init__(self) -> None:
        self._read = PLAIN()

    def __call__(self, letters: Sequence[RawLetter], /) -> BatchRows:
        """Read the letters, or fail."""
        for letter in letters:
            text = letter.data if isinstance(letter.data, str) else letter.data.decode("latin-1")
            if CRASH in text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if FAIL in text:
                raise ValueError(text)
            held = []
            while HANG in text or FILL in text:
                if FILL in text:
                    held.append(bytes(10_000_000))
        return self._read(letters)


def write_archive(folder: Path, letters: int, *, first: int = 0, whole: bool = False) -> Path:
    """Write a folder of letters, one of each ten broken in some way, and some alike; `whole` ones or short ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + letters):
        text = (
            LETTERS[number % len(LETTERS)] if whole else SHORT.format(number if number % 7 else 0)
        )
        data = {3: b"", 13: b"%PDF-1.4 cut", 23: b"\x00\x01\x02" * 50}.get(number % 30)
        suffix = ".pdf" if number % 30 == 13 else ".txt"
        path = folder / f"{number % 3}" / f"{number:05}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if data is None else data)
    return folder


def contents(out: Path) -> dict[str, bytes]:
    """Give the bytes of all that a run has written, by name; the lock aside."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(files)}


def sources_of(out: Path) -> list[str]:
    """Give the source of each letter and of each error, in order."""
    import pyarrow.dataset as ds

    parts = (
        ds.dataset(out / table, format="parquet").to_table() for table in ("letters", "errors")
    )
    return sorted(name for table in parts for name in table["source"].to_pylist())


def files_of(folder: Path) -> list[str]:
    """Give the names of all letters of a folder, in order."""
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())
