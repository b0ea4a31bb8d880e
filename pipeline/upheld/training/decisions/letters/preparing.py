"""Gathers what the model of letters learns from and is asked of: a corpus, letters of one's own, simulated letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from upheld.components.language import shipped
from upheld.corpus.folder import Corpus
from upheld.corpus.simulator import simulate
from upheld.corpus.simulator.sides import Side
from upheld.decisions.criteria import Criteria
from upheld.decisions.letters import SIMULATED
from upheld.decisions.storage import load_letter_model
from upheld.layout import Letter, lay_out
from upheld.reading import ReadingError, read_sources
from upheld.training.decisions.criteria import CASES, learn_criteria
from upheld.training.decisions.letters.samples import Samples, joined, of_documents, of_letters

_APART = 1_000_003  # Seeds of what is asked of are so far from those of what was learnt from.

Tell = Callable[[str], None]


def read_letters(sources: Sequence[str | Path]) -> tuple[list[Letter], list[ReadingError]]:
    """Read letters from files, folders, archives and tables; what cannot be read, or has no item, is an error."""
    letters, errors = [], []
    for reading in read_sources(sources):
        if isinstance(reading, ReadingError):
            errors.append(reading)
            continue
        letter = lay_out(reading)
        if letter.items:
            letters.append(letter)
        else:
            errors.append(
                ReadingError(
                    reading.name, "layout", "no disputed item found", "Give whole letters."
                )
            )
    return letters, errors


def criteria_of(cases: int | None, *, seed: int = 7, tell: Tell = lambda _: None) -> Criteria:
    """Give the reader of criteria of the shipped model; with `cases`, or without such a model, learn one."""
    folder = shipped("decisions")
    if cases is None and folder is not None:
        return load_letter_model(folder).criteria
    tell("learning the criteria")
    return learn_criteria(cases or CASES, seed=seed)


def learning_samples(
    nlp: Language,
    criteria: Criteria,
    *,
    corpus: Corpus | None = None,
    letters: Sequence[Letter] = (),
    simulated: int = 0,
    seed: int = 7,
    tell: Tell = lambda _: None,
) -> Samples:
    """Give the items of the train side of a corpus, of letters, and of simulated letters.

    Raises:
        DecisionError: there is no item with a decision.

    """
    parts = []
    if corpus is not None:
        tell("reading the corpus")
        written = [d for d in corpus.side("train") if d.part == "letters"]
        parts.append(of_documents(written, nlp, criteria))
    if letters:
        tell("reading the letters")
        parts.append(of_letters(letters, nlp, criteria))
    if simulated:
        tell(f"writing and reading {simulated} simulated letters")
        parts.append(of_documents(simulate(simulated, seed=seed), nlp, criteria, SIMULATED))
    return joined(parts)


def asked_samples(
    nlp: Language,
    criteria: Criteria,
    *,
    corpus: Corpus,
    side: str,
    simulated: int = 0,
    seed: int = 7,
    tell: Tell = lambda _: None,
) -> dict[str, Samples]:
    """Give held-out items: one side of a corpus, and simulated letters of another seed, of either simulated side."""
    tell("reading the corpus")
    written = [d for d in corpus.side(side) if d.part == "letters"]
    asked = {f"{side} side": of_documents(written, nlp, criteria)}
    places: tuple[tuple[str, Side], ...] = (
        ("simulated", "train"),
        ("simulated, words held out", "held-out"),
    )
    for name, place in places if simulated else ():
        tell(f"writing and reading letters: {name}")
        drawn = simulate(simulated, seed=seed + _APART, side=place)
        asked[name] = of_documents(drawn, nlp, criteria, SIMULATED)
    return {name: samples for name, samples in asked.items() if len(samples)}


def describe_source(samples: Samples, **given: Any) -> dict[str, Any]:
    """Say what a model learnt from, for its config."""
    populations, counts = [], []
    for population in sorted(set(samples.populations)):
        populations.append(population)
        counts.append(int((samples.populations == population).sum()))
    return {**given, "items": dict(zip(populations, counts, strict=True))}
