"""Where annotators disagree, as a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from upheld.annotating.comparing import Comparison, Place
from upheld.corpus.document import LABELS, LabelledSpan
from upheld.display.page import environment

_AROUND = 80  # Characters on either side of a place.


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `label` is the label of the span that it is, None between spans."""

    text: str
    label: str | None


def render_disagreements(comparisons: Sequence[Comparison], places: Sequence[Place]) -> str:
    """Render how far annotators agree, and each place where they do not, as one HTML page.

    The page loads nothing and runs no script; all text is escaped. A place shows the words around it as each annotator
    marked them.
    """
    letters: dict[str, list[dict[str, object]]] = {}
    for place in places:
        rows = [
            {"name": name, "pieces": list(_pieces(place, spans)), "spans": spans}
            for name, spans in place.spans.items()
        ]
        shown = {"start": place.start, "end": place.end, "rows": rows}
        letters.setdefault(place.document.id, []).append(shown)
    return (
        environment()
        .get_template("disagreements.html")
        .render(
            comparisons=comparisons, letters=letters, labels=[*LABELS, "all"], count=len(places)
        )
    )


def _pieces(place: Place, spans: Sequence[LabelledSpan]) -> Iterator[Piece]:
    """Cut the words around a place at the edges of a reader's spans."""
    text = place.document.text
    first, last = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    cuts = sorted({first, last, *(edge for span in spans for edge in (span.start, span.end))})
    for start, end in pairwise(cuts):
        label = next((s.label for s in spans if s.start <= start and end <= s.end), None)
        yield Piece(text[start:end], label)
