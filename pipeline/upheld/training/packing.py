"""From a trained recogniser to a pipeline that reads letters: assembled, measured, saved."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import Any, cast

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Config

from upheld.components import LetterEnglish
from upheld.components.encoder import NODE
from upheld.components.entities import EntitiesComponent
from upheld.components.meaning import MeaningComponent
from upheld.corpus.document import LABELS
from upheld.training.finders import bare, gold_spans
from upheld.training.scoring import count, match, rates

COMPONENT = "upheld_entities"
MEANING = "upheld_meaning"
# Paths of the machine that trained say nothing elsewhere.
_PATHS = ("train", "development", "simulated", "silver", "vectors", "encoder")

_CORPUS = {"name": "annotated corpus of upheld", "author": "upheld", "license": "Apache-2.0"}
_REPORTS = {"name": "MTSamples, annotated reports", "url": "https://mtsamples.com"}
_MINILM = {
    "name": "all-MiniLM-L6-v2, distilled into static vectors",
    "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
    "author": "sentence-transformers",
    "license": "Apache-2.0",
}
_ENCODER = {"name": "pretrained BERT encoder, fine-tuned"}


def assemble(trained: Language) -> LetterEnglish:
    """Put the recogniser of a trained pipeline (its `ner`) into one that reads letters.

    The vocabulary, with its static vectors, is shared.
    """
    network = trained.config.interpolate()["components"]["ner"]["model"]
    components = {
        "upheld_layout": {"factory": "upheld_layout"},
        COMPONENT: {"factory": COMPONENT, "model": network},
        MEANING: {"factory": MEANING},
    }
    config = {"nlp": {"lang": "en", "pipeline": list(components)}, "components": components}
    nlp = LetterEnglish.from_config(config, vocab=trained.vocab)
    recogniser = trained.get_pipe("ner").to_bytes(exclude=["vocab"])  # type: ignore[attr-defined]
    entities_of(nlp).from_bytes(recogniser, exclude=["vocab"])
    return cast(LetterEnglish, nlp)


def meaning_of(nlp: Language) -> MeaningComponent:
    """Give the component of a pipeline that says what entities mean.

    Raises:
        ValueError: it has none.

    """
    require_meaning(nlp.pipe_names)
    return cast(MeaningComponent, nlp.get_pipe(MEANING))


def require_meaning(components: Sequence[str]) -> None:
    """Refuse a pipeline, by the names of its components, that does not say what entities mean.

    Raises:
        ValueError: it does not.

    """
    if MEANING not in components:
        raise ValueError(f"the pipeline has no component {MEANING}: it has {', '.join(components)}")


def entities_of(nlp: Language) -> EntitiesComponent:
    """Give the component of a pipeline that finds entities."""
    return cast(EntitiesComponent, nlp.get_pipe(COMPONENT))


def measure(nlp: Language, gold: Sequence[Doc]) -> dict[str, Any]:
    """Measure a pipeline on documents with gold entities.

    Returns:
        Under `development` precision, recall and F1 (exact spans, 0 to 1) of `all`, of each part of the
        corpus and of each label; under `words_per_second` the speed of the recogniser.

    """
    docs = [bare(doc) for doc in gold]
    started = perf_counter()
    found = list(entities_of(nlp).find(docs))
    seconds = perf_counter() - started
    counts = np.array(
        [
            count(match(gold_spans(doc), spans), LABELS)
            for doc, spans in zip(gold, found, strict=True)
        ]
    )
    parts = np.array([doc.user_data["part"] for doc in gold])
    groups = {"all": counts.sum(axis=(0, 1))}
    groups |= {str(part): counts[parts == part].sum(axis=(0, 1)) for part in np.unique(parts)}
    groups |= {label: counts[:, n].sum(axis=0) for n, label in enumerate(LABELS)}
    words = sum(len(part) for doc in docs for part in doc.spans["clinical"])
    scores = {name: _rounded(rates(group)) for name, group in groups.items()}
    return {"development": scores, "words_per_second": round(words / seconds)}


def _rounded(values: dict[str, Any]) -> dict[str, float | None]:
    return {name: None if np.isnan(v) else round(float(v), 4) for name, v in values.items()}


def _has_encoder(nlp: Language) -> bool:
    return any(node.name == NODE for node in entities_of(nlp).recognizer.model.walk())


def save(nlp: Language, config: Config, metrics: dict[str, Any], out: Path) -> None:
    """Write a pipeline with its `metrics.json`, and the config that it was trained with as `training.cfg`.

    A pipeline that stands in the folder is replaced; other files in it stay.
    """
    scores = metrics["development"]["all"]
    encoder = _has_encoder(nlp)
    sources = [_CORPUS, _REPORTS]
    if len(nlp.vocab.vectors):
        sources.append(_MINILM)
    if encoder:
        sources.append(_ENCODER)
    nlp.meta.update(
        {
            "name": "upheld",
            "version": version("upheld"),
            "description": "Treatments, body parts, diagnoses and measurements in IMR determination letters",
            "license": "Apache-2.0",
            "requirements": [f"upheld{'[transformer]' if encoder else ''}>={version('upheld')}"],
            "sources": sources,
            "performance": {
                "ents_p": scores["precision"],
                "ents_r": scores["recall"],
                "ents_f": scores["f1"],
                "ents_per_type": {label: metrics["development"][label] for label in LABELS},
            },
        }
    )
    for folder in ("vocab", "tokenizer", COMPONENT, MEANING):
        rmtree(out / folder, ignore_errors=True)
    nlp.to_disk(out)
    portable = config.copy()
    portable["paths"] = {name: None for name in _PATHS if name in config["paths"]}
    portable.to_disk(out / "training.cfg", interpolate=False)
    srsly.write_json(out / "metrics.json", metrics)
