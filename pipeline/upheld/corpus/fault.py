"""A fault of an annotated document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document, at characters `[start, end)` of its text.

    `source` is the file, or empty for a document in memory. A `warning` may be right in its
    context and needs a look; any other fault must be mended.
    """

    source: str
    document: str
    start: int
    end: int
    kind: str
    reason: str
    warning: bool = False

    def __str__(self) -> str:
        """Give the fault as one line, without a word of the text."""
        source = f"{self.source}: " if self.source else ""
        level = "warning" if self.warning else "error"
        return (
            f"{source}{self.document}[{self.start}:{self.end}] {level}: {self.kind}: {self.reason}"
        )
