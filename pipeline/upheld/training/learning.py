"""How the score grows with what is annotated: the entity model trained on ever more letters of the train side."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from upheld.corpus.document import LABELS, CorpusError, Document
from upheld.corpus.folder import Corpus
from upheld.training.entities import Recipe, train_entities
from upheld.training.naming import ALL

_NETWORK = "components.ner.model.tok2vec"
# A network that a minute trains: runs are compared with one another, not with the model of the program.
SMALL: dict[str, Any] = {
    f"{_NETWORK}.encode.width": 64,
    f"{_NETWORK}.encode.depth": 3,
    f"{_NETWORK}.embed.rows": [2000, 1000, 1000, 1000],
    "training.max_steps": 300,
    "training.eval_frequency": 100,
    "training.optimizer.learn_rate": 0.003,
    "training.optimizer.use_averages": False,
}


@dataclass(frozen=True)
class LearningDesign:
    """How a learning curve is measured.

    `sizes` are the numbers of training letters, ascending; `seeds` is how often all of it is repeated with other
    letters; `settings` are values of the training config.
    """

    sizes: tuple[int, ...] = (10, 20, 40, 80, 160, 320)
    seeds: int = 2
    settings: dict[str, Any] = field(default_factory=lambda: dict(SMALL))


def learn_curve(
    corpus: Corpus, design: LearningDesign, *, tell: Callable[[str], None] = lambda _: None
) -> pd.DataFrame:
    """Train on ever more letters, drawn at random, and measure on the development side; the test side is not read.

    The letters of a smaller number are among those of a greater one with the same seed.

    Args:
        corpus: with its split; the letters of its train side are drawn from.
        design: how it runs.
        tell: is called with a line after each training.

    Returns:
        A row for each seed, number of letters and label (`all`: together): `seed`, `letters`, `words` (of these
        letters), `label`, `precision`, `recall`, `f1` (exact spans on the development side, 0 to 1).

    Raises:
        CorpusError: the train side has fewer letters than the largest number, or the corpus has a fault.

    """
    pool = [d for d in corpus.side("train") if d.part != "reports"]
    if len(pool) < design.sizes[-1]:
        raise CorpusError(
            f"the train side has {len(pool)} letters, fewer than {design.sizes[-1]}: give smaller --sizes"
        )
    rows: list[dict[str, Any]] = []
    for seed in range(design.seeds):
        drawn = random.Random(seed).sample(pool, design.sizes[-1])  # noqa: S311 - nothing secret.
        for size in design.sizes:
            scores = train_on(corpus, drawn[:size], seed, design.settings)
            rows += list(_rows(seed, drawn[:size], scores))
            tell(f"seed {seed}, {size} letters: F1 {scores[ALL]['f1']:.3f}")
    return pd.DataFrame(rows)


def train_on(
    corpus: Corpus,
    known: Sequence[Document],
    seed: int,
    settings: dict[str, Any],
    out: Path | None = None,
) -> dict[str, dict[str, float]]:
    """Train on some letters and give the scores on the development side: those of `all` and of each label.

    Args:
        corpus: has the development side.
        known: what is learnt from.
        seed: of the training.
        settings: values of the training config.
        out: gets the pipeline; without it none is kept.

    """
    part = Corpus([*known, *corpus.side("development")], corpus.splits)
    with (
        TemporaryDirectory() as folder,
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
    ):
        recipe = Recipe(seed=seed, settings=settings)
        metrics = train_entities(part, out or Path(folder), recipe)
    return {
        name: {rate: value or 0.0 for rate, value in metrics["development"][name].items()}
        for name in (ALL, *LABELS)
    }


def _rows(
    seed: int, known: Sequence[Document], scores: dict[str, dict[str, float]]
) -> Iterator[dict[str, Any]]:
    words = sum(len(document.text.split()) for document in known)
    for label, rates in scores.items():
        yield {
            "seed": seed,
            "letters": len(known),
            "words": words,
            "label": label,
            **{rate: rates[rate] for rate in ("precision", "recall", "f1")},
        }
