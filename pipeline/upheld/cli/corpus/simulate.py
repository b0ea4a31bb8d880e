"""`upheld corpus simulate`: made-up letters whose true probabilities are known."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say
from upheld.corpus.files import write_documents


class Side(StrEnum):
    """Whose vocabulary and sentence patterns are used."""

    train = "train"
    held_out = "held-out"


def simulate(
    letters: Annotated[int, typer.Option(min=1, help="How many letters.")],
    out: Annotated[Path, typer.Option(help="The corpus file to write (.jsonl).")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same letters.")] = 0,
    side: Annotated[
        Side, typer.Option(help="held-out: words and sentences that train never has.")
    ] = Side.train,
    workers: Annotated[int, typer.Option(min=1, help="Processes; the output is the same.")] = 1,
) -> None:
    """Write simulated letters with gold spans, items, decisions and true probabilities."""
    from upheld.corpus.simulator import simulate as simulate_letters

    with clear_errors():
        made = simulate_letters(letters, seed=seed, side=side.value, workers=workers)
        say(f"{out}: {write_documents(out, made)} documents")
