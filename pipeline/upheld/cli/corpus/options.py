"""What the commands on corpora share: the corpus they work on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import say
from upheld.corpus.document import CorpusError
from upheld.corpus.folder import Corpus, load_corpus

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="CORPUS",
        help="Folder with letters/*.jsonl, reports/*.jsonl and splits.json.",
    ),
]
Reports = Annotated[
    Path | None,
    typer.Option(
        help="JSON Lines with the texts of the reports (id, text); without it they are left out."
    ),
]


def load(folder: Path, reports: Path | None, faults: list[CorpusError] | None = None) -> Corpus:
    """Load a corpus, and say what was left out.

    With `faults`, what cannot be read is passed over, and its errors go there.
    """
    corpus = load_corpus(folder, reports=reports, faults=faults)
    for path in corpus.passed_over:
        say(f"left out: {path}: not a .jsonl file of this folder")
    if corpus.absent:
        say(
            f"left out: {len(corpus.absent)} reports, whose texts are not here (give --reports FILE)"
        )
    return corpus
