"""`upheld audit`: one command a file, thin over the functions of `upheld.training`."""

from __future__ import annotations

import typer

from upheld.cli.audit.decisions import decisions

app = typer.Typer(name="audit", help="Audit models.", no_args_is_help=True)
app.command()(decisions)


@app.callback()
def audit() -> None:
    """Audit models."""
