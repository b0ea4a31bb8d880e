"""Patterns of sentences: text with alternatives, slots and marked spans, parsed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from upheld.corpus.document import CorpusError

_TOKEN = re.compile(r"\[[TBDM]\||[\[\]<>|]|\{[a-z_0-9]+\}|[^\[\]<>|{}]+|.", re.DOTALL)
_LABELS = {"T": "TREATMENT", "B": "BODY_PART", "D": "DIAGNOSIS", "M": "MEASUREMENT"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a fact of the case or a rule of the grammar fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, one of which is written."""

    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that are written one after the other."""

    parts: tuple[str | Slot | Choice, ...]


@cache
def parse_pattern(pattern: str) -> Sequence:
    """Parse a pattern.

    `<a|b|>` is a choice, an empty alternative leaves it out; `{name}` is a slot; `[T|...]`,
    `[B|...]`, `[D|...]`, `[M|...]` mark a span (treatment, body part, diagnosis, measurement).

    Raises:
        CorpusError: a bracket is never closed or closes nothing.

    """
    tokens = _TOKEN.findall(pattern)
    sequence, position = _sequence(tokens, 0, pattern, closed_by=("",))
    if position != len(tokens):
        raise CorpusError(f"{tokens[position]!r} closes nothing in the pattern {pattern!r}")
    return sequence


def _sequence(
    tokens: list[str], position: int, pattern: str, *, closed_by: tuple[str, ...]
) -> tuple[Sequence, int]:
    parts: list[str | Slot | Choice] = []
    while position < len(tokens) and tokens[position] not in closed_by:
        token = tokens[position]
        position += 1
        if token == "<":  # noqa: S105 - a bracket, no secret.
            choice, position = _choice(tokens, position, pattern)
            parts.append(choice)
        elif token[0] == "[" and len(token) == 3:
            inner, position = _sequence(tokens, position, pattern, closed_by=("]",))
            if position == len(tokens):
                raise CorpusError(f"a span is never closed in the pattern {pattern!r}")
            parts += [f"[[{_LABELS[token[1]]}|", *inner.parts, "]]"]
            position += 1
        elif token[0] == "{" and len(token) > 2:
            parts.append(Slot(token[1:-1]))
        elif token in "]>|{}[":  # noqa: S105 - a bracket, no secret.
            raise CorpusError(f"{token!r} stands alone in the pattern {pattern!r}")
        else:
            parts.append(token)
    return Sequence(tuple(parts)), position


def _choice(tokens: list[str], position: int, pattern: str) -> tuple[Choice, int]:
    options: list[Sequence] = []
    while True:
        option, position = _sequence(tokens, position, pattern, closed_by=("|", ">"))
        options.append(option)
        if position == len(tokens):
            raise CorpusError(f"a choice is never closed in the pattern {pattern!r}")
        position += 1
        if tokens[position - 1] == ">":
            return Choice(tuple(options)), position


def slots_of(pattern: str) -> set[str]:
    """Name the slots of a pattern."""
    found: set[str] = set()
    waiting: list[Sequence] = [parse_pattern(pattern)]
    while waiting:
        for part in waiting.pop().parts:
            if isinstance(part, Slot):
                found.add(part.name)
            elif isinstance(part, Choice):
                waiting += part.options
    return found
