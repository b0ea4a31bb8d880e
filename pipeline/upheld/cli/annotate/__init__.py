"""`upheld annotate`: one command a file, thin over the functions of `upheld.annotating`."""

from __future__ import annotations

import typer

from upheld.cli.annotate.agreement import agreement
from upheld.cli.annotate.pull import pull
from upheld.cli.annotate.push import push
from upheld.cli.annotate.select import select

app = typer.Typer(
    name="annotate",
    help="Annotate letters with doccano, and bring the annotations back.",
    no_args_is_help=True,
)
app.command()(push)
app.command()(pull)
app.command()(agreement)
app.command()(select)
