"""`upheld evaluate decisions`: measure the decision model on held-out letters or determinations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from upheld.cli.corpus.options import load
from upheld.cli.decision_options import (
    Cases,
    CorpusFolder,
    Origin,
    Seed,
    Simulated,
    require_rate,
)
from upheld.cli.evaluate.options import Judged, JudgedSide, Out
from upheld.cli.saying import clear_errors, say

MODEL = "model"


def decisions(
    out: Out,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="With --source the file of determinations."),
    ] = None,
    source: Origin = None,
    corpus: CorpusFolder = None,
    simulated: Simulated = 0,
    learned: Annotated[
        int, typer.Option(min=0, help="From how many simulated letters the baselines learn.")
    ] = 2_000,
    model: Annotated[
        Path | None, typer.Option(help="Folder of the model of letters; without it one is trained.")
    ] = None,
    side: JudgedSide = Judged.development,
    frozen_until: Annotated[
        int, typer.Option(help="With --source: last year to learn from; later ones are asked of.")
    ] = 2010,
    error_rate: Annotated[
        float,
        typer.Option(help="Of the conformal sets: how often the outcome may fall out of the set."),
    ] = 0.1,
    fewest: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Groups with fewer decisions are left out: by default 150, or 40 of letters, 100 simulated.",
        ),
    ] = None,
    seed: Seed = 7,
    cases: Cases = None,
) -> None:
    """Measure the decision model beside its baselines.

    On letters: one side of the corpus and simulated letters of another seed. With --source: the years after one, frozen
    and refitted each year. Prints Markdown tables; writes metrics.json, scores.csv and predictions.parquet; of letters
    importance.csv (what is lost without each kind of what is known) too, and of those of the development side
    explanations.jsonl (what moved each item). Exit status 1 if it cannot be used.
    """
    require_rate(error_rate)
    if source is not None:
        if file is None:
            raise typer.BadParameter(f"--source {source.value}: give the file of determinations")
        _on_determinations(file, source.value, out, frozen_until, error_rate, fewest, seed)
        return
    if corpus is None:
        raise typer.BadParameter("give --corpus FOLDER, or --source with a file")
    _on_letters(corpus, simulated, learned, model, str(side), out, error_rate, fewest, seed, cases)


def _on_letters(
    corpus: Path,
    simulated: int,
    learned: int,
    folder: Path | None,
    side: str,
    out: Path,
    error_rate: float,
    fewest: int | None,
    seed: int,
    cases: int | None,
) -> None:
    from upheld.components.language import load_reader
    from upheld.corpus.files import write_lines
    from upheld.decisions.errors import DecisionError
    from upheld.decisions.letters import LetterModel
    from upheld.decisions.storage import load_letter_model
    from upheld.training.decisions.letters.baselines import create_baselines
    from upheld.training.decisions.letters.evaluating import evaluate, way_to_best, write
    from upheld.training.decisions.letters.explanations import explain_documents
    from upheld.training.decisions.letters.preparing import (
        asked_samples,
        criteria_of,
        learning_samples,
    )
    from upheld.training.decisions.tables import comparison, drift, readings, sets

    with clear_errors(DecisionError), Console(stderr=True).status("reading") as status:
        held = load(corpus, None)
        given = load_letter_model(folder) if folder else None
        criteria = given.criteria if given else criteria_of(cases, seed=seed, tell=status.update)
        nlp = load_reader()
        made_up = learned if simulated else 0
        learnt = learning_samples(
            nlp, criteria, corpus=held, simulated=made_up, seed=seed, tell=status.update
        )
        fitted = given or LetterModel(criteria, seed=seed).fit(
            learnt.table, learnt.outcomes, learnt.letters, learnt.populations
        )
        asked = asked_samples(
            nlp,
            criteria,
            corpus=held,
            side=side,
            simulated=simulated,
            seed=seed,
            tell=status.update,
        )
        evaluation = evaluate(
            fitted,
            create_baselines(seed),
            learnt,
            asked,
            error_rate=error_rate,
            fewest=fewest,
            tell=status.update,
        )
        paths = write(evaluation, out)
        if side == Judged.development:
            status.update("explaining")
            written = [d for d in held.side(side) if d.part == "letters"]
            paths.append(out / "explanations.jsonl")
            explained = explain_documents(written, nlp, fitted, error_rate=error_rate)
            write_lines(paths[-1], explained)
    scores = evaluation.scores
    for setting, samples in asked.items():
        say(f"{setting}: {len(samples):,} items of {len(set(samples.letters)):,} letters\n")
        say(comparison(scores, setting) + "\n")
        way = way_to_best(scores, setting)
        if way is not None:
            say(f"{MODEL}: {way:.3f} of the way from 0.5 to the best reachable ROC AUC\n")
    say(f"{MODEL}, sets of outcomes at an error rate of {error_rate:g}:\n")
    say(sets(scores, MODEL) + "\n")
    for group in ("kind", "age", "sex"):
        say(f"{MODEL}, by {group}:\n\n{drift(scores, MODEL, group)}\n")
    say(f"decisions read off the letters:\n\n{readings(evaluation.readings)}\n")
    for path in paths:
        say(f"written: {path}")


def _on_determinations(
    file: Path,
    name: str,
    out: Path,
    frozen_until: int,
    error_rate: float,
    fewest: int | None,
    seed: int,
) -> None:
    from upheld.decisions.dmhc import TIME, create_model
    from upheld.decisions.errors import DecisionError
    from upheld.training.decisions.dmhc import read_determinations
    from upheld.training.decisions.dmhc_baselines import create_baselines
    from upheld.training.decisions.evaluating import SETTINGS, evaluate, write
    from upheld.training.decisions.measuring import FEWEST
    from upheld.training.decisions.tables import abstaining, comparison, drift

    with clear_errors(DecisionError), Console(stderr=True).status("reading") as status:
        read = read_determinations(file)
        evaluation = evaluate(
            read.known,
            read.outcomes,
            {MODEL: create_model(seed), **create_baselines(seed)},
            time=TIME,
            groups=("treatment",),
            frozen_until=frozen_until,
            error_rate=error_rate,
            fewest=fewest or FEWEST,
            tell=lambda step: status.update(f"learning: {step}"),
        )
        paths = write(evaluation, out)
    scores = evaluation.scores
    for setting in SETTINGS:
        say(f"{name}, years after {frozen_until}, {setting}:\n")
        say(comparison(scores, setting) + "\n")
    say(f"{MODEL}, sets of outcomes at an error rate of {error_rate:g}:\n")
    say(abstaining(scores, MODEL) + "\n")
    for group in ("year", "treatment"):
        say(f"{MODEL}, by {group}:\n\n{drift(scores, MODEL, group)}\n")
    for path in paths:
        say(f"written: {path}")
