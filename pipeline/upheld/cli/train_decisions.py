"""`upheld train decisions`: train a decision model from determinations in a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from upheld.cli.corpus.options import say
from upheld.cli.decision_options import File, Origin, clear_source_errors


def decisions(
    file: File,
    source: Origin,
    out: Annotated[Path, typer.Option(help="Where to write the model; made if need be.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 7,
) -> None:
    """Train the decision model on all years of a file.

    Writes model.skops, metrics.json (of years that were held out one after the other) and config.json. Exit status 1
    if the file cannot be used.
    """
    from upheld.decisions.dmhc import TIME, create_model
    from upheld.training.decisions.dmhc import read_determinations
    from upheld.training.decisions.training import describe, train

    with clear_source_errors(), Console(stderr=True).status("training"):
        read = read_determinations(file)
        about = {"name": source.value, **describe(file, read.known, TIME)}
        metrics = train(create_model(seed), read.known, read.outcomes, out, about)
    _print(metrics)
    for name in ("model.skops", "metrics.json", "config.json"):
        say(f"written: {out / name}")


def _print(metrics: dict[str, Any]) -> None:
    say(f"{metrics['decisions']:,} determinations, {metrics['overturned']:.3f} overturned\n")
    for row in metrics["held_out"]:
        auc = row["roc_auc"]
        told = "-" if auc is None else f"{auc:.3f}"
        say(f"held out {row['value']}: {row['decisions']:,} determinations, ROC AUC {told}")
