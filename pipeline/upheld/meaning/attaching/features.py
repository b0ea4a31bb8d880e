"""What a model of attaching goes by: where an entity stands to a quantity, and the words between and in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from upheld.meaning.attaching.rules import is_alone
from upheld.meaning.attaching.topics import Topics, name_words
from upheld.meaning.feature_model import Finder
from upheld.meaning.mentions import Mention, Sentence, sentences
from upheld.meaning.quantity import Quantity
from upheld.meaning.status.services import service_of

# Mentions in front, behind, and at the end of the sentence before.
_BEFORE, _BEHIND, _LAST = 5, 4, 2
_FAR_WORDS, _GAP = 12, 3
_WORD = re.compile(r"[a-z]+|[^\sa-z0-9]|[0-9]+")
_STOPS = re.compile(r"[;:]|\. |\n|\bbut\b|\bwhile\b")
_COMMAS = re.compile(r",|\band\b")
Numbers = Sequence[int | None]
_LABELS = "TDB"
_SIDES = ("front", "behind")
_Feature = TypeVar("_Feature")


@dataclass(frozen=True, slots=True)
class Question(Generic[_Feature]):
    """A quantity, by the number of its mention, and what it may belong to: entities, or None for nothing.

    `features` holds what was found for the names of the features of each candidate. `chained` says that the mention in
    front is a measurement of the same sentence, so that what that one belongs to counts.
    """

    number: int
    kind: str
    candidates: Numbers
    features: Sequence[Sequence[_Feature]]
    chained: str | None


def questions(
    text: str,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity | None],
    ruled: Numbers,
    topics: Topics,
    find: Finder[_Feature],
) -> Iterator[Question[_Feature]]:
    """Ask of each quantity of a letter what it belongs to, in their order.

    Args:
        text: the letter.
        mentions: its entities.
        quantities: of each of them.
        ruled: what the rules say.
        topics: what passages are about.
        find: finds features by the part of their names between a beginning and an end.

    """
    names = _Names(find)
    for sentence in sentences(text, mentions):
        for number in range(sentence.first, sentence.first + len(sentence.mentions)):
            quantity = quantities[number]
            if quantity is not None:
                said = topics.at(number), ruled[number]
                reader = _Reader(text, mentions, sentence, number, quantity, *said, names)
                before = quantities[number - 1] if number > sentence.first else None
                yield Question(
                    number,
                    quantity.kind,
                    (None, *reader.candidates),
                    [reader.nothing(), *map(reader.entity, reader.candidates)],
                    None if before is None else before.kind,
                )


def chain_features(question: Question[_Feature], place: int, before: int | None) -> Iterator[str]:
    """Give the features of a candidate, at its place among them, by what the quantity in front belongs to."""
    if question.chained is None:
        return
    candidate = question.candidates[place]
    if candidate is None:
        yield f"none chain={before is None}{question.kind}"
    elif candidate == before:
        yield f"chain={question.chained}"
        yield f"chain={question.chained}{question.kind}"


class _Names(Generic[_Feature]):
    """What finds features."""

    def __init__(self, find: Finder[_Feature]) -> None:
        self.find = find
        self.whole = find("")
        self.is_ = find("is=")
        self.word = {label: find("w=", label) for label in _LABELS}
        self.pairs: dict[str, _Pairs[_Feature]] = {}
        self.gap = find("gap=")
        self.inside = {side: find(f"gw={side}") for side in _SIDES}
        self.edges = {
            (side, label): (find(f"g1={side}", label), find(f"gl={side}", label))
            for side in _SIDES
            for label in _LABELS
        }

    def pairs_with(self, end: str) -> _Pairs[_Feature]:
        """Give what finds two features at once: of a name, and of the name with an end."""
        if end not in self.pairs:
            self.pairs[end] = _Pairs(self.whole, self.find("", end))
        return self.pairs[end]


class _Pairs(dict[str, tuple[_Feature, _Feature]]):
    """The features of some few names, each alone and with an end, found when they are first asked for."""

    def __init__(self, *finders: Callable[[str], _Feature]) -> None:
        super().__init__()
        self._alone, self._ended = finders

    def __missing__(self, name: str) -> tuple[_Feature, _Feature]:
        pair = self[name] = self._alone(name), self._ended(name)
        return pair


class _Reader(Generic[_Feature]):
    """Reads the surroundings of one quantity."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        sentence: Sentence,
        number: int,
        quantity: Quantity,
        topic: int | None,
        rule: int | None,
        names: _Names[_Feature],
    ) -> None:
        self.text, self.mentions, self.number, self.names = text, mentions, number, names
        self.topic, self.rule = topic, rule
        self.quantity, self.kind = quantity, quantity.kind
        self.first, self.last = sentence.first, sentence.first + len(sentence.mentions)
        found = {
            *range(max(self.first, number - _BEFORE), min(self.last, number + _BEHIND)),
            *range(max(0, self.first - _LAST), self.first),
            *(n for n in (topic, rule) if n is not None),
        }
        self.candidates = [n for n in sorted(found) if mentions[n].label != "MEASUREMENT"]
        self.words = _WORD.findall(mentions[number].words(text).lower())
        self.named = {label: [*map(find, self.words)] for label, find in names.word.items()}
        self.ranks = self._ranks()

    def _ranks(self) -> dict[int, int]:
        """Count, for each candidate, the nearer ones of its label on its side."""
        seen: Counter[tuple[str, bool]] = Counter()
        ranks = {}
        for n in sorted(self.candidates, key=lambda n: abs(n - self.number)):
            side = self.mentions[n].label, n < self.number
            ranks[n] = min(seen[side], 3)
            seen[side] += 1
        return ranks

    def nothing(self) -> list[_Feature]:
        """Give the features of belonging to nothing."""
        return [*map(self.names.whole, self._nothing())]

    def _nothing(self) -> Iterator[str]:
        inside = [n for n in self.candidates if self.first <= n < self.last]
        labels = {self.mentions[n].label[0] for n in inside}
        alone = is_alone(self.text, self.mentions[self.number], self.quantity)
        for name in ("", f" topic={self.topic is not None}", f" number={min(3, len(inside))}"):
            yield f"none{name}"
            yield f"none{name}|{self.kind}"
        if alone:
            yield "none alone"
        yield f"none rule={self.rule is None}"
        yield f"none rule={self.rule is None}|{self.kind}"
        yield f"none unit={self.quantity.unit}{self.kind}"
        for label in _LABELS:
            yield f"none has{label}={label in labels}|{self.kind}"
        for word in self.words:
            yield f"none w={word}"

    def entity(self, other: int) -> list[_Feature]:
        """Give the features of belonging to an entity."""
        names = self.names
        mention = self.mentions[other]
        label = mention.label[0]
        side = "front" if other < self.number else "behind"
        inside = self.first <= other < self.last
        service = service_of(mention.words(self.text))[:2] if label == "T" else ""
        kind = f"{label}{service}{self.kind}"
        found = [names.is_(kind), names.is_(f"{kind}{self.quantity.unit}{side}")]
        gap = self._between(other)
        pairs = names.pairs_with(f"|{self.kind}{label}")
        for name in (*self._place(other, side, gap, inside=inside), *self._topic(other)):
            found += pairs[name]
        if inside:
            found += self._gap(gap, label, side)
        found += self.named[label]
        return found

    def _place(self, other: int, side: str, gap: str, *, inside: bool) -> Iterator[str]:
        if not inside:
            yield f"out={side}{min(3, abs(other - self.number) // 4)}"
            yield f"paragraph={chr(10) in gap}"
            return
        yield f"rank={side}{self.ranks[other]}"
        yield f"stops={side}{min(3, len(_STOPS.findall(gap)))}"
        yield f"commas={side}{min(4, len(_COMMAS.findall(gap)))}"

    def _topic(self, other: int) -> Iterator[str]:
        yield f"topic={other == self.topic}"
        yield f"rule={other == self.rule}"
        if self.topic is not None and other != self.topic:
            one, two = (name_words(self.mentions[n].words(self.text)) for n in (self.topic, other))
            yield f"like topic={not one.isdisjoint(two)}"

    def _gap(self, gap: str, label: str, side: str) -> Iterator[_Feature]:
        words = _WORD.findall(gap.lower())
        if len(words) <= _GAP:
            joined = f"{side}{' '.join(words)}{label}"
            yield self.names.gap(joined)
            yield self.names.gap(joined + self.kind)
        # Each once, and always in one order: a sum of weights depends on it in its last place.
        yield from map(self.names.inside[side], dict.fromkeys(words[:_FAR_WORDS]))
        if words:
            first, last = self.names.edges[side, label]
            yield first(words[0])
            yield last(words[-1])

    def _between(self, other: int) -> str:
        one, two = sorted((self.mentions[other], self.mentions[self.number]))
        return self.text[one.end : two.start]
