"""The command `upheld`."""

from __future__ import annotations

from typing import Annotated

import typer

from upheld import __version__
from upheld.cli.annotate import app as annotate
from upheld.cli.audit import app as audit
from upheld.cli.bench import bench
from upheld.cli.corpus import app as corpus
from upheld.cli.evaluate import app as evaluate
from upheld.cli.extract import extract
from upheld.cli.predict import predict
from upheld.cli.report import report
from upheld.cli.show import show
from upheld.cli.train import app as train

app = typer.Typer(
    name="upheld",
    help="Read Independent Medical Review determination letters and turn them into data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,  # Locals would print the text of letters.
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"upheld {__version__}")
        raise typer.Exit


@app.callback()
def upheld(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Read Independent Medical Review determination letters and turn them into data."""


app.command()(extract)
app.command()(predict)
app.command()(report)
app.command()(show)
app.command()(bench)
app.add_typer(corpus)
app.add_typer(train)
app.add_typer(evaluate)
app.add_typer(audit)
app.add_typer(annotate)


def main() -> None:
    """Run the command line."""
    app()
