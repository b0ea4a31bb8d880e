"""What the entity model must be better than; each learns from annotated `Doc`s and gives a finder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc

from upheld.training.baselines.crf import learn_crf
from upheld.training.baselines.dictionary import learn_dictionary
from upheld.training.finders import Finder

BASELINES: Mapping[str, Callable[[Sequence[Doc]], Finder]] = {
    "dictionary": learn_dictionary,
    "CRF": learn_crf,
}

__all__ = ["BASELINES", "learn_crf", "learn_dictionary"]
