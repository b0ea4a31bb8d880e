"""Whether choosing letters pays: a corpus stands in for annotators, who are asked for ever more letters."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from spacy.language import Language

from upheld.annotating.selecting import select
from upheld.components import load
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.folder import Corpus
from upheld.training.learning import SMALL, train_on
from upheld.training.naming import ALL

Chooser = Callable[
    [Sequence[Document], Sequence[Document], Language, int, random.Random], list[Document]
]


@dataclass(frozen=True)
class Design:
    """How the simulation runs.

    `sizes` are the numbers of annotated letters, ascending, of which the first are drawn at random for both ways of
    choosing; `seeds` is how often all of it is repeated; `settings` are values of the training config.
    """

    sizes: tuple[int, ...] = (10, 20, 40, 80)
    seeds: int = 3
    settings: dict[str, Any] = field(default_factory=lambda: dict(SMALL))


def simulate_selection(corpus: Corpus, design: Design, tell: Callable[[str], None]) -> pd.DataFrame:
    """Train on ever more letters of the train side, chosen and drawn at random, and measure on the development side.

    The gold labels of the corpus stand for what annotators would have marked; the test side is never read.

    Args:
        corpus: with its split; the letters of its train side are those that can be chosen.
        design: how it runs.
        tell: is called with a line about each step.

    Returns:
        A row for each way of choosing (`way`: `selected` or `random`), seed and number of letters: `way`, `seed`,
        `letters`, `words` (of these letters), `f1` (exact spans on the development side, 0 to 1).

    Raises:
        CorpusError: the train side has fewer letters than the largest number, or the corpus has a fault.

    """
    pool = [d for d in corpus.side("train") if d.part != "reports"]
    if len(pool) < design.sizes[-1]:
        raise CorpusError(
            f"the train side has {len(pool)} letters, fewer than {design.sizes[-1]}: give smaller --sizes"
        )
    rows = []
    for seed in range(design.seeds):
        first = random.Random(seed).sample(pool, design.sizes[0])  # noqa: S311 - nothing secret.
        start = _train(corpus, first, seed, design.settings)
        for way, choose in _WAYS.items():
            run = _Run(corpus, pool, choose, seed, design)
            for row in run.measure(first, start):
                tell(f"{way}, seed {seed}, {row['letters']} letters: F1 {row['f1']:.3f}")
                rows.append({"way": way, "seed": seed, **row})
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Run:
    """One way of choosing, with one seed."""

    corpus: Corpus
    pool: Sequence[Document]
    choose: Chooser
    seed: int
    design: Design

    def measure(
        self, first: Sequence[Document], start: tuple[float, Language]
    ) -> Iterator[dict[str, Any]]:
        """Give a row for each size; `start` is what training on the first letters gave."""
        known = list(first)
        f1, nlp = start
        rng = random.Random(self.seed)  # noqa: S311
        for size, following in zip_longest(self.design.sizes, self.design.sizes[1:]):
            words = sum(len(document.text.split()) for document in known)
            yield {"letters": size, "words": words, "f1": f1}
            if following is not None:
                held = {d.sha256 for d in known}
                rest = [d for d in self.pool if d.sha256 not in held]
                known += self.choose(rest, known, nlp, following - size, rng)
                f1, nlp = _train(self.corpus, known, self.seed, self.design.settings)


def _train(
    corpus: Corpus, known: Sequence[Document], seed: int, settings: dict[str, Any]
) -> tuple[float, Language]:
    """Train on some letters, and give F1 on the development side and the pipeline."""
    with TemporaryDirectory() as folder:
        scores = train_on(corpus, known, seed, settings, Path(folder))
        return scores[ALL]["f1"], load(folder)


def _selected(
    rest: Sequence[Document],
    known: Sequence[Document],
    nlp: Language,
    count: int,
    _: random.Random,
) -> list[Document]:
    return [choice.document for choice in select(rest, known, nlp, count)]


def _drawn(
    rest: Sequence[Document],
    _: Sequence[Document],
    __: Language,
    count: int,
    rng: random.Random,
) -> list[Document]:
    return rng.sample(list(rest), count)


_WAYS: dict[str, Chooser] = {"selected": _selected, "random": _drawn}


def draw_figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw F1 against the number of annotated letters into an image file (`.svg`, `.png`).

    A line is the mean over the seeds, the band around it reaches from the lowest to the highest.

    Raises:
        ImportError: matplotlib is not installed (extra `figures`).
        OSError: the file cannot be written.

    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # Letters stay letters, and the same rows give the same file.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "upheld", "font.size": 11}):
        figure = Figure(figsize=(6.4, 4.2), layout="constrained")
        axes = figure.subplots()
        for way, color, marker in (("selected", "#1f6f4a", "o"), ("random", "#8a5a00", "s")):
            f1 = rows[rows["way"] == way].groupby("letters")["f1"]
            low, mean, high = f1.min(), f1.mean(), f1.max()
            axes.plot(mean.index, mean, color=color, marker=marker, label=way)
            axes.fill_between(mean.index, low, high, color=color, alpha=0.15, linewidth=0)
        axes.set_xlabel("annotated letters")
        axes.set_ylabel("F1 of exact spans, development side")
        axes.set_xticks(sorted(set(rows["letters"])))
        axes.grid(visible=True, alpha=0.3)
        axes.legend(frameon=False, loc="lower right")
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
