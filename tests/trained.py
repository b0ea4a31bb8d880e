"""A small entity model for tests: trained within seconds on a few simulated letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpora import small_corpus
from upheld.training.entities import Recipe, train_entities

NETWORK = "components.ner.model.tok2vec"
SETTINGS = {
    f"{NETWORK}.encode.width": 32,
    f"{NETWORK}.encode.depth": 2,
    f"{NETWORK}.embed.rows": [500, 500, 500, 500],
    "training.max_steps": 60,
    "training.eval_frequency": 30,
    "training.optimizer.learn_rate": 0.01,
    "training.optimizer.use_averages": False,
    "corpora.train.augmenter.level": 0.2,
}


def train_small(out: Path) -> dict[str, Any]:
    """Train the small model into a folder and give its metrics."""
    return train_entities(small_corpus(), out, Recipe(seed=3, simulated=2, settings=SETTINGS))
