"""`upheld evaluate entities`: measure an entity model beside its baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from upheld.cli.corpus.options import Reports, load
from upheld.cli.evaluate.options import CorpusFolder, Judged, JudgedSide, Out
from upheld.cli.saying import clear_errors, say

if TYPE_CHECKING:
    from upheld.corpus.document import Document
    from upheld.training.finders import Finder

MODEL = "model"


def entities(
    corpus: CorpusFolder,
    out: Out,
    model: Annotated[
        Path | None,
        typer.Option(help="Folder of the pipeline to measure; without it the baselines alone."),
    ] = None,
    reports: Reports = None,
    side: JudgedSide = Judged.development,
    compare: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=PATH", help="Another pipeline to measure; may be given more than once."
        ),
    ] = None,
) -> None:
    """Measure an entity model beside a dictionary and a CRF that learn from the train side.

    Prints Markdown tables; writes metrics.json, scores.csv, confusion.csv and spans.parquet, which holds every miss,
    false alarm and right span; and of letters of the development side errors.jsonl, each error in its sentence.
    """
    from upheld.corpus.building import require_fit
    from upheld.training.baselines import BASELINES
    from upheld.training.evaluating import evaluate as measure
    from upheld.training.evaluating import write
    from upheld.training.sides import read_side
    from upheld.training.tables import comparison, details

    models = _models(model, compare or [], set(BASELINES))
    with clear_errors(), Console(stderr=True).status("reading the corpus") as status:
        held = load(corpus, reports)
        require_fit(held)
        judged, train = read_side(held, side), read_side(held, "train")
        documents = {document.id: document for document in judged.documents}
        finders = {name: _pipeline(path, documents) for name, path in models.items()}
        for name, learn in BASELINES.items():
            status.update(f"learning: {name}")
            finders[name] = learn(train.docs)
        evaluation = measure(judged, finders, tell=lambda name: status.update(f"finding: {name}"))
        paths = write(evaluation, out)
    say(f"{side} side: {len(judged.docs)} documents\n")
    say(comparison(evaluation.scores) + "\n")
    first = next(iter(finders))
    say(f"{first}, by label, part and family:\n\n{details(evaluation.scores, first)}\n")
    if judged.left_out:
        say(f"gold spans outside the clinical parts, not asked for: {judged.left_out}")
    for path in paths:
        say(f"written: {path}")


def _models(model: Path | None, compare: list[str], taken: set[str]) -> dict[str, Path]:
    """Give the pipelines to measure by their names."""
    models = {MODEL: model} if model is not None else {}
    for entry in compare:
        name, sign, path = entry.partition("=")
        if not (name and sign and path):
            raise typer.BadParameter(f"--compare {entry}: give NAME=PATH")
        if name in models or name in taken:
            raise typer.BadParameter(f"--compare {entry}: {name} is taken, give another name")
        models[name] = Path(path)
    return models


def _pipeline(path: Path, documents: dict[str, Document]) -> Finder:
    import upheld
    from upheld.training.finders import of_pipeline

    return of_pipeline(upheld.load(path), documents)
