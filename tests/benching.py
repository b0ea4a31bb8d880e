"""What the benchmarks share: the letters that are read, and how the reading is timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

from spacy.language import Language

from samples import SAMPLES, load_samples
from upheld.layout import lay_out
from upheld.meaning.status.reach import reach_of_cues
from upheld.meaning.status.words import words_of
from upheld.reading import SourceText
from upheld.reading.reflow import forget_views

ROUNDS = 5
TEXTS = [sample.text for sample in load_samples(SAMPLES)]
WORDS = sum(len(text.split()) for text in TEXTS)


def measure_in_turn(
    works: Mapping[str, Callable[[], object]], texts: list[str], *, rounds: int = ROUNDS
) -> dict[str, float]:
    """Give the median number of words a second of several works on texts, each done once in each round."""

    def afresh(work: Callable[[], object]) -> Callable[[int], None]:
        def do(_: int) -> None:
            forget_views()
            work()

        return do

    times = time_in_turn({name: afresh(work) for name, work in works.items()}, rounds)
    words = sum(len(text.split()) for text in texts)
    return {name: words / statistics.median(held) for name, held in times.items()}


def time_in_turn(
    works: Mapping[str, Callable[[int], object]], rounds: int
) -> dict[str, list[float]]:
    """Give the seconds of several works, each done once in each round, whose number it is given.

    So a machine that becomes slower or quicker meanwhile does so for all of them. A round 0 goes before, in which what
    is first needed is loaded.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work(number)
            if number:
                times[name].append(time.perf_counter() - start)
    return times


def anew(nlp: Language) -> None:
    """Let a pipeline forget what it has read."""
    for _, component in nlp.pipeline:
        if hasattr(component, "forget"):
            component.forget()
    forget_kept()


def forget_kept() -> None:
    """Let this process forget what is kept of letters outside of a pipeline."""
    forget_views()
    reach_of_cues.cache_clear()
    words_of.cache_clear()


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
