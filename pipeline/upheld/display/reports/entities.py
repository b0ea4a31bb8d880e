"""The sections on an entity model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from upheld import plots
from upheld.display.errors import render_errors
from upheld.display.reports.section import Section, as_table, pictures, read_objects, read_table
from upheld.training.naming import ALL, GROUPS

_RATES = ("precision", "recall", "f1", "overlap_f1")


def entity_sections(folder: Path) -> Iterator[Section]:
    """Give the sections for what `upheld evaluate entities` or `learning` wrote into a folder; none where it did not.

    Raises:
        OSError: a file cannot be read.

    """
    scores = read_table(folder / "scores.csv")
    if scores is not None and "finder" in scores:
        yield from _measured(folder, scores)
    learning = read_table(folder / "learning.csv")
    if learning is not None:
        yield Section(
            "Score by the number of training letters",
            _learnt(learning, folder / "learning.json"),
            pictures([lambda: plots.learning_curve(learning)]),
        )


def _learnt(learning: pd.DataFrame, path: Path) -> str:
    """Say how a learning curve was measured."""
    about = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    steps = about.get("settings", {}).get("training.max_steps")
    length = f" for {steps:,} steps" if steps else ""
    return (
        f"A small network, trained anew{length} for each number of letters ({learning['seed'].nunique()} runs),"
        " measured on the development side: the mean of the runs, and from the lowest to the highest. The slope tells"
        " what more letters are worth; the height is not that of the model of the program."
    )


def _measured(folder: Path, scores: pd.DataFrame) -> Iterator[Section]:
    about = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    finder = str(scores["finder"].iloc[0])
    yield Section(
        "Finders beside one another",
        f"{about['side']} side: {about['documents']} documents. Exact spans; the intervals are those of bootstrap"
        " samples of documents.",
        pictures([lambda: plots.finders_beside(scores, first=finder)]),
        [as_table(_shown(scores[(scores[["family", "label"]] == ALL).all(axis=1)], "finder"))],
    )
    yield Section(
        f"Scores of the finder {finder}",
        "By label, family and part of the corpus.",
        pictures(
            [
                lambda: plots.scores_by(scores, "label", finder=finder),
                lambda: plots.scores_by(scores, "family", finder=finder),
                lambda: plots.scores_by(scores, "part", finder=finder),
            ]
        ),
        [as_table(_shown(scores[scores["finder"] == finder], *GROUPS))],
    )
    confusion = read_table(folder / "confusion.csv")
    spans = folder / "spans.parquet"
    if confusion is not None and spans.is_file():
        held = pd.read_parquet(spans)
        yield Section(
            "Errors",
            "Missed and false spans, wrong ends and wrong labels.",
            pictures(
                [
                    lambda: plots.confusion_matrix(confusion, finder=finder),
                    lambda: plots.errors_by_kind(held, finder=finder),
                ]
            ),
            _in_sentences(folder / "errors.jsonl"),
        )


def _in_sentences(path: Path) -> list[Markup]:
    if not path.is_file():
        return []
    return [Markup(render_errors(read_objects(path), most=25))]  # noqa: S704 - the template escapes it.


def _shown(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    kept = [*dict.fromkeys(("part", *names)), "documents", "gold", "found", "right"]
    intervals = [f"{name}{end}" for name in _RATES for end in ("", "_low", "_high")]
    return plots.with_intervals(rows[[*kept, *intervals]], _RATES)
