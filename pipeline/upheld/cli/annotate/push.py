"""`upheld annotate push`: letters to an annotation project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from upheld.annotating.kinds import Kind, kind_of
from upheld.cli.annotate.options import (
    ADMIN,
    LOOPBACK,
    Address,
    KindOption,
    Project,
    User,
    clear_failures,
    log_in,
)
from upheld.cli.saying import say


def push(
    source: Annotated[
        str,
        typer.Argument(
            metavar="LETTERS|CORPUS",
            help="Letters, as upheld extract reads them, a corpus folder or a corpus file.",
        ),
    ],
    project: Project,
    kind: KindOption = "entities",
    pre_label: Annotated[
        bool,
        typer.Option(
            "--pre-label", help="Label them with the current model, for the user who logs in."
        ),
    ] = False,
    with_labels: Annotated[
        bool, typer.Option("--with-labels", help="Upload the labels of the corpus as well.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(help="Folder or package of the pipeline that pre-labels, by default ours."),
    ] = None,
    annotator: Annotated[
        list[str] | None,
        typer.Option(
            help="A user of the server who annotates in the project. May be given more than once."
        ),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(help="Name of the text column of tables, if none of the usual.")
    ] = None,
    server: Address = LOOPBACK,
    user: User = ADMIN,
) -> None:
    """Create or update a doccano project and upload letters to it.

    Safe to repeat: a letter is known by its hash and uploaded once, and labels go on where an upload was broken off.
    Labels belong to the user who uploads them. Exit status: 0 if all letters are there, else 1.
    """
    from upheld.annotating.exchange import push as push_all

    if pre_label and with_labels:
        raise typer.BadParameter("--pre-label and --with-labels exclude each other")
    chosen = kind_of(kind)
    errors: list[str] = []
    into = log_in(
        server, user
    )  # Asks for the password before the letters are read, which takes its time.
    with clear_failures():
        records = list(_records(source, chosen, text_column, pre_label, with_labels, model, errors))
        for error in errors:
            say(f"error: {error}", error=True)
        if not records:
            say("nothing to push: no letter could be read", error=True)
            raise typer.Exit(1)
        done = push_all(into, project, chosen, records, annotator or ())
    for letter in done.refused:
        say(f"error: {letter['id']}: the server refused it: {letter['reason']}", error=True)
    say(
        f"{server}/projects/{done.project}: {done.uploaded} letters uploaded, {done.known} were there already"
    )
    if pre_label or with_labels:
        say(f"{done.spans} labels in {done.labelled} letters, as {user}'s")
    if errors or done.refused:
        raise typer.Exit(1)


def _records(
    source: str,
    kind: Kind,
    text_column: str | None,
    pre_label: bool,
    with_labels: bool,
    model: str | None,
    errors: list[str],
) -> Iterator[dict[str, Any]]:
    """Give the records of the letters; why one could not be read goes to `errors`."""
    from upheld.annotating.outgoing import PreLabeller, read_outgoing, to_record
    from upheld.reading import ReadingError

    labeller = PreLabeller(model) if pre_label else None
    for document in read_outgoing(source, text_column=text_column):
        if isinstance(document, ReadingError):
            errors.append(str(document))
            continue
        labelled = labeller.label(document, kind) if labeller else document
        yield to_record(labelled, kind, labelled=pre_label or with_labels)
