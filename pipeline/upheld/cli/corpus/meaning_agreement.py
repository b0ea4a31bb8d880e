"""`upheld corpus meaning-agreement`: compare two readings of meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say


def meaning_agreement(
    first: Annotated[Path, typer.Argument(help="A reading, JSON Lines as meaning/letters.jsonl.")],
    second: Annotated[Path, typer.Argument(help="Another of the same letters.")],
) -> None:
    """Compare two readings of what entities and items mean; prints a Markdown table."""
    from upheld.corpus.meaning_agreement import compare_meanings
    from upheld.corpus.meanings import read_meanings

    with clear_errors():
        table = compare_meanings(read_meanings(first), read_meanings(second))
    say("| part | asked | same | agreement |\n| --- | ---: | ---: | ---: |")
    for row in table.itertuples():
        say(f"| {row.part} | {row.asked} | {row.same} | {row.agreement:.3f} |")
