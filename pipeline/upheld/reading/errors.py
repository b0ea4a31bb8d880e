"""Why a letter could not be read."""

from __future__ import annotations

from typing import Literal

from upheld.reading.source import written_name

Stage = Literal["find", "open", "identify", "unpack", "decode", "layout", "entities", "worker"]
"""Where on its way a letter was lost: finding the file, opening it, telling what kind of file it
is, unpacking an archive or table, decoding its text, laying it out, finding its entities; or in the
worker process that read it, which it crashed, held up or overfilled."""


class ReadingError(Exception):
    """A letter that could not be read: which one, at which stage, why, and what to do.

    The reason never holds text of the letter. Each such error is one row of the `errors` table.
    """

    def __init__(self, source: str, stage: Stage, reason: str, remedy: str) -> None:
        """Take the letter's source, the stage, the reason and the remedy."""
        source = written_name(source)
        super().__init__(source, stage, reason, remedy)
        self.source = source
        self.stage: Stage = stage
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """Give the error as one line."""
        return f"{self.source}: {self.reason} ({self.stage}). {self.remedy}"

    def to_dict(self) -> dict[str, str]:
        """Give the error as a row of the `errors` table."""
        return {
            "source": self.source,
            "stage": self.stage,
            "reason": self.reason,
            "remedy": self.remedy,
        }
