"""Earlier items with their decisions, as plain values: which are most like a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

# How much two items have in common: kind and diagnosis say most, then what was found and tried, by its rarity.
_SAME_KIND, _SAME_DIAGNOSIS, _SAME_CATEGORY = 3.0, 1.5, 0.5
_SHARED = ("confirmed ", "drug=", "drug class=", "tried: ", "what is asked for: ", "topic=")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier item: its letter and number, what it asked for, what was found, its decision; how alike, 0 to 1."""

    letter: str
    number: int
    kind: str
    diagnosis: str
    decision: str
    likeness: float


class Precedents:
    """The items that a model learnt from: lists of one length, with what each has by name."""

    def __init__(
        self,
        letters: Sequence[str],
        numbers: Sequence[int],
        kinds: Sequence[str],
        categories: Sequence[str],
        diagnoses: Sequence[str],
        outcomes: Sequence[int],
        traits: Sequence[Sequence[str]],
    ) -> None:
        self.letters = list(letters)
        self.numbers = list(numbers)
        self.kinds = list(kinds)
        self.categories = list(categories)
        self.diagnoses = list(diagnoses)
        self.outcomes = list(outcomes)
        self.traits = [list(held) for held in traits]

    def __getstate__(self) -> dict[str, Any]:
        """Give what a file holds: one text, which is read in no time."""
        return {"json": json.dumps(self.__dict__)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what `__getstate__` gave.

        Raises:
            TypeError: it lacks a list, or has one too many.

        """
        self.__init__(**json.loads(state["json"]))  # type: ignore[misc]

    @classmethod
    def of(
        cls,
        table: pd.DataFrame,
        outcomes: npt.NDArray[np.int64],
        letters: npt.NDArray[np.object_],
    ) -> Precedents:
        """Keep the items of a table of `describe`: no text of theirs, only names of a fixed vocabulary."""
        counted: dict[str, int] = {}
        numbers = []
        for letter in letters:
            counted[letter] = counted.get(letter, 0) + 1
            numbers.append(counted[letter])
        return cls(
            list(map(str, letters)),
            numbers,
            list(table["kind"]),
            list(table["category"]),
            list(table["diagnosis"]),
            [int(outcome) for outcome in outcomes],
            [traits_of(known) for known in table["known"]],
        )

    def most_like(self, row: Mapping[str, Any], count: int = 5) -> list[Precedent]:
        """Give the earlier items most like one row of `describe`, the likest first."""
        own = set(traits_of(row["known"]))
        rarity = self._rarity()
        most = _SAME_KIND + _SAME_DIAGNOSIS + _SAME_CATEGORY + sum(rarity.get(t, 0.0) for t in own)
        likeness = [
            (
                _SAME_KIND * (kind == row["kind"])
                + _SAME_CATEGORY * (category == row["category"])
                + _SAME_DIAGNOSIS * (bool(diagnosis) and diagnosis == row["diagnosis"])
                + sum(rarity[trait] for trait in traits if trait in own)
            )
            / most
            for kind, category, diagnosis, traits in zip(
                self.kinds, self.categories, self.diagnoses, self.traits, strict=True
            )
        ]
        order = sorted(range(len(likeness)), key=lambda at: (-likeness[at], at))[:count]
        return [
            Precedent(
                self.letters[at],
                self.numbers[at],
                self.kinds[at],
                self.diagnoses[at],
                "overturned" if self.outcomes[at] else "upheld",
                round(likeness[at], 4),
            )
            for at in order
        ]

    def _rarity(self) -> dict[str, float]:
        counts: dict[str, int] = {}
        for traits in self.traits:
            for trait in traits:
                counts[trait] = counts.get(trait, 0) + 1
        total = len(self.traits)
        return {trait: 0.2 * float(np.log(1 + total / count)) for trait, count in counts.items()}


def traits_of(known: Mapping[str, float]) -> list[str]:
    """Give what two items may have in common, of the named numbers of one."""
    return sorted(name for name in known if name.startswith(_SHARED) and "chapter" not in name)
