"""Letters as decided items to learn from and to be asked of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from spacy.language import Language

from upheld.components.seeing import Seer
from upheld.corpus.document import Document
from upheld.decisions.criteria import Criteria
from upheld.decisions.errors import DecisionError
from upheld.decisions.features import COLUMNS, describe
from upheld.decisions.letters import WRITTEN
from upheld.layout import Letter, lay_out
from upheld.reading.source import SourceText


@dataclass(frozen=True)
class Samples:
    """Decided items: rows of `describe`, their outcomes (1 is overturned), letters, populations and true probabilities.

    `numbers` are the items' numbers in their letters. `truth` is not a number where nobody knows it. `read_off` counts
    the items whose decision was read off the letter, `right` those where it is the gold one, `stated` all of the gold;
    without gold all three are the same.
    """

    table: pd.DataFrame
    outcomes: npt.NDArray[np.int64]
    letters: npt.NDArray[np.object_]
    populations: npt.NDArray[np.object_]
    truth: npt.NDArray[np.float64]
    numbers: npt.NDArray[np.int64]
    stated: int = 0
    read_off: int = 0
    right: int = 0

    def __len__(self) -> int:
        """Give the number of items."""
        return len(self.table)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Samples:
        """Give some of the items."""
        return Samples(
            self.table[chosen].reset_index(drop=True),
            self.outcomes[chosen],
            self.letters[chosen],
            self.populations[chosen],
            self.truth[chosen],
            self.numbers[chosen],
        )


def joined(parts: Sequence[Samples]) -> Samples:
    """Put samples together.

    Raises:
        DecisionError: there is no item in them.

    """
    if not sum(map(len, parts)):
        raise DecisionError("no item with a decision to learn from")
    return Samples(
        pd.concat([part.table for part in parts], ignore_index=True),
        np.concatenate([part.outcomes for part in parts]),
        np.concatenate([part.letters for part in parts]),
        np.concatenate([part.populations for part in parts]),
        np.concatenate([part.truth for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        sum(part.stated for part in parts),
        sum(part.read_off for part in parts),
        sum(part.right for part in parts),
    )


def of_letters(
    letters: Iterable[Letter], nlp: Language, criteria: Criteria, population: str = WRITTEN
) -> Samples:
    """Let letters label themselves: each item with a stated decision is one."""
    held = list(letters)
    rows, outcomes, names = [], [], []
    for letter, visible in zip(held, Seer(nlp).see(held), strict=True):
        decided = np.array([item.decision is not None for item in letter.items], dtype=bool)
        rows.append(describe(visible, criteria)[decided])
        outcomes += [int(i.decision == "overturned") for i in letter.items if i.decision]
        names += [(letter.source, item.number) for item in letter.items if item.decision]
    return _samples(rows, outcomes, names, population, [np.nan] * len(outcomes), len(outcomes))


def of_documents(
    documents: Iterable[Document], nlp: Language, criteria: Criteria, population: str = WRITTEN
) -> Samples:
    """Give the items of annotated letters: what is known as the letter is read, the outcome as the gold has it.

    An item that is not found, or found where the gold has none, is left out and counts as read wrong.
    """
    held = list(documents)
    letters = [lay_out(SourceText(document.id, document.text)) for document in held]
    rows, outcomes, names, truth = [], [], [], []
    stated = read_off = right = 0
    for document, letter, visible in zip(held, letters, Seer(nlp).see(letters), strict=True):
        gold = {(item.start, item.end): item for item in document.items}
        by_number = {item.number: item for item in document.items}
        same = len(letter.items) == len(document.items)
        found = [
            gold.get((i.start, i.end)) or (by_number.get(i.number) if same else None)
            for i in letter.items
        ]
        kept = np.array([g is not None and g.decision is not None for g in found], dtype=bool)
        rows.append(describe(visible, criteria)[kept])
        stated += sum(item.decision is not None for item in document.items)
        for item, own in zip(letter.items, found, strict=True):
            if own is None or own.decision is None:
                continue
            outcomes.append(int(own.decision == "overturned"))
            truth.append(np.nan if own.true_probability is None else own.true_probability)
            names.append((document.id, item.number))
            read_off += item.decision is not None
            right += item.decision == own.decision
    return _samples(rows, outcomes, names, population, truth, stated, read_off, right)


def _samples(
    rows: Sequence[pd.DataFrame],
    outcomes: Sequence[int],
    names: Sequence[tuple[str, int]],
    population: str,
    truth: Sequence[float],
    stated: int,
    read_off: int | None = None,
    right: int | None = None,
) -> Samples:
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS))
    return Samples(
        table,
        np.array(outcomes, dtype=np.int64),
        np.array([letter for letter, _ in names], dtype=object),
        np.full(len(outcomes), population, dtype=object),
        np.array(truth, dtype=np.float64),
        np.array([number for _, number in names], dtype=np.int64),
        stated,
        stated if read_off is None else read_off,
        stated if right is None else right,
    )
