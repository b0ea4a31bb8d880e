"""`upheld corpus agreement`: compare two readings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say
from upheld.corpus.agreement import agreement as count_agreement
from upheld.corpus.agreement import disagreements, write_agreement
from upheld.corpus.files import read_readings

_Reading = Annotated[
    Path,
    typer.Argument(help="A reading: a file of documents or of stand-off annotations (.jsonl)."),
]


def agreement(
    first: _Reading,
    second: _Reading,
    list_them: Annotated[
        bool, typer.Option("--list", help="List every disagreement, offsets and labels.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="A file for the table as well (.csv).")] = None,
) -> None:
    """Print how far two readings of the same documents agree: exact-span F1, by label."""
    with clear_errors():
        one, other = read_readings(first), read_readings(second)
        counts = count_agreement(one, other)
        differing = list(disagreements(one, other)) if list_them else []
    for place in differing:
        sides = [
            " ".join(f"[{span.start}:{span.end}] {span.label}" for span in spans) or "nothing"
            for spans in (place.first, place.second)
        ]
        say(f"{place.document}: {sides[0]} | {sides[1]}")
    if out is not None:
        with clear_errors():
            write_agreement(counts, out)
    say("| label | F1 | both | first only | second only |\n| --- | ---: | ---: | ---: | ---: |")
    for label, value in counts.items():
        say(
            f"| {label} | {value.f1:.3f} | {value.both} | {value.first_only} | {value.second_only} |"
        )
