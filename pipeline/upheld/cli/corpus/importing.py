"""`upheld corpus import`: letters annotated inline to a corpus file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say
from upheld.corpus.files import write_documents
from upheld.corpus.marked import find_marked, read_marked


def import_marked(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder with letters annotated inline (.txt).")
    ],
    out: Annotated[Path, typer.Option(help="The corpus file to write (.jsonl).")],
) -> None:
    """Turn letters that are annotated inline into a corpus file, if they have no fault.

    Files that are no letters are named and left out. Exit status: 0 if the file was written, else 1.
    """
    from upheld.corpus.checking import check as check_documents

    with clear_errors():
        letters, passed_over = find_marked(folder)
        for path in passed_over:
            say(f"left out: {path}: not a letter (.txt)")
        sources = {path.stem: str(path) for path in letters}
        documents = [read_marked(path) for path in letters]
        found = check_documents(documents)
        faults = [replace(fault, source=sources[fault.document]) for fault in found]
    for fault in faults:
        say(str(fault), error=not fault.warning)
    if any(not fault.warning for fault in faults):
        say("nothing written: mend the errors first", error=True)
        raise typer.Exit(1)
    with clear_errors():
        say(f"{out}: {write_documents(out, documents)} documents")
