"""Extraction from archives of any size: in shards, by processes or machines, and on from where it stopped."""

from __future__ import annotations

from upheld.extraction.archive.engine import Engine, Failure, Limits
from upheld.extraction.archive.manifest import ArchiveError, Options
from upheld.extraction.archive.running import Report, extract_archive

__all__ = [
    "ArchiveError",
    "Engine",
    "Failure",
    "Limits",
    "Options",
    "Report",
    "extract_archive",
]
