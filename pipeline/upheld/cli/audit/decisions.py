"""`upheld audit decisions`: change what the decision model must not see, and look whether a probability moves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from upheld.cli.saying import clear_errors, say


def decisions(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Folder of the model of letters.")],
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="LETTERS...", help="Letters with decisions: files, folders, archives, tables."
        ),
    ],
) -> None:
    """Change decisions, rationales, reviewers' guidelines and outcomes told in summaries: no probability may move.

    Prints what each change did, and how well a model foretells that may read them. Exit status 1 if a
    probability moved.
    """
    from upheld.components.language import load_reader
    from upheld.decisions.errors import DecisionError
    from upheld.decisions.storage import load_letter_model
    from upheld.training.decisions.letters.auditing import audit, rows, seeing_score
    from upheld.training.decisions.letters.preparing import read_letters

    with clear_errors(DecisionError), Console(stderr=True).status("auditing"):
        loaded = load_letter_model(model)
        letters, errors = read_letters(sources)
        audited = audit(loaded, letters, load_reader()) if letters else []
        seeing = seeing_score(letters)
    for error in errors:
        say(f"left out: {error}", error=True)
    if not letters:
        say("error: no letter to audit with", error=True)
        raise typer.Exit(1)
    say("\n".join(rows(audited)))
    told = "-" if seeing is None else f"{seeing:.3f}"
    say(f"\na model that reads decisions and rationales, cross-validated by letter: ROC AUC {told}")
    if any(one.moved for one in audited):
        say("error: a probability moved with what must not be seen", error=True)
        raise typer.Exit(1)
