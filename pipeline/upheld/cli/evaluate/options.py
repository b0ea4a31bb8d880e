"""What the commands of `upheld evaluate` take in common."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Judged(StrEnum):
    """The sides of a corpus on which models are measured."""

    development = "development"
    test = "test"


CorpusFolder = Annotated[
    Path, typer.Option(help="Folder with letters/*.jsonl, reports/*.jsonl and splits.json.")
]
Out = Annotated[Path, typer.Option(help="Folder for what is measured; made if need be.")]
JudgedSide = Annotated[
    Judged, typer.Option(help="test is for the final figure, never to choose by.")
]


def ascending(sizes: str) -> tuple[int, ...]:
    """Read `10,20,40`: numbers of letters."""
    numbers = tuple(int(each) if each.strip().isdigit() else 0 for each in sizes.split(","))
    if 0 in numbers or list(numbers) != sorted(set(numbers)):
        raise typer.BadParameter(f"--sizes {sizes}: give ascending numbers with commas: 10,20,40")
    return numbers
