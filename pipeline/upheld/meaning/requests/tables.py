"""The tables of requests, read from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

# Patterns are of whole words: `#` and `%` count as parts of none.
_START, _END = r"(?<![a-z0-9])", r"(?![a-z0-9])"


@cache
def load(name: str) -> dict[str, Any]:
    """Read a data file of `vocabulary/` by its name without the ending."""
    path = files(__package__).joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile one pattern that finds any of several, as whole words."""
    return re.compile(f"{_START}(?:{'|'.join(patterns)}){_END}")
