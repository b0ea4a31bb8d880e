"""What the commands that read letters take in common."""

from __future__ import annotations

from typing import Annotated

import typer

from upheld.cli.saying import clear_errors
from upheld.extraction import EntityFinder

Model = Annotated[
    str | None,
    typer.Option(
        help="Folder or package of the pipeline that finds the entities, by default that of the program."
    ),
]


def load_finder(model: str | None) -> EntityFinder:
    """Load what finds the entities; a pipeline that is not there, or is of no use, is one line and exit status 1."""
    with clear_errors(ValueError):
        return EntityFinder(model)
