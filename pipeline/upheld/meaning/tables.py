"""The data files (`.toml`) that lie beside the modules of a package."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def read_table(package: str, name: str) -> dict[str, Any]:
    """Read a data file of a package by its path in it, without the ending."""
    path = files(package).joinpath(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_tables(package: str, folder: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the data files of a folder of a package, in the order of their names; gives each name with what it holds."""
    for path in sorted(files(package).joinpath(folder).iterdir(), key=str):
        if path.name.endswith(".toml"):
            yield path.name, tomllib.loads(path.read_text(encoding="utf-8"))
