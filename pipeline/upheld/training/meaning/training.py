"""Training of the models of meaning: they learn from the train side, are measured, and go into a pipeline."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import srsly
from spacy.util import load_config

from upheld.components.meaning import MeaningComponent
from upheld.corpus.folder import Corpus
from upheld.training.meaning.cases import read_cases
from upheld.training.meaning.learning import learn
from upheld.training.meaning.measuring import measure, our_finders
from upheld.training.packing import MEANING, require_meaning

_MEASURED = ("status", "result", "attachment", "attachment, same name")


def train_meaning(corpus: Corpus, folder: Path, model: Path) -> pd.DataFrame:
    """Learn the models of meaning and put them into the pipeline of a folder, where older ones are replaced.

    The test side is not read. What was measured is added to the folder's `metrics.json`.

    Args:
        corpus: annotated letters with their split.
        folder: the corpus's folder, which holds `meaning/letters.jsonl`.
        model: a folder with a pipeline that has the component `upheld_meaning`.

    Returns:
        The scores on the development side, beside those of the rules alone: see `measure`.

    Raises:
        CorpusError: gold and documents do not agree, or a side has no letter with gold.
        OSError: a file is missing, or the pipeline cannot be read or written.
        ValueError: the pipeline has no such component, or the gold says too little to learn from.

    """
    # The pipeline is not loaded: what it learned before may be of a form that is read no more.
    require_meaning(load_config(model / "config.cfg").get("nlp", {}).get("pipeline", []))
    learned = learn(read_cases(corpus, folder, "train"))
    judged = read_cases(corpus, folder, "development")
    scores = measure(judged, our_finders(learned))
    scores = scores[scores["part"].isin(_MEASURED)].reset_index(drop=True)
    MeaningComponent(MEANING, learned).to_disk(model / MEANING)
    _note(model / "metrics.json", scores)
    return scores


def _note(path: Path, scores: pd.DataFrame) -> None:
    metrics = srsly.read_json(path) if path.exists() else {}
    learned = scores[scores["finder"] == "model"].set_index("part")
    columns = ["asked", "accuracy", "macro_f1"]
    rounded = learned[columns].round(4).to_dict("index")
    metrics["meaning"] = {
        part: {
            name: value for name, value in row.items() if value == value
        }  # Not a number is left out.
        for part, row in rounded.items()
    }
    srsly.write_json(path, metrics)
