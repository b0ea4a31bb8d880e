"""`upheld corpus import`: letters annotated inline to a corpus file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.corpus.options import clear_errors, say
from upheld.corpus.files import write_documents
from upheld.corpus.marked import read_marked_folder


def import_marked(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder with letters annotated inline (.txt).")
    ],
    out: Annotated[Path, typer.Option(help="The corpus file to write (.jsonl).")],
) -> None:
    """Turn letters that are annotated inline into a corpus file, if they have no fault."""
    from upheld.corpus.checking import check as check_documents

    with clear_errors():
        documents = read_marked_folder(folder)
        faults = check_documents(documents, str(folder))
    for fault in faults:
        say(str(fault), error=not fault.warning)
    if any(not fault.warning for fault in faults):
        say("nothing written: mend the errors first", error=True)
        raise typer.Exit(1)
    with clear_errors():
        say(f"{out}: {write_documents(out, documents)} documents")
