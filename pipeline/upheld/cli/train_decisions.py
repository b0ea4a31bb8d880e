"""`upheld train decisions`: train a decision model from letters, or from determinations in a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from upheld.cli.corpus.options import load
from upheld.cli.decision_options import (
    Cases,
    CorpusFolder,
    Origin,
    Seed,
    Simulated,
)
from upheld.cli.saying import clear_errors, say


def decisions(
    out: Annotated[Path, typer.Option(help="Where to write the model; made if need be.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LETTERS]...",
            help="Letters with their decisions: files, folders, archives, tables."
            " With --source the file of determinations.",
        ),
    ] = None,
    source: Origin = None,
    corpus: CorpusFolder = None,
    simulated: Simulated = 0,
    seed: Seed = 7,
    cases: Cases = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Measure gradient boosting as well, by cross-validation."),
    ] = False,
) -> None:
    """Train the decision model: letters label themselves.

    Learns from letters, from the train side of a corpus and from simulated letters, as given. Writes model.skops,
    metrics.json and config.json. Exit status 1 if what is given cannot be used.
    """
    given = sources or []
    if source is not None:
        _train_on_determinations(given, source.value, out, seed)
        return
    if not (given or corpus or simulated):
        raise typer.BadParameter("give LETTERS, --corpus FOLDER or --simulated N")
    _train_on_letters(given, corpus, simulated, out, seed, cases, compare)


def _train_on_letters(
    sources: list[str],
    corpus: Path | None,
    simulated: int,
    out: Path,
    seed: int,
    cases: int | None,
    compare: bool,
) -> None:
    from upheld.components.language import load_reader
    from upheld.decisions.errors import DecisionError
    from upheld.decisions.letters import LetterModel
    from upheld.training.decisions.letters.preparing import (
        criteria_of,
        describe_source,
        learning_samples,
        read_letters,
    )
    from upheld.training.decisions.letters.training import train

    with clear_errors(DecisionError), Console(stderr=True).status("reading") as status:
        letters, errors = read_letters(sources)
        held = load(corpus, None) if corpus else None
        criteria = criteria_of(cases, seed=seed, tell=status.update)
        samples = learning_samples(
            load_reader(),
            criteria,
            corpus=held,
            letters=letters,
            simulated=simulated,
            seed=seed,
            tell=status.update,
        )
        about = describe_source(
            samples, letters=len(letters), simulated=simulated, seed=seed, cases=criteria.cases
        )
        model = LetterModel(criteria, seed=seed)
        metrics = train(model, samples, out, about, compare=compare, tell=status.update)
    for error in errors:
        say(f"left out: {error}", error=True)
    say(
        f"{metrics['items']:,} items of {metrics['letters']:,} letters, {metrics['overturned']:.3f} overturned\n"
    )
    for row in metrics.get("cross_validation", []):
        more, low, high = row["log_loss_more"]
        say(
            f"{row['population']}, {row['scorer']}: ROC AUC {row['roc_auc']:.3f}, log loss {row['log_loss']:.4f},"
            f" {more:+.4f} ({low:+.4f} to {high:+.4f}) to the regression's"
        )
    _say_written(out)


def _train_on_determinations(sources: list[str], name: str, out: Path, seed: int) -> None:
    from upheld.decisions.dmhc import TIME, create_model
    from upheld.decisions.errors import DecisionError
    from upheld.training.decisions.dmhc import read_determinations
    from upheld.training.decisions.training import describe, train

    if len(sources) != 1:
        raise typer.BadParameter(f"--source {name}: give one file of determinations")
    file = Path(sources[0])
    with clear_errors(DecisionError), Console(stderr=True).status("training"):
        read = read_determinations(file)
        about = {"name": name, **describe(file, read.known, TIME)}
        metrics = train(create_model(seed), read.known, read.outcomes, out, about)
    _print(metrics)
    _say_written(out)


def _say_written(out: Path) -> None:
    for name in ("model.skops", "metrics.json", "config.json"):
        say(f"written: {out / name}")


def _print(metrics: dict[str, Any]) -> None:
    say(f"{metrics['decisions']:,} determinations, {metrics['overturned']:.3f} overturned\n")
    for row in metrics["held_out"]:
        auc = row["roc_auc"]
        told = "-" if auc is None else f"{auc:.3f}"
        say(f"held out {row['value']}: {row['decisions']:,} determinations, ROC AUC {told}")
