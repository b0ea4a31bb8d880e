"""`upheld corpus differences`: where two readings differ, in words."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.corpus.options import Folder, Reports, load
from upheld.cli.saying import clear_errors, say


class Shown(StrEnum):
    """The sides whose texts may be shown: those of the test side are not read."""

    train = "train"
    development = "development"


def differences(
    folder: Folder,
    first: Annotated[Path, typer.Argument(help="A reading (.jsonl).")],
    second: Annotated[Path, typer.Argument(help="Another of the same documents.")],
    out: Annotated[Path, typer.Option(help="The file to write (.jsonl).")],
    reports: Reports = None,
    side: Annotated[Shown, typer.Option(help="Whose documents; test is none.")] = Shown.development,
) -> None:
    """Write the places where two readings of a side's documents differ: sentence, both readings, gold.

    They are the hard cases of a corpus. Prints how many there are, by what they differ in.
    """
    from upheld.corpus.differences import differences_in_sentences
    from upheld.corpus.files import read_readings, write_lines

    with clear_errors():
        corpus = load(folder, reports)
        found = list(
            differences_in_sentences(
                corpus.side(side.value), read_readings(first), read_readings(second)
            )
        )
        write_lines(out, found)
    for kind, count in Counter(place["kind"] for place in found).most_common():
        say(f"{kind}: {count}")
    say(f"{out}: {len(found)} places")
