"""`upheld evaluate learning`: how the entity model grows with the number of training letters."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from upheld.cli.corpus.options import load
from upheld.cli.evaluate.options import CorpusFolder, Out, ascending
from upheld.cli.saying import clear_errors, say


def learning(
    corpus: CorpusFolder,
    out: Out,
    sizes: Annotated[
        str, typer.Option(help="Numbers of training letters, ascending, with commas.")
    ] = "10,20,40,80,160,320",
    seeds: Annotated[
        int, typer.Option(min=1, help="How often all of it is repeated with other letters.")
    ] = 2,
    steps: Annotated[int, typer.Option(min=1, help="Training steps of each model.")] = 300,
) -> None:
    """Measure F1 by the number of training letters, drawn at random from the train side.

    A small network is trained for few steps, without vectors and simulated letters: the curve tells what more letters
    are worth, not what the best model reaches. The development side measures; the test side is not read. Writes
    learning.csv and learning.json, which tells how it was measured.
    """
    from upheld.training.learning import SMALL, LearningDesign, learn_curve
    from upheld.training.naming import ALL

    numbers = ascending(sizes)
    every = {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 3)}
    design = LearningDesign(numbers, seeds, {**SMALL, **every})
    with clear_errors():
        rows = learn_curve(load(corpus, None), design, tell=say)
        out.mkdir(parents=True, exist_ok=True)
        rows.to_csv(out / "learning.csv", index=False, float_format="%.4f")
        about = {"side": "development", "seeds": seeds, "settings": design.settings}
        (out / "learning.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    together = rows[rows["label"] == ALL].groupby("letters")["f1"].agg(["mean", "min", "max"])
    say("| letters | F1 | lowest | highest |")
    say("| ---: | ---: | ---: | ---: |")
    for size, row in together.iterrows():
        say(f"| {size} | {row['mean']:.3f} | {row['min']:.3f} | {row['max']:.3f} |")
    say(f"written: {out / 'learning.csv'}")
    say(f"written: {out / 'learning.json'}")
