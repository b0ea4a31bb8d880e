"""What the simulator gives, in figures: `python tests/simulator_evidence.py [LETTERS]`.

Prints the time that letters take, a calibration table, the scores that a model could reach at best,
and how often sentences repeat. Nothing here is a test, for a time is a property of the machine.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from rich.console import Console
from rich.table import Table

from upheld.corpus.document import Document
from upheld.corpus.simulator import draw_cases, simulate
from upheld.corpus.simulator.sides import SIDES
from upheld.layout import lay_out
from upheld.reading.source import SourceText

CLEAN = frozenset({"plain", "wrap", "wrap+blank_lines", "crlf"})
_SENTENCE = re.compile(r"(?<=[.?])\s+(?=[A-Z\[0-9+])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NAMES = re.compile(rf"\b(?:{_MONTHS})\b|\d[\d/.,:-]*")


def skeletons(document: Document) -> Iterator[str]:
    """Give the sentences of summary and rationales with spans, numbers and months taken out.

    A letter whose lines are broken by hyphens or footers gives none.
    """
    if document.extra["layout"] not in CLEAN:
        return
    text = document.text
    for span in sorted(document.label, reverse=True):
        text = text[: span.start] + "_" * (span.end - span.start) + text[span.end :]
    letter = lay_out(SourceText(document.id, document.text))
    for section in letter.sections:
        if section.name in ("summary", "rationale"):
            passage = re.sub(r"_+", "[span]", text[section.start : section.end])
            for written in _SENTENCE.split(" ".join(passage.split())):
                yield _NAMES.sub("#", written.lower()).strip(" .")


def repetition(listed: Iterable[Iterable[str]], letters: int = 5) -> tuple[float, int]:
    """Give the share of sentences whose skeleton stands in more than `letters` letters, and how many there are.

    `listed` holds the skeletons of each letter.
    """
    by_letter = [Counter(found) for found in listed]
    spread = Counter(skeleton for counts in by_letter for skeleton in counts)
    total = sum(sum(counts.values()) for counts in by_letter)
    often = sum(n for counts in by_letter for s, n in counts.items() if spread[s] > letters)
    return often / max(1, total), total


def auc(probability: np.ndarray, outcome: np.ndarray) -> float:
    """Give the area under the ROC curve, ties counted half."""
    positive, negative = probability[outcome], probability[~outcome]
    higher = (positive[:, None] > negative[None]).mean()
    return float(higher + 0.5 * (positive[:, None] == negative[None]).mean())


def show_probabilities(console: Console, side: str) -> None:
    """Print calibration, and the scores of a model that knew the true probabilities."""
    items = [item for case in draw_cases(4000, seed=1, side=side) for item in case.items]
    probability = np.array([item.probability for item in items])
    outcome = np.array([item.decision == "overturned" for item in items])
    table = Table("true probability", "items", "share", "mean", "overturned", title=f"{side}")
    for low in np.arange(0, 1, 0.1):
        inside = (probability >= low) & (probability < low + 0.1)
        if inside.any():
            table.add_row(
                f"{low:.1f} to {low + 0.1:.1f}",
                f"{inside.sum():,}",
                f"{inside.mean():.1%}",
                f"{probability[inside].mean():.3f}",
                f"{outcome[inside].mean():.3f}",
            )
    console.print(table)
    share = outcome.mean()
    console.print(
        f"{side}: {len(items):,} items, {share:.1%} overturned (mean probability"
        f" {probability.mean():.1%}); best reachable Brier score"
        f" {((probability - outcome) ** 2).mean():.4f} (constant: {share * (1 - share):.4f}),"
        f" ROC AUC {auc(probability, outcome):.3f}"
    )


def main() -> None:
    """Print the figures."""
    console = Console(width=100)
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for workers in (1, 2):
        start = time.perf_counter()
        made = list(simulate(letters, seed=7, workers=workers))
        took = time.perf_counter() - start
        console.print(f"{letters:,} letters, {workers} processes: {took:.1f} s")
    words = sum(len(document.text.split()) for document in made)
    spans = sum(len(document.label) for document in made)
    console.print(f"{words / letters:,.0f} words and {spans / letters:.0f} spans a letter")
    for side in SIDES:
        show_probabilities(console, side)
        share, total = repetition(map(skeletons, simulate(200, seed=7, side=side)))
        console.print(
            f"{side}: of {total:,} sentences in 200 letters, {share:.1%} have a skeleton that stands"
            " in more than 5 letters"
        )


if __name__ == "__main__":
    main()
