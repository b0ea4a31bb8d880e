"""A small decision model of letters, learnt from a few simulated ones."""

from __future__ import annotations

from functools import cache

from upheld.components.language import load_reader
from upheld.corpus.simulator import simulate
from upheld.decisions import LetterModel
from upheld.decisions.letters import SIMULATED, WRITTEN
from upheld.training.decisions.criteria import learn_criteria
from upheld.training.decisions.letters.samples import Samples, joined, of_documents


@cache
def some_samples() -> Samples:
    """Items of simulated letters of both populations, with a reader of criteria of few cases."""
    criteria, nlp = learn_criteria(60), load_reader()
    return joined(
        [
            of_documents(simulate(60, seed=3), nlp, criteria, WRITTEN),
            of_documents(simulate(60, seed=4), nlp, criteria, SIMULATED),
        ]
    )


@cache
def small_letter_model() -> LetterModel:
    """A fitted model."""
    samples = some_samples()
    model = LetterModel(learn_criteria(60))
    return model.fit(samples.table, samples.outcomes, samples.letters, samples.populations)
