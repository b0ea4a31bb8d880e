"""What the commands on decision models take in common."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Source(StrEnum):
    """Where determinations come from."""

    dmhc = "dmhc"


Origin = Annotated[
    Source | None,
    typer.Option(
        help="dmhc: a CSV file of the determinations that California's Department of Managed Health Care publishes,"
        " columns by name. Without it, letters."
    ),
]
CorpusFolder = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="FOLDER", help="Folder with letters/*.jsonl and splits.json."),
]
Simulated = Annotated[
    int, typer.Option(min=0, help="How many simulated letters, whose true probabilities are known.")
]
Seed = Annotated[int, typer.Option(help="The same seed gives the same model and the same scores.")]
Cases = Annotated[
    int | None,
    typer.Option(
        min=1,
        help="Learn the criteria of the guidelines anew from so many made-up cases (minutes);"
        " by default those of the shipped model are taken.",
    ),
]


def require_rate(rate: float) -> None:
    """Refuse an error rate that is none."""
    if not 0 < rate < 1:
        raise typer.BadParameter(f"--error-rate {rate}: give a number between 0 and 1")
