"""The sections on a decision model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from upheld import plots
from upheld.display.reports.section import Section, as_table, pictures, read_objects, read_table
from upheld.display.surprising import render_surprising
from upheld.training.decisions.measuring import ALL
from upheld.training.decisions.metrics import METRICS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GROUPS = ("kind", "treatment")


def decision_sections(folder: Path) -> Iterator[Section]:
    """Give the sections for what `upheld evaluate decisions` wrote into a folder; none where it did not.

    Raises:
        OSError: a file cannot be read.

    """
    scores, said = read_table(folder / "scores.csv"), folder / "predictions.parquet"
    if scores is None or "classifier" not in scores or not said.is_file():
        return
    predictions, moved = pd.read_parquet(said), read_table(folder / "importance.csv")
    for setting in dict.fromkeys(scores["setting"]):
        yield _in_setting(setting, scores, predictions[predictions["setting"] == setting], moved)
    if (scores["group"] == "year").any():
        yield Section(
            "Over time",
            "Frozen: learnt once. Refitted: learnt anew before each year from all years before it.",
            pictures(
                [lambda: plots.overturned_over_time(scores), lambda: plots.auc_over_time(scores)]
            ),
        )
    explained = folder / "explanations.jsonl"
    if explained.is_file():
        yield _surprising(read_objects(explained))


def _in_setting(
    setting: str, scores: pd.DataFrame, predictions: pd.DataFrame, moved: pd.DataFrame | None
) -> Section:
    rows = scores[(scores["setting"] == setting) & (scores["group"] == ALL)]
    first = str(rows["classifier"].iloc[0])
    own = predictions[predictions["classifier"] == first]
    drawings: list[Callable[[], Axes]] = [lambda: plots.classifiers_beside(scores, setting)]
    if own["outcome"].nunique() == 2:
        drawings += _curves(own, rows.iloc[0])
    for group in _GROUPS:
        chosen = (scores["setting"] == setting) & (scores["group"] == group)
        if chosen.any():
            drawings += _by_group(scores, group, setting)
    if moved is not None and (moved["setting"] == setting).any():
        drawings.append(lambda: plots.importance(moved, setting))
    names = ["classifier", "decisions", *METRICS]
    ends = [f"{name}{end}" for name in METRICS for end in ("_low", "_high")]
    return Section(
        f"Setting: {setting}",
        f"{len(own):,} decisions, {own['outcome'].mean():.0%} of them overturned.",
        pictures(drawings),
        [as_table(plots.with_intervals(rows[[*names, *ends]], list(METRICS)))],
    )


def _curves(own: pd.DataFrame, row: pd.Series[Any]) -> list[Callable[[], Axes]]:
    truth, said = own["outcome"], own["probability"]
    letters = own.get("letter")
    decided = None
    if "decided" in row and row[["decided", "error_of_decided"]].notna().all():
        decided = (float(row["decided"]), float(row["error_of_decided"]))
    return [
        lambda: plots.roc_curve(truth, said, clusters=letters),
        lambda: plots.pr_curve(truth, said, clusters=letters),
        lambda: plots.calibration(truth, said),
        lambda: plots.coverage_curve(truth, said, clusters=letters, decided=decided),
        lambda: plots.cost_curve(truth, said),
    ]


def _by_group(scores: pd.DataFrame, group: str, setting: str) -> list[Callable[[], Axes]]:
    return [
        lambda: plots.overturned_by(scores, group, setting),
        lambda: plots.auc_by(scores, group, setting),
    ]


def _surprising(explanations: list[dict[str, Any]]) -> Section:
    count = sum(bool(one["surprising"]) for one in explanations)
    return Section(
        "Surprising decisions",
        f"Of {len(explanations)} items of letters {count} were decided as the model had ruled out. Log-odds above 0"
        " speak for overturning.",
        [],
        [Markup(render_surprising(explanations, most=25))],  # noqa: S704 - the template escapes it.
    )
