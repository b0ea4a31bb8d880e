"""What the commands on corpora share: the corpus they work on, and how they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from upheld.corpus.document import CorpusError
from upheld.corpus.folder import Corpus, load_corpus
from upheld.display.terminal import printable

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


def say(words: str, *, error: bool = False) -> None:
    """Print lines as they are, however long; errors go to standard error."""
    Console(stderr=error).print(
        "\n".join(map(printable, words.split("\n"))),
        style="red" if error else None,
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what is wrong with a corpus into one line on standard error and exit status 1."""
    try:
        yield
    except (CorpusError, OSError) as error:
        say(f"error: {error}", error=True)
        raise typer.Exit(1) from None


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
