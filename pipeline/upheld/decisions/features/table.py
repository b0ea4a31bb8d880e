"""The rows of a letter's items."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.decisions.criteria import MET, STATES, UNMET, Criteria
from upheld.decisions.features.findings import (
    case_features,
    diagnosis_of,
    finding_features,
    tried_features,
)
from upheld.decisions.features.request import request_features
from upheld.decisions.visible import Asked, Visible
from upheld.meaning import read_request

COLUMNS: tuple[str, ...] = (
    *("known", "criteria", "summary", "request", "denial"),
    *("kind", "category", "diagnosis", "age", "sex"),
)
"""`known` and `criteria` hold named numbers as dicts; `summary`, `request` and `denial` are texts; `kind`, `category`
and `diagnosis` (the category of ICD-10-CM that most of the findings have) are what precedents share; `age` and `sex`
are None where nothing is said."""

Floats = npt.NDArray[np.float32]


def describe(
    visible: Visible, criteria: Criteria, *, without: Sequence[int] | None = None
) -> pd.DataFrame:
    """Describe each item of a letter by what was known before.

    Args:
        visible: what was known.
        criteria: reads the criteria of guidelines from the sentences.
        without: numbers of sentences, each left out in a row of its own, to see what it does; -1 leaves out none.

    Returns:
        A row an item with `COLUMNS`; with `without`, for each item a row a number.

    """
    return _table(_rows(visible, criteria, (-1,) if without is None else without))


def describe_all(seen: Iterable[Visible], criteria: Criteria) -> pd.DataFrame:
    """Describe the items of several letters, one letter after the other, as `describe` does."""
    return _table(row for visible in seen for row in _rows(visible, criteria, (-1,)))


def _table(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS), dtype=object)


def _rows(
    visible: Visible, criteria: Criteria, without: Sequence[int]
) -> Iterator[dict[str, object]]:
    read = read_sentences(visible, criteria)
    names = sentence_names(visible)
    owners = _owners(visible, names)
    cases = [_case(visible, names, number) for number in without]
    for item in visible.items:
        for case in cases:
            yield _row(visible, item, criteria, read, owners, case)


def read_sentences(visible: Visible, criteria: Criteria) -> Floats:
    """Read the criteria of each sentence of a summary: shape `(sentences, 2, criteria)`."""
    return criteria.read([visible.words(sentence) for sentence in visible.sentences])


def sentence_names(visible: Visible) -> list[list[int]]:
    """Give the numbers of the mentions that stand in each sentence."""
    starts = [sentence.start for sentence in visible.sentences]
    held: list[list[int]] = [[] for _ in starts]
    for number, mention in enumerate(visible.mentions):
        held[max(0, bisect_right(starts, mention.start) - 1)].append(number)
    return held


def _telling(
    visible: Visible, item: Asked, criterion: str, criteria: Criteria, owners: Sequence[set[int]]
) -> Iterator[int]:
    """Give the sentences that may tell an item's criterion: not those of the refusal, none that is of another item."""
    own = criterion in criteria.own
    for number, sentence in enumerate(visible.sentences):
        foreign = own and owners[number] and item.number not in owners[number]
        if not sentence.denial and not foreign:
            yield number


def _owners(visible: Visible, names: Sequence[Sequence[int]]) -> list[set[int]]:
    """Give, for each sentence, the numbers of the items whose kind or drug it names."""
    owners = []
    for held in names:
        named: set[int] = set()
        for number in held:
            mention, meaning = visible.mentions[number], visible.meanings[number]
            if mention.label != "TREATMENT":
                continue
            kind = read_request(mention.words(visible.text)).kind
            drug = meaning.drug.generic if meaning.drug else None
            named |= {
                item.number
                for item in visible.items
                if (
                    item.request.drug == drug
                    if drug and item.request.drug
                    else item.request.kind == kind
                )
            }
        owners.append(named)
    return owners


@dataclass(frozen=True, slots=True)
class _Case:
    """What all items of a letter share where sentence `left_out` is left out: `left` are the mentions of the others."""

    left_out: int
    left: frozenset[int]
    known: Mapping[str, float]
    summary: str
    denial: str


def _case(visible: Visible, names: Sequence[Sequence[int]], left_out: int) -> _Case:
    left = frozenset(n for number, held in enumerate(names) if number != left_out for n in held)
    told = [s for number, s in enumerate(visible.sentences) if number != left_out]
    return _Case(
        left_out,
        left,
        dict([*case_features(visible), *finding_features(visible, left)]),
        " ".join(visible.words(s) for s in told if not s.denial),
        " ".join(visible.words(s) for s in told if s.denial),
    )


def _row(
    visible: Visible,
    item: Asked,
    criteria: Criteria,
    read: Floats,
    owners: Sequence[set[int]],
    case: _Case,
) -> dict[str, object]:
    return {
        "known": {
            **dict(request_features(visible, item)),
            **case.known,
            **dict(tried_features(visible, item, case.left)),
        },
        "criteria": dict(_criteria(visible, item, criteria, read, owners, case.left_out)),
        "summary": case.summary,
        "request": item.text,
        "denial": case.denial,
        "kind": item.request.kind,
        "category": item.request.category,
        "diagnosis": diagnosis_of(visible, item),
        "age": visible.age,
        "sex": visible.sex,
    }


def _criteria(
    visible: Visible,
    item: Asked,
    criteria: Criteria,
    read: Floats,
    owners: Sequence[set[int]],
    left_out: int,
) -> Iterator[tuple[str, float]]:
    """Give how surely each criterion of the item's kind is told of as met and as not met, and the shares of all."""
    topic = criteria.topic_of(item.text, item.request.kind)
    if topic is None:
        return
    asked = criteria.asked[topic]
    sums = [0.0, 0.0]
    yield f"topic={topic}", 1.0
    for name in asked:
        column = criteria.names.index(name)
        rows = [n for n in _telling(visible, item, name, criteria, owners) if n != left_out]
        for state in (MET, UNMET):
            told = float(read[rows, state, column].max()) if rows else 0.0
            sums[state] += told
            yield f"{topic}: {name} {STATES[state]}", told
            yield f"{name} {STATES[state]}", told
    for state in (MET, UNMET):
        yield f"share of the criteria {STATES[state]}", sums[state] / len(asked)
