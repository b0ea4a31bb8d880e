"""Training of the entity model with spaCy's config system."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model
from thinc.api import Config

from upheld.components import recognizer as recognizer  # noqa: PLC0414 - it registers the recogniser.
from upheld.components.arithmetic import fast
from upheld.corpus.building import Built, require_fit, to_docs
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.folder import Corpus
from upheld.corpus.simulator import simulate
from upheld.training import augmenting as augmenting  # noqa: PLC0414 - it registers the augmenter.
from upheld.training.packing import assemble, measure, save
from upheld.training.pieces import write_pieces

_LONGEST = 150  # Tokens of a piece of silver text: reports have few paragraphs.
CONFIG = Path(__file__).with_name("config.cfg")


@dataclass(frozen=True)
class Recipe:
    """What a training run starts from.

    `simulated` is the number of simulated letters, `silver` holds texts that a teacher labelled,
    `vectors` is a folder of a spaCy pipeline whose static vectors the network reads, `settings` holds
    values of the config by their dotted names.
    """

    seed: int = 7
    simulated: int = 0
    silver: Sequence[Document] = ()
    vectors: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def config(self, folder: Path) -> Config:
        """Give the config of the run, whose pieces lie in a folder."""
        values: dict[str, Any] = {
            "system.seed": self.seed,
            "paths.train": str(folder / "train.spacy"),
            "paths.development": str(folder / "development.spacy"),
        }
        if self.simulated:
            values["paths.simulated"] = str(folder / "simulated.spacy")
        if self.silver:
            values["paths.silver"] = str(folder / "silver.spacy")
        if self.vectors is not None:
            values["paths.vectors"] = str(self.vectors)
            values["components.ner.model.tok2vec.embed.include_static_vectors"] = True
        return load_config(CONFIG, overrides=values | dict(self.settings), interpolate=False)


def train_entities(corpus: Corpus, out: Path, recipe: Recipe) -> dict[str, Any]:
    """Train the entity model, write the pipeline into a folder and give its metrics.

    Learns from the train side; stops, and keeps the best step, by the development side; the test side
    is never read. Progress goes to standard output.

    Args:
        corpus: annotated letters and reports with their split.
        out: gets the pipeline, ready for `upheld.load`, and `metrics.json`.
        recipe: what the run starts from.

    Returns:
        The metrics: see `measure`, and what the model was made from.

    Raises:
        CorpusError: a case has no side, a document has a fault, or the train or the development
            side has no documents.
        OSError: there are no vectors in the folder, or the model cannot be written.

    """
    require_fit(corpus)
    gold = {side: list(to_docs(corpus.side(side), Built())) for side in ("train", "development")}
    for side, docs in gold.items():
        if not docs:
            raise CorpusError(
                f"no documents on the {side} side: run `upheld corpus split` on the corpus"
            )
    if recipe.vectors is not None and not (recipe.vectors / "vocab" / "vectors").is_file():
        raise OSError(f"{recipe.vectors}: no vectors: make some with `upheld train vectors`")
    started = perf_counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        pieces = {side: write_pieces(folder / f"{side}.spacy", docs) for side, docs in gold.items()}
        if recipe.simulated:
            letters = to_docs(simulate(recipe.simulated, seed=recipe.seed), Built())
            pieces["simulated"] = write_pieces(folder / "simulated.spacy", letters)
        if recipe.silver:
            silver = to_docs(recipe.silver, Built())
            pieces["silver"] = write_pieces(folder / "silver.spacy", silver, longest=_LONGEST)
        config = recipe.config(folder)
        (folder / "trained").mkdir()
        with fast():
            train(init_nlp(config), folder / "trained", stdout=sys.stdout, stderr=sys.stderr)
        trained = load_model(folder / "trained" / "model-best")
    pipeline = assemble(trained)
    metrics = measure(pipeline, gold["development"]) | {
        "seed": recipe.seed,
        "pieces": pieces,
        "simulated_letters": recipe.simulated,
        "silver_documents": len(recipe.silver),
        "settings": dict(recipe.settings),
        "minutes": round((perf_counter() - started) / 60, 1),
    }
    save(pipeline, config, metrics, out)
    return metrics
