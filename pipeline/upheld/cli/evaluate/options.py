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
