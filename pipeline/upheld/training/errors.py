"""What a finder got wrong: counts of gold against found labels, and each error in its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from upheld.layout.phrases import around, sentences
from upheld.training.finders import TokenSpan
from upheld.training.naming import NOTHING
from upheld.training.scoring import Match

_AROUND = 200  # Characters shown on either side of an error at most.


def confusion(matches: Iterable[Match], labels: Sequence[str]) -> pd.DataFrame:
    """Count gold spans by their label and that of the found span with which they were paired.

    A pair whose tokens only overlap counts as its labels say.

    Returns:
        A row for each pair of labels, `NOTHING` among them: `gold`, `found`, `spans`.

    """
    counted = Counter(
        (
            pair.gold[2] if pair.gold else NOTHING,
            pair.found[2] if pair.found else NOTHING,
        )
        for pair in matches
    )
    names = [*labels, NOTHING]
    return pd.DataFrame(
        [
            {"gold": gold, "found": found, "spans": counted[gold, found]}
            for gold in names
            for found in names
            if (gold, found) != (NOTHING, NOTHING)
        ]
    )


def errors_in_sentences(doc: Doc, matches: Sequence[Match]) -> Iterator[dict[str, Any]]:
    """Give each error of one document with the sentence around it, of which a long one is cut at words.

    Args:
        doc: over reflowed text, its clinical parts in `doc.spans["clinical"]`.
        matches: of its gold and found spans.

    Yields:
        `kind` (of `upheld.training.scoring.Kind`, never `right`), `gold_label` and `found_label` (`NOTHING` where
        there is none), `sentence`, `start` and `end` of the error in it, and `gold` and `found`: all spans of the
        sentence, each `[start, end, label]`. Offsets are characters of `sentence`.

    """
    edges = [
        edge
        for part in doc.spans["clinical"]
        for edge in sentences(doc.text, part.start_char, part.end_char)
    ]
    gold = [_in_text(doc, pair.gold) for pair in matches if pair.gold]
    found = [_in_text(doc, pair.found) for pair in matches if pair.found]
    for pair in matches:
        if pair.kind == "right":
            continue
        own = [_in_text(doc, span) for span in (pair.gold, pair.found) if span]
        start, end = min(span[0] for span in own), max(span[1] for span in own)
        first, last = _shown(doc.text, edges, start, end)
        yield {
            "kind": pair.kind,
            "gold_label": pair.gold[2] if pair.gold else NOTHING,
            "found_label": pair.found[2] if pair.found else NOTHING,
            "sentence": doc.text[first:last],
            "start": start - first,
            "end": end - first,
            "gold": _within(gold, first, last),
            "found": _within(found, first, last),
        }


def _in_text(doc: Doc, span: TokenSpan) -> tuple[int, int, str]:
    tokens = doc[span[0] : span[1]]
    return tokens.start_char, tokens.end_char, span[2]


def _shown(text: str, edges: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Give the edges of the sentences that an error lies in, at most `_AROUND` from it, without white space."""
    first, last = around(edges, start, end)
    if start - first > _AROUND:
        first = start - _AROUND
        first += len(text[first:start].split(" ", 1)[0])
    if last - end > _AROUND:
        last = end + _AROUND
        last -= len(text[end:last].rsplit(" ", 1)[-1])
    while first < start and text[first].isspace():
        first += 1
    while end < last and text[last - 1].isspace():
        last -= 1
    return first, last


def _within(spans: Iterable[tuple[int, int, str]], first: int, last: int) -> list[list[Any]]:
    return [
        [max(start, first) - first, min(end, last) - first, label]
        for start, end, label in sorted(spans)
        if start < last and first < end
    ]
