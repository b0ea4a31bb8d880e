"""`upheld corpus stats`: count."""

from __future__ import annotations

from typing import Annotated

import typer

from upheld.cli.corpus.options import Folder, Reports, load
from upheld.cli.saying import clear_errors, say

GROUPS = ("part", "side", "family", "author")


def stats(
    folder: Folder,
    reports: Reports = None,
    by: Annotated[
        list[str] | None,
        typer.Option(help=f"One of {', '.join(GROUPS)}; may be given more than once."),
    ] = None,
) -> None:
    """Count documents, words, spans, items and decisions, as Markdown tables."""
    from upheld.corpus.statistics import count, to_markdown, totals

    groups = by or list(GROUPS[:3])
    if unknown := [group for group in groups if group not in GROUPS]:
        raise typer.BadParameter(f"--by {unknown[0]}: give one of {', '.join(GROUPS)}")
    with clear_errors():
        corpus = load(folder, reports)
    counts = count(corpus.documents, corpus.splits)
    for number, group in enumerate(groups):
        say(("\n" if number else "") + to_markdown(totals(counts, group)))
