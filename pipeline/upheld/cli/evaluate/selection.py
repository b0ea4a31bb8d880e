"""`upheld evaluate selection`: whether choosing letters to annotate pays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.corpus.options import load
from upheld.cli.evaluate.options import ascending
from upheld.cli.saying import clear_errors, say


def selection(
    corpus: Annotated[
        Path, typer.Option(metavar="FOLDER", help="An annotated corpus with its split.")
    ],
    out: Annotated[Path, typer.Option(help="Folder that gets selection.csv and selection.svg.")],
    sizes: Annotated[
        str, typer.Option(help="Numbers of annotated letters, ascending, with commas.")
    ] = "10,20,40,80",
    seeds: Annotated[int, typer.Option(min=1, help="How often all of it is repeated.")] = 3,
    steps: Annotated[int, typer.Option(min=1, help="Training steps of each model.")] = 300,
) -> None:
    """Simulate annotation: F1 by the number of annotated letters, chosen by `upheld annotate select` and at random.

    The gold of the train side stands for the annotators, the development side measures; the test side is not read.
    """
    from upheld.annotating.simulating import Design, draw_figure, simulate_selection
    from upheld.training.learning import SMALL

    numbers = ascending(sizes)
    every = {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 3)}
    with clear_errors():
        rows = simulate_selection(
            load(corpus, None), Design(numbers, seeds, {**SMALL, **every}), say
        )
        out.mkdir(parents=True, exist_ok=True)
        rows.to_csv(out / "selection.csv", index=False)
        try:
            draw_figure(rows, out / "selection.svg")
        except ImportError:
            say("no figure: matplotlib is not installed: pip install 'upheld[figures]'", error=True)
    means = rows.groupby(["letters", "way"])["f1"].mean().unstack()
    words = rows.groupby(["letters", "way"])["words"].mean().unstack()
    say("| letters | selected | random | words, selected | words, random |")
    say("| ---: | ---: | ---: | ---: | ---: |")
    for size in numbers:
        f1, count = means.loc[size], words.loc[size]
        say(
            f"| {size} | {f1['selected']:.3f} | {f1['random']:.3f}"
            f" | {count['selected']:.0f} | {count['random']:.0f} |"
        )
