"""Linear models over named features: what learned to decide where rules do not reach.

A feature holds or does not; a model knows some thousands of them by their names, and adds up what each says for each
class. That is fast, small, and can be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A linear model: `weights`, of shape `(features, classes)`, and `base`, `(classes,)`.

    `rows` gives the row of each feature by its name. `classes` are the names of what it tells apart; a model that
    ranks has one, whose score is higher for the better.
    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    base: Floats
    _padded: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put a row that says nothing behind the weights: that of every feature that was not learned."""
        object.__setattr__(self, "_padded", np.pad(self.weights, ((0, 1), (0, 0))))

    def scores(self, features: Sequence[Sequence[str]]) -> Floats:
        """Score things by their features; gives `(things, classes)`. A feature that was not learned says nothing."""
        lengths = np.fromiter(map(len, features), np.intp, len(features))
        found = np.tile(self.base, (len(features), 1))
        held = lengths > 0
        if held.any():
            rows = map(self.rows.get, chain.from_iterable(features), repeat(len(self.weights)))
            flat = np.fromiter(rows, np.intp, int(lengths.sum()))
            starts = np.concatenate(([0], lengths[held].cumsum()[:-1]))
            found[held] += np.add.reduceat(self._padded[flat], starts)
        return found

    def to_values(self) -> dict[str, Any]:
        """Give plain values and arrays; the weights as half floats, which are exact enough."""
        return {
            "classes": list(self.classes),
            "features": list(self.rows),
            "weights": self.weights.astype("float16"),
            "base": self.base,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> LinearModel:
        """Take the values that `to_values` gave.

        Raises:
            ValueError: they do not fit one another.

        """
        names, classes = values["features"], tuple(values["classes"])
        weights = np.asarray(values["weights"], "float32")
        base = np.asarray(values["base"], "float32")
        if weights.shape != (len(names), len(classes)) or base.shape != (len(classes),):
            raise ValueError(
                f"a model of {len(names)} features and {len(classes)} classes cannot have weights of the shape"
                f" {weights.shape} and {base.shape}: train it anew"
            )
        return cls(classes, {name: row for row, name in enumerate(names)}, weights, base)
