"""The obvious ways to foretell decisions of letters, beside which the model is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

from upheld.training.decisions.baselines import Precedent

# What precedents share, the finest first.
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("kind", "diagnosis"),
    ("category", "diagnosis"),
    ("kind",),
    ("category",),
)


def create_baselines(seed: int = 7) -> dict[str, Any]:
    """Give unfitted classifiers of the rows of `describe`, by name; the same seed gives the same."""
    one_hot = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), ["kind", "category"])
    )
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    known = make_column_transformer((DictVectorizer(), "known"))
    forest = RandomForestClassifier(200, min_samples_leaf=3, random_state=seed)
    return {
        "base rate": DummyClassifier(strategy="prior"),
        "precedent": Precedent(_LEVELS),
        "logistic regression on kinds": make_pipeline(one_hot, LogisticRegression(max_iter=1_000)),
        "TF-IDF": make_pipeline(
            FunctionTransformer(_visible_text), words, LogisticRegression(max_iter=1_000)
        ),
        "random forest": make_pipeline(known, forest),
    }


def _visible_text(table: pd.DataFrame) -> Sequence[str]:
    """Give the same words that the model may see: the summary, the request, the refusal."""
    return [
        f"{summary} {request} {denial}"
        for summary, request, denial in zip(
            table["summary"], table["request"], table["denial"], strict=True
        )
    ]
