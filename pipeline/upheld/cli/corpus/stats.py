"""`upheld corpus stats`: count."""

from __future__ import annotations

from pathlib import Path
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
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for counts.csv, a row a document, and known_words.csv: how much of what is labelled the train"
            " side has too."
        ),
    ] = None,
) -> None:
    """Count documents, words, spans, items and decisions, as Markdown tables."""
    from upheld.corpus.known_words import known_words
    from upheld.corpus.statistics import count, to_markdown, totals

    groups = by or list(GROUPS[:3])
    if unknown := [group for group in groups if group not in GROUPS]:
        raise typer.BadParameter(f"--by {unknown[0]}: give one of {', '.join(GROUPS)}")
    with clear_errors():
        corpus = load(folder, reports)
    counts = count(corpus.documents, corpus.splits)
    for number, group in enumerate(groups):
        say(("\n" if number else "") + to_markdown(totals(counts, group)))
    if out is not None:
        with clear_errors():
            out.mkdir(parents=True, exist_ok=True)
            counts.to_csv(out / "counts.csv", index=False)
            known_words(corpus).to_csv(out / "known_words.csv", index=False, float_format="%.4f")
