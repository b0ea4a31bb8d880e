"""`upheld annotate pull`: annotations back into a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from upheld.annotating.kinds import kind_of
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

if TYPE_CHECKING:
    from upheld.annotating.incoming import Pulled


def pull(
    project: Project,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="The corpus file to write (.jsonl); without --annotator FILE.NAME.jsonl for each annotator.",
        ),
    ],
    annotator: Annotated[
        str | None, typer.Option(help="Take the annotations of this user of the server alone.")
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="CORPUS",
            help="Merge the letters that --annotator confirmed into this corpus, after its check.",
        ),
    ] = None,
    side: Annotated[
        Literal["train", "development", "test", "dealt"],
        typer.Option(
            help="Side of the new cases; dealt gives them out as upheld corpus split does. Letters that a model"
            " pre-labelled are no fair test of it."
        ),
    ] = "train",
    kind: KindOption = "entities",
    server: Address = LOOPBACK,
    user: User = ADMIN,
) -> None:
    """Bring annotations back from a doccano project, in the form of a corpus.

    A document of each annotator and letter, with comments and whether it was confirmed, and by whom approved. Every
    span that cannot be kept is named with document, offsets and reason. Exit status: 0 if all could be kept, else 1.
    """
    from upheld.annotating.exchange import pull as pull_all
    from upheld.annotating.incoming import read_pulled

    if into is not None and annotator is None:
        raise typer.BadParameter("--into takes the reading of one: give --annotator")
    chosen = kind_of(kind)
    with clear_failures():
        pulled = read_pulled(pull_all(log_in(server, user), project, chosen), chosen)
        faults = [f for f in pulled.faults if annotator in (None, f.source)]
        for fault in faults:
            say(str(fault), error=not fault.warning)
        _write(pulled, out, annotator)
        merged = _merge(pulled, into, project, annotator, side) if into and annotator else True
    if not merged or any(not fault.warning for fault in faults):
        raise typer.Exit(1)


def _write(pulled: Pulled, out: Path, annotator: str | None) -> None:
    from upheld.annotating.errors import AnnotateError
    from upheld.corpus.files import write_documents

    names = sorted(pulled.documents) if annotator is None else [annotator]
    if not names or (annotator and annotator not in pulled.documents):
        who = annotator or "anybody"
        raise AnnotateError(f"there is no annotation of {who} in the project yet: nothing written")
    for name in names:
        path = out if annotator else out.with_name(f"{out.stem}.{name}{out.suffix}")
        count = write_documents(path, pulled.documents[name])
        say(
            f"{path}: {count} letters of {name}, {len(pulled.confirmed(name))} confirmed,"
            f" {pulled.untouched.get(name, 0)} not begun"
        )


def _merge(pulled: Pulled, folder: Path, project: str, annotator: str, side: str) -> bool:
    """Merge into a corpus, say what came of it, and whether it was written."""
    from upheld.annotating.merging import merge
    from upheld.corpus.splits import SIDES

    confirmed = pulled.confirmed(annotator)
    merged = merge(folder, project, confirmed, None if side == "dealt" else side)
    for name in merged.elsewhere:
        say(f"left out: {name}: another file of {folder} holds this letter")
    errors = [fault for fault in merged.faults if not fault.warning]
    for fault in errors:
        say(str(fault), error=True)
    if errors:
        say(f"nothing merged into {folder}: mend the errors first", error=True)
        return False
    if not merged.is_written:
        say(f"nothing to merge into {folder}: confirm the letters in the project first")
        return True
    sides = ", ".join(f"{merged.sides[side]} {side}" for side in SIDES)
    say(
        f"{merged.path}: {merged.added} letters added, {merged.replaced} replaced; new cases: {sides}"
    )
    return True
