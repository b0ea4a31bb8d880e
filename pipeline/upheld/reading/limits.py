"""How much one input may hold before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one bad input from costing the run.

    A letter has some 5,000 to 50,000 characters; a PDF of one, seldom a megabyte.
    """

    file_bytes: int = 32_000_000
    """The largest text, PDF or HTML file, and the largest file in an archive, in bytes."""

    text_characters: int = 2_000_000
    """The longest text of one letter, in characters."""

    archive_depth: int = 3
    """How many archives may lie one in another."""

    archive_ratio: int = 100
    """How many times its own size an archive may unpack to, beyond `archive_floor`."""

    archive_floor: int = 100_000_000
    """The size in bytes up to which every archive may unpack."""


LIMITS = Limits()
