"""Criteria of the guidelines: which topic a request falls under, and which criteria a sentence tells of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float32]

MET, UNMET = 0, 1
STATES: tuple[str, ...] = ("met", "not met")

_WORD = re.compile(r"[a-z]{1,40}(?:'[a-z]{1,3})?|[0-9]{1,12}(?:[./][0-9]{1,12})?|[%+#<>]")
# Where a clause ends: what is told in one is hard to make out among the words of others.
_ENDS = re.compile(
    r"(?<=[;?])\s|(?<=[.!])\s(?=[a-z+0-9])|\s/\s|,?\s(?:and|but|with|while)\s", re.ASCII
)
_LONGEST = 120  # Words of a sentence; what stands behind them is not read.


@lru_cache(maxsize=1 << 9)
def terms(text: str) -> tuple[str, ...]:
    """Give the words, pairs and triples of words of a text, each once; numbers are `0`."""
    words = ["0" if word[0].isdigit() else word for word in _WORD.findall(text.lower())]
    words = ["^", *words[:_LONGEST], "$"]
    found = dict.fromkeys(words[1:-1])
    found |= dict.fromkeys(map(" ".join, pairwise(words)))
    found |= dict.fromkeys(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return tuple(found)


class TermModel:
    """A linear model of labels over the terms of a text.

    `rows` gives the row of each known term in `weights`, of shape `(terms, labels)`; `base`, of shape `(labels,)`, is
    added. A text's terms count by the inverse root of their number, so that long texts weigh as much as short ones.
    Most weights are zero: they are held sparse, which takes a tenth of the memory.
    """

    def __init__(self, rows: Mapping[str, int], weights: Floats, base: Floats) -> None:
        self.rows = dict(rows)
        self.weights = csr_array(weights)
        self.base = base

    def __getstate__(self) -> dict[str, Any]:
        """Give what a file holds: the terms, in the order of their rows, as one text, which is read in no time."""
        names = sorted(self.rows, key=self.rows.__getitem__)
        return {"terms": json.dumps(names), "weights": self.weights.toarray(), "base": self.base}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what `__getstate__` gave."""
        self.rows = {term: row for row, term in enumerate(json.loads(state["terms"]))}
        # Not sparse ones of a file, whose indices nobody has looked at.
        self.weights = csr_array(np.asarray(state["weights"], np.float32))
        self.base = state["base"]

    def scores(self, texts: Sequence[str]) -> Floats:
        """Give the log-odds of each label for each text: shape `(texts, labels)`."""
        row_of = self.rows.get
        known = [
            [row for term in terms(text) if (row := row_of(term)) is not None] for text in texts
        ]
        lengths = np.fromiter(map(len, known), np.int32, len(texts))
        rows = np.fromiter(chain.from_iterable(known), np.int32, lengths.sum())
        starts = np.concatenate(([0], lengths.cumsum()))
        held = csr_array(
            (np.ones(len(rows), np.float32), rows, starts), shape=(len(texts), len(self.rows))
        )
        roots = np.sqrt(np.maximum(lengths, 1)).astype(np.float32)
        scores: Floats = self.base + (held @ self.weights).toarray() / roots[:, None]
        return scores


class Criteria:
    """Reads requests and sentences against the criteria of guidelines.

    `topics` are what guidelines treat of, with the `kinds` of request that a topic is asked for as, and the criteria
    `asked` of it. `names` are the criteria; `own` those that are told of one item, such as what its drug did, and not
    of the case. `requests` scores topics, `told` every criterion as met and then every one as not met; both were
    learned from so many made-up `cases`.
    """

    def __init__(
        self,
        topics: Sequence[str],
        kinds: Mapping[str, Sequence[str]],
        asked: Mapping[str, Sequence[str]],
        names: Sequence[str],
        own: Sequence[str],
        requests: TermModel,
        told: TermModel,
        cases: int,
    ) -> None:
        self.topics = list(topics)
        self.kinds = {topic: list(kinds[topic]) for topic in topics}
        self.asked = {topic: list(asked[topic]) for topic in topics}
        self.names = list(names)
        self.own = list(own)
        self.requests = requests
        self.told = told
        self.cases = cases

    def topic_of(self, request: str, kind: str) -> str | None:
        """Give the likeliest topic of the words of a request of a kind; None where no topic is of that kind."""
        fitting = [at for at, topic in enumerate(self.topics) if kind in self.kinds[topic]]
        if not fitting:
            return None
        scores = self.requests.scores([request])[0, fitting]
        return self.topics[fitting[int(scores.argmax())]]

    def read(self, sentences: Sequence[str]) -> Floats:
        """Give the probability that each sentence, or a clause of it, tells of each criterion.

        Returns:
            An array of shape `(sentences, 2, names)`: of each criterion as met and as not met.

        """
        clauses = [clauses_of(sentence) for sentence in sentences]
        scores = self.told.scores([clause for held in clauses for clause in held])
        best = np.empty((len(sentences), scores.shape[1]), np.float32)
        start = 0
        for row, held in enumerate(clauses):
            best[row] = scores[start : start + len(held)].max(axis=0)
            start += len(held)
        read = (1 / (1 + np.exp(-best))).astype(np.float32)
        return read.reshape(len(sentences), 2, len(self.names))


def clauses_of(sentence: str) -> list[str]:
    """Give a sentence and, where it has more than one, its clauses."""
    clauses = [clause for clause in _ENDS.split(sentence) if clause.strip()]
    return [sentence, *clauses] if len(clauses) > 1 else [sentence]


def no_criteria() -> Criteria:
    """Give a reader that knows no criterion."""
    nothing = TermModel({}, np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
    return Criteria([], {}, {}, [], [], nothing, nothing, 0)
