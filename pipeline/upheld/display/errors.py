"""Errors of an entity model in their sentences, gold and found spans beside each other, sorted by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from upheld.annotating.kinds import LABEL_COLORS
from upheld.display.by_kind import draw_by_kind
from upheld.display.page import environment

KINDS: tuple[str, ...] = ("miss", "false alarm", "boundary", "label")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: `label` of the span that it is, None between spans; `wrong` where the error lies."""

    text: str
    label: str | None
    color: str
    wrong: bool


def render_errors(
    errors: Iterable[Mapping[str, Any]], *, kinds: Sequence[str] = KINDS, most: int = 10
) -> str:
    """Render errors as a piece of HTML that opens by kind; all text is escaped, nothing is loaded, no script runs.

    It reads without its colours too: labels stand behind their spans, the error itself in bold.

    Args:
        errors: the objects of `errors.jsonl`, which `upheld evaluate entities` writes.
        kinds: which kinds, in this order.
        most: how many of each kind at most; of a kind with more every so many is shown.

    """
    groups = [
        {"kind": kind, "count": count, "errors": [_shown(error) for error in drawn]}
        for kind, count, drawn in draw_by_kind(list(errors), kinds, most)
    ]
    return environment().get_template("errors.html").render(groups=groups)


def _shown(error: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "document": error["document"],
        "said": f"gold: {error['gold_label']}, found: {error['found_label']}",
        "rows": [(name, _pieces(error, error[name])) for name in ("gold", "found")],
    }


def _pieces(error: Mapping[str, Any], spans: Sequence[Sequence[Any]]) -> list[Piece]:
    """Cut a sentence at the edges of spans and of the error."""
    text = str(error["sentence"])
    edges = {0, len(text), int(error["start"]), int(error["end"])}
    cuts = sorted(edges | {int(edge) for span in spans for edge in span[:2]})
    pieces = []
    for start, end in pairwise(cuts):
        label = next((str(s[2]) for s in spans if s[0] <= start and end <= s[1]), None)
        last = any(s[1] == end for s in spans)
        wrong = error["start"] <= start and end <= error["end"]
        color = LABEL_COLORS.get(label or "", "#e2e2e2")
        pieces.append(Piece(text[start:end], label if last else label and "", color, wrong))
    return pieces
