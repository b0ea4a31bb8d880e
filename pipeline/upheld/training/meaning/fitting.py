"""Fits models over named features: networks of one hidden layer, which see each question with features left out.

A feature that is left out at random cannot be leaned on: what several say of a thing is learned from each of them. That
is dropout (Srivastava et al., 2014) of what goes in, and of the hidden units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from thinc.api import Adam

Matrix: TypeAlias = Any  # A sparse matrix of scipy, which has no types.
Numbers = npt.NDArray[np.floating[Any]]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_PASSES, _LEAST_STEPS = 10, 200
_AT_ONCE = 96  # Questions of a step.
_RATE, _WARM = 0.004, 0.3  # The highest rate of learning, and the share of steps up to it.
_DECAY = 0.01
_LEFT_OUT, _UNITS_LEFT_OUT = 0.2, 0.4
_SPREAD = 0.03  # Of the weights of hidden units at first.
_SEED = 1


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with one right answer each.

    Attributes:
        features: which features hold of which thing, `(things, features)`.
        starts: the first thing of each question, and the number of all things, `(questions + 1,)`.
        due: the right one of the answers of each question, `(questions,)`. A question has an answer for each class of
            each of its things, in their order: to classify is to ask of one thing, to rank to ask of several.
        costs: what it costs to be wrong, `(questions,)`.

    """

    features: Matrix
    starts: Places
    due: Places
    costs: Numbers


def fit(asked: Questions, classes: int, hidden: int) -> tuple[Floats, Floats, Floats]:
    """Fit `weights`, `base` and `out` of a model with so many classes and hidden units: see `FeatureModel`.

    The same questions give the same weights.
    """
    network = _Network(asked.features.shape[1], classes, hidden)
    count = len(asked.due)
    in_pass = -(-count // _AT_ONCE)
    steps = max(_LEAST_STEPS, _PASSES * in_pass)
    rates = [_RATE * _share_of_rate(step / steps) for step in range(steps)]
    optimizer = Adam(rates, L2=_DECAY, L2_is_weight_decay=True, grad_clip=0.0)
    for step in range(steps):
        if step % in_pass == 0:
            order = network.random.permutation(count)
        at = step % in_pass * _AT_ONCE
        network.learn(asked, order[at : at + _AT_ONCE], optimizer)
        optimizer.step_schedules()
    return network.weights, network.base, network.out


def _share_of_rate(done: float) -> float:
    """Say what share of the highest rate holds when a share of the steps is done: up, then down to nothing."""
    return done / _WARM if done < _WARM else (1 - done) / (1 - _WARM)


class _Network:
    """What is fitted."""

    def __init__(self, features: int, classes: int, hidden: int) -> None:
        self.random = np.random.default_rng(_SEED)
        self.classes = classes
        self.weights = np.zeros((features, classes + hidden), "float32")
        self.weights[:, classes:] = self.random.normal(0, _SPREAD, (features, hidden))
        self.base = np.zeros(classes + hidden, "float32")
        spread = max(1, hidden) ** -0.5
        self.out = self.random.normal(0, spread, (hidden, classes)).astype("float32")

    def learn(self, asked: Questions, chosen: Places, optimizer: Any) -> None:
        """Move the weights by what they get wrong of some questions."""
        counts = asked.starts[chosen + 1] - asked.starts[chosen]
        starts = np.concatenate(([0], counts.cumsum()))
        things = np.repeat(asked.starts[chosen] - starts[:-1], counts) + np.arange(starts[-1])
        features = asked.features[things]
        features.data = features.data * (self.random.random(len(features.data)) >= _LEFT_OUT)
        sums = features @ self.weights + self.base
        units = np.maximum(sums[:, self.classes :], 0)
        kept = (self.random.random(units.shape) >= _UNITS_LEFT_OUT) / (1 - _UNITS_LEFT_OUT)
        units *= kept
        scores = sums[:, : self.classes] + units @ self.out
        errors = _errors(scores.ravel(), counts * self.classes, asked.due[chosen])
        costs = np.repeat(asked.costs[chosen] / len(chosen), counts)
        wrong = errors.reshape(scores.shape) * costs[:, None]
        blame = np.hstack([wrong, (wrong @ self.out.T) * kept * (units > 0)])
        moved = (
            (self.weights, features.T @ blame),
            (self.base, blame.sum(axis=0)),
            (self.out, units.T @ wrong),
        )
        for name, (weights, gradient) in enumerate(moved):
            if weights.size:
                weights[:], _ = optimizer((name, ""), weights, gradient.astype("float32"))


def _errors(scores: Numbers, sizes: Places, due: Places) -> Numbers:
    """Give how far the chance of each answer, by its score among those of its question, is from what is right."""
    starts = np.concatenate(([0], sizes.cumsum()[:-1]))
    owner = np.repeat(np.arange(len(sizes)), sizes)
    raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    errors: Numbers = raised / np.add.reduceat(raised, starts)[owner]
    errors[starts + due] -= 1
    return errors
