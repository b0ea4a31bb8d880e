"""`upheld annotate select`: which letters to annotate next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.annotate.options import clear_failures
from upheld.cli.saying import say


def select(
    source: Annotated[
        str, typer.Argument(metavar="LETTERS", help="Letters, as upheld extract reads them.")
    ],
    count: Annotated[int, typer.Option(min=1, help="How many letters to choose.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the chosen letters as a file that push takes (.jsonl)."
        ),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The corpus that the letters should add to."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Folder or package of the pipeline that is asked, by default ours."),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(help="Name of the text column of tables, if none of the usual.")
    ] = None,
) -> None:
    """Choose the letters that the model is least sure of, and that the corpus has none like, over all families.

    Prints them in their order, each with its family, doubt and novelty (0 to 1). Exit status 1 if a letter could not
    be read.
    """
    from upheld.annotating.outgoing import read_outgoing
    from upheld.annotating.selecting import select as choose
    from upheld.components import load
    from upheld.corpus.files import write_documents
    from upheld.corpus.folder import load_corpus
    from upheld.reading import ReadingError

    with clear_failures():
        read = list(read_outgoing(source, text_column=text_column))
        errors = [each for each in read if isinstance(each, ReadingError)]
        letters = [each for each in read if not isinstance(each, ReadingError)]
        known = load_corpus(corpus).documents if corpus else []
        choices = choose(letters, known, load(model), count)
        for error in errors:
            say(f"error: {error}", error=True)
        say("| letter | family | doubt | novelty |\n| --- | --- | ---: | ---: |")
        for choice in choices:
            say(
                f"| {choice.document.id} | {choice.family} | {choice.doubt:.3f} | {choice.novelty:.3f} |"
            )
        if out is not None:
            say(f"{out}: {write_documents(out, [choice.document for choice in choices])} letters")
    if errors:
        raise typer.Exit(1)
