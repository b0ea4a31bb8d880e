"""`upheld annotate agreement`: compare what annotators marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say


def agreement(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE FILE [...]",
            help="Corpus files of the same letters, one for each annotator (.jsonl).",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Write the disagreements into this HTML page.")
    ] = None,
) -> None:
    """Print how far annotators agree: exact-span F1 by label, and Cohen's kappa of the labels of tokens.

    Each pair is compared on the letters that both read.
    """
    from upheld.annotating.comparing import compare, differing_places, read_readers
    from upheld.corpus.whole import whole_file
    from upheld.display.disagreements import render_disagreements

    if len(files) < 2:
        raise typer.BadParameter("give two files or more, one for each annotator")
    with clear_errors():
        readers = read_readers(files)
        comparisons = compare(readers)
        places = list(differing_places(readers))
        if out is not None:
            with whole_file(out) as unfinished:
                unfinished.write_text(render_disagreements(comparisons, places), encoding="utf-8")
    for pair in comparisons:
        say(
            f"{pair.first} and {pair.second}: {pair.letters} letters that both read, {pair.alone} of one alone;"
            f" kappa {pair.kappa:.3f} on {pair.tokens} tokens\n"
        )
        say("| label | F1 | both | first only | second only |\n| --- | ---: | ---: | ---: | ---: |")
        for label, held in pair.counts.items():
            say(
                f"| {label} | {held.f1:.3f} | {held.both} | {held.first_only} | {held.second_only} |"
            )
        say("")
    say(f"{len(places)} places are marked differently" + (f": {out}" if out else ""))
