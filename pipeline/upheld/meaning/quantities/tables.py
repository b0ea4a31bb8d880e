"""The tables of the package, read from the TOML files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from upheld.meaning.tables import read_table


@cache
def table(name: str) -> Mapping[str, Any]:
    """Read the table of a name, such as `units`."""
    return read_table(__package__, name)


def one_of(*words: Iterable[str]) -> str:
    """Give a pattern that one of the words fits, the longest first.

    The words stand by their first letters, for the fewer branches are tried at every place of a text.
    """
    found = sorted({word for group in words for word in group}, key=lambda word: (-len(word), word))
    by_letter: dict[str, list[str]] = {}
    for word in found:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return (
        "(?:"
        + "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
        + ")"
    )


@cache
def unit_names() -> Mapping[str, str]:
    """Give what each spelling of a unit stands for: `milligrams` for `mg`."""
    names: dict[str, str] = {}
    for name, unit in table("units").items():
        for word in (name, *unit["words"]):
            names[word] = name
            if word.isalpha() and len(word) > 1:
                names.setdefault(word + "s", name)
    return names


def sort_of(unit: str | None) -> str | None:
    """Give the sort of what a unit counts, such as `length`; None of an unknown one."""
    entry = table("units").get(unit) if unit else None
    return str(entry["measures"]) if entry else None
