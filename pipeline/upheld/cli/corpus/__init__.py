"""`upheld corpus`: one command a file, thin over the functions of `upheld.corpus`."""

from __future__ import annotations

import typer

from upheld.cli.corpus.agreement import agreement
from upheld.cli.corpus.build import build
from upheld.cli.corpus.check import check
from upheld.cli.corpus.differences import differences
from upheld.cli.corpus.importing import import_marked
from upheld.cli.corpus.meaning_agreement import meaning_agreement
from upheld.cli.corpus.simulate import simulate
from upheld.cli.corpus.split import split
from upheld.cli.corpus.stats import stats

app = typer.Typer(
    name="corpus",
    help="Annotated corpora: check, count, build, split, compare, import, simulate.",
    no_args_is_help=True,
)
app.command()(check)
app.command()(stats)
app.command()(build)
app.command()(split)
app.command()(agreement)
app.command()(differences)
app.command()(meaning_agreement)
app.command("import")(import_marked)
app.command()(simulate)
