"""From bytes to text: files, folders, archives and tables; encodings, PDF and HTML; reflow."""

from __future__ import annotations

from upheld.reading.errors import ReadingError, Stage
from upheld.reading.raw import Found, RawLetter, Reading
from upheld.reading.reader import find_letters, read_one, read_sources
from upheld.reading.reflow import ReflowedText, reflow
from upheld.reading.source import SourceText

__all__ = [
    "Found",
    "RawLetter",
    "Reading",
    "ReadingError",
    "ReflowedText",
    "SourceText",
    "Stage",
    "find_letters",
    "read_one",
    "read_sources",
    "reflow",
]
