"""What the commands on decision models take in common, and how they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.corpus.options import say


class Source(StrEnum):
    """Where determinations come from."""

    dmhc = "dmhc"


File = Annotated[
    Path, typer.Argument(metavar="FILE", help="CSV file of determinations, columns by name.")
]
Origin = Annotated[
    Source,
    typer.Option(
        help="dmhc: the determinations that California's Department of Managed Health Care publishes."
    ),
]


@contextmanager
def clear_source_errors() -> Iterator[None]:
    """Turn what is wrong with a file of determinations into one line on standard error and exit status 1."""
    from upheld.decisions.errors import DecisionError

    try:
        yield
    except (DecisionError, OSError) as error:
        say(f"error: {error}", error=True)
        raise typer.Exit(1) from None
