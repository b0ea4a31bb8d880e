"""`make bench`: speed as ratios, measured side by side in one run on the sample letters.

Prints tables; nothing here is a test, for a timing is a property of the machine as well.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import pairwise

import spacy
from rich.console import Console
from rich.table import Table

import upheld
from bench_pipelines import tables
from benching import TEXTS, WORDS, anew, measure_in_turn
from upheld.layout import lay_out
from upheld.reading import SourceText, reflow
from upheld.reading.reflow import forget_views


def growth(make: Callable[[int], str]) -> list[float]:
    """Give how much longer a text of twice the length takes, for three doublings."""
    times = []
    for size in (1, 2, 4, 8):
        source = SourceText("letter", make(size))
        runs = []
        for _ in range(5):
            forget_views()
            start = time.perf_counter()
            lay_out(source)
            runs.append(time.perf_counter() - start)
        times.append(min(runs))
    return [later / earlier for earlier, later in pairwise(times)]


def main() -> None:
    """Print the tables."""
    blank, pipeline = spacy.blank("en"), upheld.load()
    works: dict[str, Callable[[], object]] = {
        "spaCy's tokenizer alone": lambda: [blank.make_doc(text) for text in TEXTS],
        "reflow": lambda: [reflow(text) for text in TEXTS],
        "reflow and layout": lambda: [lay_out(SourceText("x", text)) for text in TEXTS],
        "the whole pipeline": lambda: [anew(pipeline), *(pipeline(text) for text in TEXTS)],
    }
    rows = measure_in_turn(works, TEXTS, rounds=7)
    base = rows["spaCy's tokenizer alone"]
    table = Table("Work", "words/s", "letters/s", "ratio to the tokenizer")
    for name, speed in rows.items():
        letters = speed * len(TEXTS) / WORDS
        table.add_row(name, f"{speed:,.0f}", f"{letters:,.0f}", f"{speed / base:.2f}")
    table.title = f"{len(TEXTS)} sample letters, {WORDS:,} words, Python {sys.version.split()[0]}"
    hostile = {
        "one letter repeated": lambda n: TEXTS[0] * 4 * n,
        "headings without end": lambda n: "CASE SUMMARY:\nDecision rationale: " * 500 * n,
        "decisions without end": lambda n: "MRI: Upheld\n\n" * 1000 * n,
        "items without end": lambda n: "1. MRI is not medically necessary.\n" * 500 * n,
        "words without an end": lambda n: "medically necessary if and when the " * 1000 * n,
        "digits without end": lambda n: "1234567890/" * 2000 * n,
        "line ends": lambda n: "\n \n" * 5000 * n,
        "brackets": lambda n: "((" * 5000 * n,
    }
    growths = Table("Text of twice the length", "takes times as long, doubling thrice")
    for name, make in hostile.items():
        growths.add_row(name, ", ".join(f"{ratio:.1f}" for ratio in growth(make)))
    console = Console(width=100)
    console.print(table)
    console.print(growths)
    for compared in tables(pipeline):
        console.print(compared)


if __name__ == "__main__":
    main()
