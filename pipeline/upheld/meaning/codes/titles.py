"""The codes of ICD-10-CM with their titles, terms and siblings of other sides, from the table beside this module."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FILLERS = ("", "0", "9", "X")  # What may stand between a code and the digit of its side.


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles by code; terms, each with its code; by code, its siblings by side."""

    titles: Mapping[str, str]
    terms: tuple[tuple[str, str], ...]
    sides: Mapping[str, Mapping[str, str]]

    def known(self, code: str) -> str:
        """Give the code, or its nearest ancestor that the table has."""
        while code not in self.titles and len(code) > 3:
            code = code[:-1].rstrip(".")
        return code

    def at_side(self, code: str, side: str | None) -> str:
        """Give the code for a side (`left`, `right`, `both`), or the code itself where none is."""
        for filler in _FILLERS:
            parent = code + (filler if "." in code or not filler else "." + filler)
            if side and (sided := self.sides.get(parent, {}).get(side)):
                return sided
        return code


@cache
def load_titles() -> Titles:
    """Read the table (made by `harvest`)."""
    titles: dict[str, str] = {}
    terms: list[tuple[str, str]] = []
    sides: dict[str, dict[str, str]] = {}
    table = gzip.decompress(files(__package__).joinpath("titles.tsv.gz").read_bytes()).decode()
    for line in table.splitlines():
        kind, code, side, words = line.split("\t")
        if kind == "term":
            terms.append((code, words))
            continue
        titles[code] = words
        if side:
            sides.setdefault(code[:-1], {})[side] = code
    return Titles(titles, tuple(terms), sides)
