"""`upheld evaluate`: one command a file, thin over the functions of `upheld.training`."""

from __future__ import annotations

import typer

from upheld.cli.evaluate.decisions import decisions
from upheld.cli.evaluate.entities import entities
from upheld.cli.evaluate.learning import learning
from upheld.cli.evaluate.meaning import meaning
from upheld.cli.evaluate.selection import selection

app = typer.Typer(
    name="evaluate",
    help="Measure models and rules beside baselines.",
    no_args_is_help=True,
)
app.command()(decisions)
app.command()(entities)
app.command()(learning)
app.command()(meaning)
app.command()(selection)
