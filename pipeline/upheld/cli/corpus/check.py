"""`upheld corpus check`: name every fault."""

from __future__ import annotations

from typing import Annotated

import typer

from upheld.cli.corpus.options import Folder, Reports, load
from upheld.cli.saying import clear_errors, say
from upheld.corpus.document import CorpusError


def check(
    folder: Folder,
    reports: Reports = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Leave out the warnings, print their number alone.")
    ] = False,
) -> None:
    """Check a corpus: every fault with file, document, offsets and reason.

    Errors: a line that cannot be read, overlap, white space or punctuation at an edge, a span off the tokens, an
    unknown label, an item that is not in the letter, a hash that does not match, an id or a text that stands twice, a
    case without a side, a held-out document that shares a passage with another side. Warnings: the same words labelled
    two ways, a case of splits.json that no document has. Exit status: 0 without errors, 1 with any.
    """
    from upheld.corpus.checking import check_corpus

    unreadable: list[CorpusError] = []
    with clear_errors():
        corpus = load(folder, reports, unreadable)
        faults = check_corpus(corpus)
    for error in unreadable:
        say(f"error: {error}", error=True)
    errors = [fault for fault in faults if not fault.warning]
    for fault in errors if quiet else faults:
        say(str(fault), error=not fault.warning)
    count = len(unreadable) + len(errors)
    say(
        f"{len(corpus.documents)} documents checked: {count} errors,"
        f" {len(faults) - len(errors)} warnings"
    )
    if count:
        raise typer.Exit(1)
