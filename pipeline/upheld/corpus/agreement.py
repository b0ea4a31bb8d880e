"""Agreement of two readings of the same documents, span by span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from upheld.corpus.document import LABELS, CorpusError, LabelledSpan


@dataclass(frozen=True, slots=True)
class Counts:
    """Spans marked the same by both readings, by the first alone and by the second alone."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0

    @property
    def f1(self) -> float:
        """Exact-span F1, 0 to 1: the same whichever reading is called the first. 1 if both are empty."""
        marked = 2 * self.both + self.first_only + self.second_only
        return 2 * self.both / marked if marked else 1.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.both + other.both,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
        )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Spans of the two readings that touch one another, or one span alone, not marked the same."""

    document: str
    first: tuple[LabelledSpan, ...]
    second: tuple[LabelledSpan, ...]


Reading = Mapping[str, Iterable[LabelledSpan]]


def agreement(first: Reading, second: Reading) -> dict[str, Counts]:
    """Count the spans that two readings marked alike: same offsets, same label.

    Args:
        first: the spans of each document by its id.
        second: the same of the other reading, on the same documents.

    Returns:
        Counts by label, in the order of `LABELS`, and under `all` their sum.

    Raises:
        CorpusError: a document is in one reading alone.

    """
    _require_same(first, second)
    counts = dict.fromkeys(LABELS, Counts())
    for document in first:
        ones, others = set(first[document]), set(second[document])
        for label in LABELS:
            one = {span for span in ones if span.label == label}
            other = {span for span in others if span.label == label}
            counts[label] += Counts(len(one & other), len(one - other), len(other - one))
    return counts | {"all": sum(counts.values(), Counts())}


def disagreements(first: Reading, second: Reading) -> Iterator[Disagreement]:
    """Give every place where two readings differ, in the order of documents and text.

    Spans that overlap belong to one place.

    Raises:
        CorpusError: a document is in one reading alone.

    """
    _require_same(first, second)
    for document in first:
        ones, others = set(first[document]), set(second[document])
        differing = sorted(
            [(span, 0) for span in ones - others] + [(span, 1) for span in others - ones]
        )
        place: list[tuple[LabelledSpan, int]] = []
        end = -1
        for span, reading in differing:
            if span.start >= end and place:
                yield _disagreement(document, place)
                place = []
            place.append((span, reading))
            end = max(end, span.end)
        if place:
            yield _disagreement(document, place)


def _disagreement(document: str, place: list[tuple[LabelledSpan, int]]) -> Disagreement:
    return Disagreement(
        document,
        tuple(span for span, reading in place if reading == 0),
        tuple(span for span, reading in place if reading == 1),
    )


def _require_same(first: Reading, second: Reading) -> None:
    if alone := sorted(set(first) ^ set(second)):
        raise CorpusError(
            f"{alone[0]} is in one of the readings alone ({len(alone)} such documents):"
            " compare readings of the same documents"
        )
