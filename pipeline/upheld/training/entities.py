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
from upheld.training.pretrained import shape_of

_LONGEST = 150  # Tokens of a piece of silver text: reports have few paragraphs.
CONFIG = Path(__file__).with_name("config.cfg")
TRANSFORMER = Path(__file__).with_name("transformer.cfg")
_NETWORK = "components.ner.model.tok2vec"


@dataclass(frozen=True)
class Recipe:
    """What a training run starts from.

    `simulated` is the number of simulated letters, `silver` holds texts that a teacher labelled,
    `vectors` is a folder of a spaCy pipeline whose static vectors the network reads, `encoder` one of a pretrained
    BERT encoder that takes the network's place; there is one of the two at most. `settings` holds values of the
    config by their dotted names.
    """

    seed: int = 7
    simulated: int = 0
    silver: Sequence[Document] = ()
    vectors: Path | None = None
    encoder: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.vectors is not None and self.encoder is not None:
            raise ValueError("vectors and encoder exclude each other: an encoder reads no vectors")

    def config(self, folder: Path) -> Config:
        """Give the config of the run, whose pieces lie in a folder.

        Raises:
            OSError: there are no vectors, or no encoder, in the folder that was named.

        """
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
            values |= _with_vectors(self.vectors)
        if self.encoder is not None:
            values |= _with_encoder(self.encoder)
        path = CONFIG if self.encoder is None else TRANSFORMER
        return load_config(path, overrides=values | dict(self.settings), interpolate=False)


def _with_vectors(folder: Path) -> dict[str, Any]:
    if not (folder / "vocab" / "vectors").is_file():
        raise OSError(f"{folder}: no vectors: make some with `upheld train vectors`")
    return {"paths.vectors": str(folder), f"{_NETWORK}.embed.include_static_vectors": True}


def _with_encoder(folder: Path) -> dict[str, Any]:
    shape = {f"{_NETWORK}.{name}": value for name, value in shape_of(folder).items()}
    return shape | {"paths.encoder": str(folder)}


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
        OSError: there are no vectors, or no encoder, in the folder, or the model cannot be written.
        ImportError: an encoder is asked for, and the extra `transformer` is not installed.

    """
    require_fit(corpus)
    gold = {side: list(to_docs(corpus.side(side), Built())) for side in ("train", "development")}
    for side, docs in gold.items():
        if not docs:
            raise CorpusError(
                f"no documents on the {side} side: run `upheld corpus split` on the corpus"
            )
    started = perf_counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        config = recipe.config(folder)
        pieces = {side: write_pieces(folder / f"{side}.spacy", docs) for side, docs in gold.items()}
        if recipe.simulated:
            letters = to_docs(simulate(recipe.simulated, seed=recipe.seed), Built())
            pieces["simulated"] = write_pieces(folder / "simulated.spacy", letters)
        if recipe.silver:
            silver = to_docs(recipe.silver, Built())
            pieces["silver"] = write_pieces(folder / "silver.spacy", silver, longest=_LONGEST)
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
