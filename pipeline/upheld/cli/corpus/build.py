"""`upheld corpus build`: write what training reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.corpus.options import Folder, Reports, load
from upheld.cli.saying import clear_errors, say


def build(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="Where to write; made if need be.")],
    reports: Reports = None,
) -> None:
    """Write a spaCy DocBin file and a `datasets` folder for each side of the split.

    Every span that no clinical part of its letter holds is named; it is in the corpus but not in what is built.
    """
    from upheld.corpus.building import build as build_corpus

    with clear_errors():
        corpus = load(folder, reports)
        built = build_corpus(corpus, out)
    for document, span, reason in built.lost:
        say(f"left out: {document}[{span.start}:{span.end}] {span.label}: {reason}")
    for side, documents in built.documents.items():
        say(f"{out / side}.spacy, {out / side}/: {documents} documents, {built.spans[side]} spans")
    say(f"spans left out: {len(built.lost)}")
