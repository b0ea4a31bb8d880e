"""The tables of requests, read from the data files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from upheld.meaning.tables import read_table

# Patterns are of whole words: `#` and `%` count as parts of none.
_START, _END = r"(?<![a-z0-9])", r"(?![a-z0-9])"


@cache
def load(name: str) -> dict[str, Any]:
    """Read a data file of `vocabulary/` by its name without the ending."""
    return read_table(__package__, f"vocabulary/{name}")


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile one pattern that finds any of several, as whole words."""
    return re.compile(f"{_START}(?:{'|'.join(patterns)}){_END}")
