"""The grammar: every rule a list of patterns, read from the data files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from upheld.meaning.tables import read_tables

Rules = Mapping[str, tuple[str, ...]]


def load_tables(folder: str) -> dict[str, Any]:
    """Read all data files (`.toml`) of a folder of the simulator into one table.

    Raises:
        ValueError: two files hold the same key.

    """
    found: dict[str, Any] = {}
    for name, tables in read_tables(__package__.rpartition(".")[0], folder):
        if twice := found.keys() & tables.keys():
            raise ValueError(f"{name}: {sorted(twice)[0]} stands in another file as well")
        found |= tables
    return found


@cache
def load_rules() -> Rules:
    """Give the rules that any letter may use, by name."""
    tables = load_tables("grammar") | load_tables("vocabulary/words")
    return {name: tuple(value) for name, value in tables.items() if isinstance(value, list)}


@cache
def load_topics() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the patterns of all files of `grammar/topics`: topic, then use, then patterns.

    Raises:
        ValueError: two files hold the same topic.

    """
    return {
        topic: {use: tuple(patterns) for use, patterns in uses.items()}
        for topic, uses in load_tables("grammar/topics").items()
    }
