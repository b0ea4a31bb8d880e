"""Measures finders of entities beside one another on one side of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from spacy.tokens import Doc

from upheld.corpus.document import LABELS
from upheld.corpus.files import write_lines
from upheld.reading.reflow import ReflowedText, reflow
from upheld.training import bootstrap
from upheld.training.errors import confusion, errors_in_sentences
from upheld.training.finders import Finder, TokenSpan, bare, clinical_spans, gold_spans
from upheld.training.naming import ALL, GROUPS
from upheld.training.scoring import SAMPLES, Match, count, match, score
from upheld.training.sides import Side
from upheld.training.writing import write_evaluation

# Each row of the scores stands for one value of these; all others are summed.
_GROUPINGS: tuple[tuple[str, ...], ...] = (
    (),
    ("label",),
    ("part",),
    ("family",),
    ("part", "label"),
)
_READ = "development"  # The side whose sentences may be read.
_NO_FAMILY = "-"  # Of a document that is no letter.
_SPAN_COLUMNS = {
    "finder": "string",
    "document": "string",
    "part": "string",
    "family": "string",
    "kind": "string",
    "side": "string",
    "start": "int64",
    "end": "int64",
    "label": "string",
    "other_start": "Int64",
    "other_end": "Int64",
    "other_label": "string",
}


@dataclass(frozen=True)
class Evaluation:
    """What was measured on one side.

    `scores` has a row for each finder and group: `finder`, `part`, `family`, `label` (`all` where summed) and the
    columns of `upheld.training.scoring.score`.

    `spans` has every span, right or not: `finder`, `document`, `part`, `family`, `kind` (one of
    `upheld.training.scoring.Kind`), `side` (`gold`, `found`, or `both` where right), `start` and `end` in characters of
    the source text, `label`; and `other_start`, `other_end`, `other_label` of the span that it was paired with.

    `confusion` has the columns of `upheld.training.errors.confusion` and the `finder`. `errors` has each error of the
    first finder in a letter of the development side: `document`, `family` and what `errors_in_sentences` gives. Of
    reports and of the test side no sentence is kept.
    """

    side: Side
    scores: pd.DataFrame
    spans: pd.DataFrame
    confusion: pd.DataFrame
    errors: list[dict[str, Any]]


def evaluate(
    side: Side,
    finders: Mapping[str, Finder],
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Measure finders by their names on the same documents.

    Args:
        side: the documents with their gold; finders see copies without it.
        finders: what is measured.
        tell: is told the name of each finder before it works.

    """
    views = [reflow(doc.text[: doc.annotated]) for doc in side.documents]
    scores, spans, confusions = [], [], []
    errors: list[dict[str, Any]] | None = None
    for name, finder in finders.items():
        tell(name)
        found = finder(bare(doc) for doc in side.docs)
        matches = [
            match(gold_spans(doc), clinical_spans(doc, ents))
            for doc, ents in zip(side.docs, found, strict=True)
        ]
        scores += list(_score_rows(name, side, matches))
        spans += list(_span_rows(name, side, views, matches))
        confusions.append(confusion(chain(*matches), LABELS).assign(finder=name))
        errors = list(_error_rows(side, matches)) if errors is None else errors
    return Evaluation(
        side,
        pd.DataFrame(scores),
        pd.DataFrame(spans, columns=list(_SPAN_COLUMNS)).astype(_SPAN_COLUMNS),
        pd.concat(confusions, ignore_index=True)[["finder", "gold", "found", "spans"]],
        errors or [],
    )


def write(evaluation: Evaluation, out: Path) -> list[Path]:
    """Write what was measured into a folder, made if need be, and name the files.

    These are `metrics.json`, `scores.csv`, `spans.parquet`, `confusion.csv` and, of the development side,
    `errors.jsonl`.

    Raises:
        OSError: the folder cannot be written.

    """
    about = {
        "side": evaluation.side.name,
        "documents": len(evaluation.side.docs),
        "gold_spans_left_out": evaluation.side.left_out,
        "bootstrap": bootstrap.about(SAMPLES, "documents"),
    }
    paths = write_evaluation(out, about, evaluation.scores, spans=evaluation.spans)
    paths.append(out / "confusion.csv")
    evaluation.confusion.to_csv(paths[-1], index=False)
    if evaluation.side.name == _READ:
        paths.append(out / "errors.jsonl")
        write_lines(paths[-1], evaluation.errors)
    return paths


def _score_rows(
    finder: str, side: Side, matches: Sequence[Sequence[Match]]
) -> Iterator[dict[str, object]]:
    counts = np.stack([count(pairs, LABELS) for pairs in matches])
    values: dict[str, npt.NDArray[np.str_]] = {
        "part": np.array([doc.part for doc in side.documents]),
        "family": np.array([doc.family or _NO_FAMILY for doc in side.documents]),
        "label": np.array(LABELS),
    }
    for grouping in _GROUPINGS:
        for group in _groups(grouping, values):
            chosen = np.ones(len(counts), dtype=bool)
            for column in ("part", "family"):
                if group[column] != ALL:
                    chosen &= values[column] == group[column]
            labels = values["label"] == group["label"] if group["label"] != ALL else ...
            summed = counts[chosen][:, labels].sum(axis=1)
            yield {"finder": finder, **group, **score(summed)}


def _groups(
    grouping: Sequence[str], values: Mapping[str, npt.NDArray[np.str_]]
) -> Iterator[dict[str, str]]:
    """Give every combination of the values of the columns of a grouping, `all` in the others."""
    groups = [dict.fromkeys(GROUPS, ALL)]
    for column in grouping:
        groups = [
            group | {column: str(value)}
            for group in groups
            for value in dict.fromkeys(
                values[column] if column == "label" else sorted(values[column])
            )
        ]
    yield from groups


def _span_rows(
    finder: str,
    side: Side,
    views: Sequence[ReflowedText],
    matches: Sequence[Sequence[Match]],
) -> Iterator[tuple[object, ...]]:
    for document, doc, view, pairs in zip(side.documents, side.docs, views, matches, strict=True):
        for pair in pairs:
            gold, found = _in_source(doc, view, pair.gold), _in_source(doc, view, pair.found)
            about = (finder, document.id, document.part, document.family or _NO_FAMILY, pair.kind)
            if pair.kind == "right":
                yield (*about, "both", *gold, *found)
                continue
            if pair.gold is not None:
                yield (*about, "gold", *gold, *found)
            if pair.found is not None:
                yield (*about, "found", *found, *gold)


def _error_rows(side: Side, matches: Sequence[Sequence[Match]]) -> Iterator[dict[str, Any]]:
    if side.name != _READ:
        return
    for document, doc, pairs in zip(side.documents, side.docs, matches, strict=True):
        if document.part == "letters":
            for error in errors_in_sentences(doc, pairs):
                yield {"document": document.id, "family": document.family or _NO_FAMILY, **error}


def _in_source(doc: Doc, view: ReflowedText, span: TokenSpan | None) -> tuple[object, ...]:
    """Give start and end of a span in the source text, and its label; nothing for no span."""
    if span is None:
        return None, None, None
    tokens = doc[span[0] : span[1]]
    return (*view.to_source(tokens.start_char, tokens.end_char), span[2])
