"""Models over named features: what learned to decide where rules do not reach.

A feature holds or does not; a model knows some thousands of them by their names, and adds up what each says for each
class, and for each of some hidden units, in which features count together that say little alone. That is fast and
small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_Feature_co = TypeVar("_Feature_co", covariant=True)


class Finder(Protocol[_Feature_co]):
    """Gives what finds features by the part of their names between a beginning and an end."""

    def __call__(self, beginning: str, end: str = "", /) -> Callable[[str], _Feature_co]:
        """Give it."""


def find_names(beginning: str, end: str = "", /) -> Callable[[str], str]:
    """Find features as their names, which learning goes by."""
    return lambda middle: beginning + middle + end


@dataclass(frozen=True, slots=True, eq=False)  # Its arrays have no one answer to `==`.
class FeatureModel:
    """A network of one layer of rectified units over features, beside what each feature says for itself.

    Attributes:
        classes: the names of what it tells apart; a model that ranks has one, whose score is higher for the better.
        rows: the row of each feature by its name.
        weights: what each feature adds to each class and to each hidden unit, `(features, classes + hidden)`.
        base: what they begin with, `(classes + hidden,)`.
        out: what each hidden unit, where it is above zero, adds to each class, `(hidden, classes)`.

    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    base: Floats
    out: Floats
    _tables: dict[tuple[str, str], dict[str, int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def score_rows(self, features: Sequence[Sequence[int | None]]) -> Floats:
        """Score things by the rows of their features; gives `(things, classes)`.

        None is a feature that was not learned, which says nothing.
        """
        return self.scores_of(self.add_rows(features))

    def add_rows(self, features: Sequence[Sequence[int | None]]) -> Floats:
        """Add up what the features of things say, before the hidden units do; gives `(things, classes + hidden)`."""
        known = [[row for row in rows if row is not None] for rows in features]
        lengths = np.fromiter(map(len, known), np.intp, len(known))
        found = np.tile(self.base, (len(known), 1))
        held = lengths > 0
        if held.any():
            flat = np.fromiter(chain.from_iterable(known), np.intp, int(lengths.sum()))
            starts = np.concatenate(([0], lengths[held].cumsum()[:-1]))
            found[held] += np.add.reduceat(self.weights.take(flat, axis=0), starts)
        return found

    def scores_of(self, sums: Floats) -> Floats:
        """Score things by what `add_rows` gave; gives `(things, classes)`."""
        classes = len(self.classes)
        # Not as a product of matrices, whose last bit depends on how many things there are.
        hidden: Floats = np.einsum("nh,hc->nc", np.maximum(sums[:, classes:], 0), self.out)
        return sums[:, :classes] + hidden

    def find(self, beginning: str, end: str = "", /) -> Callable[[str], int | None]:
        """Give what finds the rows of features by the part of their names between a beginning and an end.

        That takes a fraction of the time that making their whole names would: the parts are words at hand, and
        those of one kind are few.
        """
        return self._table(beginning, end).get

    def _table(self, beginning: str, end: str) -> dict[str, int]:
        table = self._tables.get((beginning, end))
        if table is None:
            table = (
                {
                    n.removesuffix(end): r
                    for n, r in self._table(beginning, "").items()
                    if n.endswith(end)
                }
                if end
                else {
                    n.removeprefix(beginning): r
                    for n, r in self.rows.items()
                    if n.startswith(beginning)
                }
            )
            self._tables[beginning, end] = table
        return table

    def to_values(self) -> dict[str, Any]:
        """Give plain values and arrays; the weights as half floats, which are exact enough."""
        return {
            "classes": list(self.classes),
            "features": list(self.rows),
            "weights": self.weights.astype("float16"),
            "base": self.base,
            "out": self.out,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> FeatureModel:
        """Take the values that `to_values` gave.

        Raises:
            ValueError: they do not fit one another.

        """
        names, classes = values["features"], tuple(values["classes"])
        weights, base, out = (
            np.asarray(values[part], "float32") for part in ("weights", "base", "out")
        )
        width = len(classes) + len(out)
        if (
            weights.shape != (len(names), width)
            or base.shape != (width,)
            or out.shape != (len(out), len(classes))
        ):
            raise ValueError(
                f"a model of {len(names)} features, {len(classes)} classes and {len(out)} hidden units cannot have"
                f" weights of the shapes {weights.shape}, {base.shape} and {out.shape}: train it anew"
            )
        return cls(classes, {name: row for row, name in enumerate(names)}, weights, base, out)
