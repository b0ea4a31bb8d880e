"""`upheld bench`: how fast letters are read here, stage by stage."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from upheld.cli.options import Model, load_finder
from upheld.cli.saying import clear_errors, say
from upheld.display.terminal import printable
from upheld.reading import Reading, SourceText, read_sources

if TYPE_CHECKING:
    from upheld.extraction.stages import StageTimes

ARCHIVE = 1_500_000  # Letters that California has published, about.
_FINDING = "upheld_entities"


def bench(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LETTERS]...", help="Letters to read; without any, simulated ones are."
        ),
    ] = None,
    letters: Annotated[int, typer.Option(min=1, help="At most so many letters.")] = 200,
    model: Model = None,
) -> None:
    """Measure how fast letters are read here, stage by stage.

    One process reads them as `upheld extract` does and writes nothing. Exit status 1 if none could be read.
    """
    from upheld.extraction.stages import time_stages

    finder = load_finder(model)
    with clear_errors(), Console(stderr=True).status("reading"):
        readings = read_sources(sources) if sources else _simulated(letters)
        times = time_stages(islice(readings, letters), finder)
    if times.errors:
        say(f"{times.errors} could not be read: `upheld extract` tells why", error=True)
    if not times.letters:
        say("error: no letter was read: give letters, or none for simulated ones", error=True)
        raise typer.Exit(1)
    Console().print(stage_table(times))


def _simulated(count: int) -> list[Reading]:
    from upheld.corpus.simulator import simulate

    return [SourceText(document.id, document.text) for document in simulate(count, seed=3)]


def stage_table(times: StageTimes) -> Table:
    """Show what each stage took, of a letter and beside finding the entities, and what an archive would take."""
    beside = times.seconds.get(_FINDING)
    table = Table(
        "Stage",
        "ms of a processor",
        "share",
        f"beside {_FINDING}",
        title=f"Where the time goes: {times.letters:,} letters, {times.words:,} words",
    )
    for stage, seconds in times.seconds.items():
        table.add_row(
            Text(printable(stage)),
            f"{1000 * seconds / times.letters:.1f}",
            f"{100 * seconds / times.total:.0f} %",
            f"{seconds / beside:.2f}" if beside else "",
        )
    speed = times.words / times.total
    table.add_row("together", f"{1000 * times.total / times.letters:.1f}", f"{speed:,.0f} words/s")
    hours = times.total / times.letters * ARCHIVE / 3600
    table.caption = f"{ARCHIVE:,} such letters: {hours:,.0f} hours of one processor"
    return table
