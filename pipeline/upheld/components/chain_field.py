"""A linear-chain conditional random field over the tags of tokens, for batches of sequences.

After Lafferty, McCallum and Pereira, Conditional Random Fields, ICML 2001; forward-backward with scaling as in
Rabiner, A Tutorial on Hidden Markov Models, 1989. Tags are those of BILUO: a span begins, goes on and ends, or is
one unit. Whatever the scores, no tag follows another that it cannot follow.

Shapes: `S` sequences, `T` tokens of the longest, `N` tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Mask = npt.NDArray[np.bool_]
_Value = TypeVar("_Value", bound=np.generic)
_NEVER = -1e4  # A score that no sum of others makes up for.


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of some labels, and which may start a sequence, follow each other and end it."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, labels: Sequence[str]) -> Tags:
        """Make the tags of labels: `O`, and four of each label."""
        return cls(("O", *(f"{kind}-{label}" for label in labels for kind in "BILU")))

    @property
    def starts(self) -> Mask:
        """Say which tags a sequence may start with: shape `(N,)`."""
        return np.array([name[0] in "OBU" for name in self.names])

    @property
    def ends(self) -> Mask:
        """Say which tags a sequence may end with: shape `(N,)`."""
        return np.array([name[0] in "OLU" for name in self.names])

    @property
    def follows(self) -> Mask:
        """Say which tag (column) may follow which (row): shape `(N, N)`."""
        return np.array([[_may_follow(one, other) for other in self.names] for one in self.names])


def _may_follow(one: str, other: str) -> bool:
    if one[0] in "BI":
        return other[0] in "IL" and other[1:] == one[1:]
    return other[0] in "OBU"


def pad(
    rows: Sequence[npt.NDArray[_Value]], fill: float = 0.0
) -> tuple[npt.NDArray[_Value], npt.NDArray[np.intp]]:
    """Put sequences of values, `(tokens, N)` each, into `(S, T, N)`; gives it and their lengths."""
    lengths = np.array([len(row) for row in rows])
    padded = np.full((len(rows), lengths.max(), rows[0].shape[1]), fill, dtype=rows[0].dtype)
    for n, row in enumerate(rows):
        padded[n, : len(row)] = row
    return padded, lengths


def decode(rows: Sequence[Floats], between: Floats, tags: Tags) -> list[npt.NDArray[np.intp]]:
    """Find the best tags of each sequence (Viterbi).

    Args:
        rows: the scores of each token's tags, `(tokens, N)` for each sequence; none may be empty.
        between: the scores of a tag (column) behind another (row), `(N, N)`.
        tags: the tags.

    Returns:
        The numbers of the tags, `(tokens,)` for each sequence.

    """
    order = sorted(range(len(rows)), key=lambda n: -len(rows[n]))  # Those still going come first.
    scores, lengths = pad([rows[n] for n in order])
    steps = np.where(tags.follows, between, _NEVER).T.astype(scores.dtype)  # [to, from]
    best = scores[:, 0] + np.where(tags.starts, 0, _NEVER).astype(scores.dtype)
    back = np.zeros(scores.shape, dtype=np.int8)
    first = np.arange(best.size) * best.shape[1]  # Places of each tag's first way.
    for at in range(1, scores.shape[1]):
        going = int((lengths > at).sum())
        ways = best[:going, None, :] + steps
        came = ways.argmax(axis=2)
        back[:going, at] = came
        # By places among all ways: several times as fast as `np.take_along_axis`, and this is done at every token.
        chosen = ways.ravel()[first[: came.size] + came.ravel()]
        best[:going] = chosen.reshape(came.shape) + scores[:going, at]
    ends = (best + np.where(tags.ends, 0, _NEVER)).argmax(axis=1)
    paths = np.empty(back.shape[:2], np.intp)
    paths[np.arange(len(rows)), lengths - 1] = ends
    for at in range(scores.shape[1] - 1, 0, -1):
        going = int((lengths > at).sum())
        paths[:going, at - 1] = back[np.arange(going), at, paths[:going, at]]
    found: list[npt.NDArray[np.intp]] = [np.empty(0, np.intp)] * len(rows)
    for n, (place, length) in enumerate(zip(order, lengths, strict=True)):
        found[place] = paths[n, :length]
    return found


@dataclass(frozen=True, slots=True)
class Marginals:
    """What the field expects of a batch.

    `log_total`: the logarithm of the sum over all tag sequences, `(S,)`; `tags`: the probability of each tag at
    each token, `(S, T, N)`, nothing behind the end; `steps`: how often each tag follows each, `(N, N)`, over the batch.
    """

    log_total: Floats
    tags: Floats
    steps: Floats


def marginals(
    scores: Floats, lengths: npt.NDArray[np.intp], between: Floats, tags: Tags, allowed: Mask
) -> Marginals:
    """Sum over the tag sequences of a batch that are allowed.

    Args:
        scores: `(S, T, N)`, padded.
        lengths: tokens of each sequence, at least one.
        between: the scores of a tag (column) behind another (row), `(N, N)`.
        tags: the tags.
        allowed: which tags each token may have, `(S, T, N)`; at least one sequence must be left.

    """
    sequences, longest, number = scores.shape
    highest = scores.max(axis=2, keepdims=True)
    local = np.exp((scores - highest).astype("float64")) * allowed
    steps = np.where(tags.follows, np.exp(between.astype("float64")), 0.0)
    inside = np.arange(longest) < lengths[:, None]
    ends = np.where(tags.ends, 1.0, 0.0)

    forward = np.zeros((sequences, longest, number))
    scale = np.ones((sequences, longest))
    arriving = np.broadcast_to(np.where(tags.starts, 1.0, 0.0), (sequences, number))
    for at in range(longest):
        here = arriving * local[:, at] * inside[:, at, None]
        here = np.where((lengths == at + 1)[:, None], here * ends, here)
        scale[:, at] = np.where(inside[:, at], here.sum(axis=1), 1.0)
        forward[:, at] = here / scale[:, at, None]
        arriving = forward[:, at] @ steps

    backward = np.ones((sequences, longest, number))
    pairs = np.zeros((number, number))
    for at in range(longest - 1, 0, -1):
        onward = np.where((lengths == at + 1)[:, None], ends, backward[:, at]) * local[:, at]
        onward = onward / scale[:, at, None] * inside[:, at, None]
        pairs += forward[:, at - 1].T @ onward
        backward[:, at - 1] = np.where(inside[:, at, None], onward @ steps.T, 1.0)
    totals = (np.log(scale) + np.where(inside, highest[:, :, 0], 0.0)).sum(axis=1)
    return Marginals(totals, forward * backward * inside[:, :, None], pairs * steps)
