"""Expands patterns into markup: draws alternatives, fills slots, mends articles and capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Sequence as Patterns
from dataclasses import dataclass

from upheld.corpus.document import CorpusError
from upheld.corpus.simulator.grammar.pattern import Sequence, Slot, parse_pattern
from upheld.corpus.simulator.grammar.rules import load_rules
from upheld.corpus.simulator.sides import Draw

_DEEPEST = 12
_TRIES = 5
# Words that vary where the same thing is told again.
_NEVER_REMEMBERED = frozenset({"he", "his", "him", "doc", "drug", "service"})
_ARTICLE = re.compile(r"\b([Aa])n?(?= (?:\[\[[A-Z_]+\|)?([A-Za-z0-9][\w./-]*))")
# Words that begin with a vowel's letter but not its sound, and the other way round.
_CONSONANT = re.compile(r"(?:uni|use|usual|one\b|eu|UDS\b|ur[io]|UTI|US\b)", re.IGNORECASE)
_VOWEL_LETTERS = re.compile(
    r"(?:[AEFHILMNORSX](?:[A-Z]{1,4}\b|[0-9]|-)|8|11\b|18\b|hour|honest|heir)"
)
_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([,;.:)])")
_TWICE = re.compile(r",(?: ?,)+|,(?= ?[;.:])")
_INSIDE = re.compile(r"(\[\[[A-Z_]+\|) +| +(\]\])")


@dataclass(frozen=True, slots=True)
class _Context:
    slots: Mapping[str, Filler]
    memory: dict[str, str] | None


Filler = str | Patterns[str] | Callable[[], str]
"""What fills a slot: a pattern, patterns to draw from, or a function that gives markup."""


_NONE: Mapping[str, Filler] = {}


class Expander:
    """Writes patterns for one letter.

    `slots` are looked up before the rules of the grammar. A `memory` keeps what filled each slot, so
    that the same thing is told again with the same numbers, dates and names. A slot whose name ends
    in `_two` is filled with something else than the slot without that ending was.
    """

    def __init__(self, draw: Draw, slots: Mapping[str, Filler]) -> None:
        self.draw = draw
        self.slots = dict(slots)
        self.rules = load_rules()
        self._last: dict[str, str] = {}

    def write(
        self,
        pattern: str,
        slots: Mapping[str, Filler] = _NONE,
        memory: dict[str, str] | None = None,
    ) -> str:
        """Write one pattern as markup, with more slots for this time.

        Raises:
            CorpusError: a slot has nothing to fill it, or slots name each other without end.

        """
        return tidy(self._sequence(parse_pattern(pattern), _Context(slots, memory), 0))

    def choose(
        self,
        patterns: Patterns[str],
        slots: Mapping[str, Filler] = _NONE,
        memory: dict[str, str] | None = None,
    ) -> str:
        """Draw one of the patterns and write it."""
        return self.write(self.draw.word(patterns), slots, memory)

    def rule(self, name: str, slots: Mapping[str, Filler] = _NONE) -> str:
        """Write one of the patterns of a rule."""
        return self.write(f"{{{name}}}", slots)

    def raw(self, name: str, /) -> str:
        """Write one of the patterns of a rule with the spaces at its ends kept."""
        return self._fill(name, _Context({}, None), 0)

    def _sequence(self, sequence: Sequence, context: _Context, depth: int) -> str:
        pieces: list[str] = []
        for part in sequence.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif isinstance(part, Slot):
                pieces.append(self._remembered(part.name, context, depth + 1))
            else:
                option = part.options[int(self.draw.random.random() * len(part.options))]
                pieces.append(self._sequence(option, context, depth))
        return "".join(pieces)

    def _remembered(self, name: str, context: _Context, depth: int) -> str:
        memory = context.memory
        if memory is None or name in _NEVER_REMEMBERED:
            return self._fill(name, context, depth)
        if name not in memory:
            memory[name] = self._fill(name, context, depth)
        return memory[name]

    def _fill(self, name: str, context: _Context, depth: int) -> str:
        if depth > _DEEPEST:
            raise CorpusError(f"the slot {name!r} names itself")
        for source in (context.slots, self.slots, self.rules):
            if name in source:
                value: Filler = source[name]
                break
        else:
            raise CorpusError(f"nothing fills the slot {name!r}")
        first = self._last.get(name.removesuffix("_two")) if name.endswith("_two") else None
        written = self._draw(value, context, depth)
        for _ in range(_TRIES if first else 0):
            if written != first:
                break
            written = self._draw(value, context, depth)
        self._last[name] = written
        return written

    def _draw(self, value: Filler, context: _Context, depth: int) -> str:
        if callable(value):
            return value()
        pattern = value if isinstance(value, str) else self.draw.word(value)
        return self._sequence(parse_pattern(pattern), context, depth)


def tidy(markup: str) -> str:
    """Mend doubled spaces, spaces in front of points and inside marks, and `a` before vowels."""
    markup = _INSIDE.sub(lambda m: m[1] or m[2], markup)
    markup = _SPACES.sub(" ", _BEFORE_MARK.sub(r"\1", markup)).strip(" ")
    markup = _TWICE.sub(lambda m: "," if len(m[0]) > 1 else "", markup)
    return _ARTICLE.sub(_article, markup)


def _article(match: re.Match[str]) -> str:
    word = match[2]
    if match[1] == "A" and word[0].isupper():
        return match[0]  # An abbreviation or a heading, no article.
    vowel = bool(_VOWEL_LETTERS.match(word)) or (
        word[0] in "aeiouAEIO" and not _CONSONANT.match(word)
    )
    return match[1] + ("n" if vowel else "")


def sentence(markup: str) -> str:
    """Make a clause a sentence: a capital in front, a full stop behind."""
    start = re.match(r"(?:\[\[[A-Z_]+\||[\"(])*", markup)
    at = start.end() if start else 0
    if markup[at : at + 1].islower() and not re.match(r"[a-z](?:/|-[A-Z])", markup[at:]):
        markup = markup[:at] + markup[at].upper() + markup[at + 1 :]
    return markup if re.search(r"[.?:]\"?$", markup) else markup + "."
