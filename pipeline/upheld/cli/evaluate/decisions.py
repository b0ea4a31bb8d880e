"""`upheld evaluate decisions`: measure the decision model on years to come, beside its baselines."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from upheld.cli.corpus.options import say
from upheld.cli.decision_options import File, Origin, clear_source_errors
from upheld.cli.evaluate.options import Out

MODEL = "model"


def decisions(
    file: File,
    source: Origin,
    out: Out,
    frozen_until: Annotated[
        int, typer.Option(help="Last year to learn from; all later ones are asked of.")
    ] = 2010,
    error_rate: Annotated[
        float,
        typer.Option(help="Of the conformal sets: how often the outcome may fall out of the set."),
    ] = 0.1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same scores.")] = 7,
) -> None:
    """Measure the decision model beside its baselines on the years after one: frozen, and refitted each year.

    Trains everything anew; prints Markdown tables; writes metrics.json, scores.csv and predictions.parquet.
    """
    from upheld.decisions.dmhc import TIME, create_model
    from upheld.training.decisions.dmhc import read_determinations
    from upheld.training.decisions.dmhc_baselines import create_baselines
    from upheld.training.decisions.evaluating import SETTINGS, evaluate, write
    from upheld.training.decisions.tables import abstaining, comparison, drift

    if not 0 < error_rate < 1:
        raise typer.BadParameter(f"--error-rate {error_rate}: give a number between 0 and 1")
    with clear_source_errors(), Console(stderr=True).status("reading") as status:
        read = read_determinations(file)
        evaluation = evaluate(
            read.known,
            read.outcomes,
            {MODEL: create_model(seed), **create_baselines(seed)},
            time=TIME,
            groups=("treatment",),
            frozen_until=frozen_until,
            error_rate=error_rate,
            tell=lambda name: status.update(f"learning: {name}"),
        )
        paths = write(evaluation, out)
    scores = evaluation.scores
    for setting in SETTINGS:
        say(f"{source.value}, years after {frozen_until}, {setting}:\n")
        say(comparison(scores, setting) + "\n")
    say(f"{MODEL}, sets of outcomes at an error rate of {error_rate:g}:\n")
    say(abstaining(scores, MODEL) + "\n")
    for group in ("year", "treatment"):
        say(f"{MODEL}, by {group}:\n\n{drift(scores, MODEL, group)}\n")
    for path in paths:
        say(f"written: {path}")
