"""Which words and patterns are reserved for the held-out side, and the draws that respect it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

Side = Literal["train", "held-out"]
SIDES: tuple[str, ...] = get_args(Side)

RESERVED_SHARE = 0.25
"""The share of all patterns and words that is reserved for the held-out side."""

RESERVED_DRAWS = 0.9
"""How often the held-out side draws from what is reserved, where a choice has both."""


@cache
def is_reserved(words: str) -> bool:
    """Say whether a pattern or word is reserved: by a hash of its own words, the same everywhere."""
    return _place(words) < RESERVED_SHARE


def _place(words: str) -> float:
    digest = hashlib.sha256(" ".join(words.lower().split()).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


@cache
def divide(choices: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divide choices into those that anybody may use and those that are reserved.

    Where the hashes leave one part empty, the choice nearest to the border moves over, so that
    two choices or more are always on both sides.
    """
    free = tuple(choice for choice in choices if not is_reserved(choice))
    reserved = tuple(choice for choice in choices if is_reserved(choice))
    if len(choices) < 2 or (free and reserved):
        return free, reserved
    moved = (min if free else max)(choices, key=_place)
    rest = tuple(choice for choice in choices if choice != moved)
    return (rest, (moved,)) if free else ((moved,), rest)


class Draw:
    """The random stream of one letter, and its side.

    Equal seeds give equal draws; nothing else, such as the order of letters, counts.
    """

    def __init__(self, seed: str, side: Side) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up letters need no secrecy.
        self.side = side

    def word(self, choices: Sequence[str]) -> str:
        """Draw one of the choices that this side may use.

        Raises:
            IndexError: there is none.

        """
        free, reserved = divide(tuple(choices))
        if self.side == "train":
            pool = free or reserved
        elif reserved and (not free or self.random.random() < RESERVED_DRAWS):
            pool = reserved
        else:
            pool = free
        return pool[int(self.random.random() * len(pool))]

    def chance(self, probability: float) -> bool:
        """Say yes with this probability."""
        return self.random.random() < probability
