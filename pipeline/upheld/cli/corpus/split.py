"""`upheld corpus split`: give new cases a side."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from upheld.cli.corpus.options import Folder, Reports, load
from upheld.cli.saying import clear_errors, say
from upheld.corpus.splits import SIDES, extend


def split(
    folder: Folder,
    reports: Reports = None,
    author: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME=SIDE puts all new cases of an author on one side. May be given more than once."
        ),
    ] = None,
) -> None:
    """Assign the cases that have no side yet in splits.json; none that has one ever moves."""
    whole = {}
    for entry in author or []:
        name, _, side = entry.partition("=")
        if side not in SIDES:
            raise typer.BadParameter(f"--author {entry}: give NAME=SIDE, SIDE one of {SIDES}")
        whole[name] = side
    with clear_errors():
        corpus = load(folder, reports)
        extended = extend(corpus.splits, corpus.documents, whole)
        extended.write(folder / "splits.json")
    new = {case: side for case, side in extended.sides.items() if case not in corpus.splits.sides}
    counts = Counter(new.values())
    say(f"{len(new)} new cases: " + ", ".join(f"{counts[side]} {side}" for side in SIDES))
