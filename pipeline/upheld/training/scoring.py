"""The scorer: what of the gold spans of a document was found, whatever the order of either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.training.bootstrap import draw, named
from upheld.training.finders import TokenSpan

Kind = Literal["right", "boundary", "label", "miss", "false alarm"]

COUNTS: tuple[str, ...] = ("gold", "found", "right", "overlapping")
SAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Match:
    """A gold span and the found span that answers to it, or one of them alone.

    `right`: same tokens, same label. `boundary`: same label, the tokens overlap. `label`: the tokens overlap, the
    labels differ. `miss`: gold alone. `false alarm`: found alone.
    """

    kind: Kind
    gold: TokenSpan | None
    found: TokenSpan | None


def match(gold: Iterable[TokenSpan], found: Iterable[TokenSpan]) -> list[Match]:
    """Pair the gold and the found spans of one document, each with one other at most.

    Spans of the same label are paired first, then any that overlap; among them those that share most tokens
    first, then those that have fewest tokens that they do not share, then the earlier. So a span that was found
    exactly is always paired with its gold, and the order of the arguments' spans plays no part. A span that
    stands twice counts once.
    """
    golds, founds = set(gold), set(found)
    matches: list[Match] = []
    for kind in ("boundary", "label"):
        for one, other in _pairs(golds, founds, same_label=kind == "boundary"):
            matches.append(Match("right" if one == other else kind, one, other))
            golds.discard(one)
            founds.discard(other)
    matches += [Match("miss", span, None) for span in golds]
    matches += [Match("false alarm", None, span) for span in founds]
    return sorted(matches, key=lambda m: (m.gold or m.found or (0, 0, ""), m.found or (0, 0, "")))


def _pairs(
    golds: set[TokenSpan], founds: set[TokenSpan], *, same_label: bool
) -> Iterator[tuple[TokenSpan, TokenSpan]]:
    """Pair spans one to one, greedily in the order that `match` states."""
    candidates = []
    for gold in golds:
        for found in founds:
            shared = min(gold[1], found[1]) - max(gold[0], found[0])
            if shared > 0 and (gold[2] == found[2]) is same_label:
                union = max(gold[1], found[1]) - min(gold[0], found[0])
                candidates.append((-shared, union, gold, found))
    taken: tuple[set[TokenSpan], set[TokenSpan]] = set(), set()
    for _, _, gold, found in sorted(candidates):
        if gold not in taken[0] and found not in taken[1]:
            taken[0].add(gold)
            taken[1].add(found)
            yield gold, found


def count(matches: Iterable[Match], labels: Sequence[str]) -> npt.NDArray[np.int64]:
    """Count the matches of one document by label.

    Returns:
        An array of shape `(len(labels), len(COUNTS))`. `overlapping` are the pairs of the same label, exact or not.
        A label that is not among `labels` is passed over.

    """
    counted: Counter[tuple[str, str]] = Counter()
    for pair in matches:
        if pair.gold is not None:
            counted[pair.gold[2], "gold"] += 1
            counted[pair.gold[2], "right"] += pair.kind == "right"
            counted[pair.gold[2], "overlapping"] += pair.kind in ("right", "boundary")
        if pair.found is not None:
            counted[pair.found[2], "found"] += 1
    return np.array([[counted[label, name] for name in COUNTS] for label in labels], dtype=np.int64)


def rates(counts: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.float64]]:
    """Give precision, recall, F1 and overlap F1, 0 to 1, of counts of shape `(..., len(COUNTS))`.

    A rate of nothing (no span found, none in the gold) is not a number.
    """
    gold, found, right, overlapping = np.moveaxis(counts.astype(np.float64), -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "precision": right / found,
            "recall": right / gold,
            "f1": 2 * right / (gold + found),
            "overlap_f1": 2 * overlapping / (gold + found),
        }


def score(counts: npt.NDArray[np.int64]) -> pd.Series[float]:
    """Add up the counts of documents, and give the rates with their bootstrap intervals.

    The documents are drawn with replacement, `SAMPLES` times, the same draws for every finder that is measured on
    the same documents: see `bootstrap`.

    Args:
        counts: shape `(documents, len(COUNTS))`.

    Returns:
        The number of documents, the sums of `COUNTS`, and each rate of `rates` with its `_low` and `_high`.

    """
    total = counts.sum(axis=0)
    row: dict[str, float] = {"documents": len(counts), **dict(zip(COUNTS, total, strict=True))}
    drawn = rates(draw(len(counts), SAMPLES) @ counts)
    for name, value in rates(total).items():
        row |= named(name, np.r_[value, drawn[name]])
    return pd.Series(row)
