"""A conditional random field with the standard features of words and their neighbours.

After Lafferty, McCallum and Pereira, Conditional Random Fields, ICML 2001, by way of CRFsuite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sklearn_crfsuite import CRF
from spacy.tokens import Doc, Span, Token
from spacy.training.iob_utils import iob_to_biluo, tags_to_entities

from upheld.corpus.building import iob_tags
from upheld.training.finders import Finder, TokenSpan

_WINDOW = 2
_AFFIX = 4


def learn_crf(docs: Sequence[Doc]) -> Finder:
    """Train a CRF on the clinical parts of the documents, a part a sequence.

    The training is deterministic (L-BFGS, elastic net), and takes a minute or two on the corpus.
    """
    parts = [part for doc in docs for part in doc.spans["clinical"]]
    crf = CRF(algorithm="lbfgs", c1=0.1, c2=0.1, max_iterations=100)
    crf.fit([features(part) for part in parts], [iob_tags(part) for part in parts])
    return lambda docs: _find(crf, docs)


def _find(crf: CRF, docs: Iterable[Doc]) -> Iterator[list[TokenSpan]]:
    for doc in docs:
        found: list[TokenSpan] = []
        for part in doc.spans["clinical"]:
            guessed = iob_to_biluo(list(crf.predict_single(features(part))))
            found += [
                (part.start + first, part.start + last + 1, label)
                for label, first, last in tags_to_entities(guessed)
            ]
        yield found


def features(part: Span) -> list[list[str]]:
    """Give the features of each token: the word, its shape and affixes, and those of its neighbours."""
    words = [_of_word(token) for token in part]
    near = [[feature for feature in word if feature.startswith(_OF_NEIGHBOURS)] for word in words]
    rows = []
    for at, word in enumerate(words):
        row = ["bias", *word]
        for step in range(-_WINDOW, _WINDOW + 1):
            if step and 0 <= at + step < len(words):
                row += [f"{step:+d}:{feature}" for feature in near[at + step]]
            elif step:
                row.append(f"{step:+d}:edge")
        for step in (-1, 1):  # Two words as one feature.
            if 0 <= at + step < len(words):
                row.append(f"0{step:+d}:{part[at].lower_}|{part[at + step].lower_}")
        rows.append(row)
    return rows


_OF_NEIGHBOURS = ("lower=", "shape=", "kind=")


def _of_word(token: Token) -> list[str]:
    word = token.lower_
    found = [f"lower={word}", f"shape={token.shape_}"]
    for size in range(1, min(_AFFIX, len(word) - 1) + 1):
        found += [f"prefix={word[:size]}", f"suffix={word[-size:]}"]
    kinds = {
        "title": token.is_title,
        "upper": token.is_upper,
        "number": token.like_num,
        "digit": any(character.isdigit() for character in word),
        "punctuation": token.is_punct,
        "space": token.is_space,
        "stop": token.is_stop,
    }
    return found + [f"kind={name}" for name, holds in kinds.items() if holds]
