"""`upheld evaluate meaning`: measure what is said of the meaning of entities and items."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from upheld.cli.corpus.options import load
from upheld.cli.evaluate.options import CorpusFolder, Judged, JudgedSide, Out
from upheld.cli.saying import clear_errors, say


def meaning(
    corpus: CorpusFolder,
    out: Out,
    side: JudgedSide = Judged.development,
    model: Annotated[
        Path | None,
        typer.Option(help="Folder of a pipeline; without it the model that is shipped."),
    ] = None,
) -> None:
    """Measure status, quantities, attachment, sites, codes and requests beside rules alone and the obvious baseline.

    Entities are given, as they stand in the gold. Prints a Markdown table; writes scores.csv and errors.parquet, which
    holds every wrong answer.
    """
    import upheld
    from upheld.training.meaning.baselines import obvious
    from upheld.training.meaning.cases import read_cases
    from upheld.training.meaning.measuring import errors, measure, our_finders
    from upheld.training.meaning.tables import comparison
    from upheld.training.packing import meaning_of

    with clear_errors(ValueError), Console(stderr=True).status("measuring"):
        models = meaning_of(upheld.load(model)).models
        cases = read_cases(load(corpus, None), corpus, side)
        finders = our_finders(models) | {"baseline": obvious()}
        scores = measure(cases, finders)
        out.mkdir(parents=True, exist_ok=True)
        scores.to_csv(out / "scores.csv", index=False, float_format="%.4f")
        errors(cases, finders["model"]).to_parquet(out / "errors.parquet", index=False)
    say(f"{side} side: {len(cases)} letters\n")
    say(comparison(scores) + "\n")
    for name in ("scores.csv", "errors.parquet"):
        say(f"written: {out / name}")
