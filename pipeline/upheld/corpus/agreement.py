"""Agreement of two readings of the same documents, span by span."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from upheld.corpus.document import LABELS, CorpusError, LabelledSpan
from upheld.corpus.values import shown


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


class FileReading(dict[str, tuple[LabelledSpan, ...]]):
    """A reading as a file holds it: the spans of each document by its id.

    `source` names the file. `hashes` holds, by id, the first hexadecimal digits of the SHA-256 of
    the text that was read, where the file tells them.
    """

    def __init__(
        self,
        spans: Mapping[str, tuple[LabelledSpan, ...]],
        *,
        source: str,
        hashes: Mapping[str, str],
    ) -> None:
        super().__init__(spans)
        self.source = source
        self.hashes = hashes


def agreement(first: Reading, second: Reading) -> dict[str, Counts]:
    """Count the spans that two readings marked alike: same offsets, same label.

    Args:
        first: the spans of each document by its id.
        second: the same of the other reading, on the same documents.

    Returns:
        Counts by label, in the order of `LABELS`, and under `all` their sum.

    Raises:
        CorpusError: a document is in one reading alone, or there is none; the readings are of two
            texts (where they are of files that tell the hashes); a label is none of `LABELS`.

    """
    counts = dict.fromkeys(LABELS, Counts())
    for _, ones, others in _pairs(first, second):
        for label in LABELS:
            one = {span for span in ones if span.label == label}
            other = {span for span in others if span.label == label}
            counts[label] += Counts(len(one & other), len(one - other), len(other - one))
    return counts | {"all": sum(counts.values(), Counts())}


def write_agreement(counts: Mapping[str, Counts], path: Path) -> None:
    """Write counts as CSV, a row a label: `label`, `f1`, `both`, `first_only`, `second_only`.

    Raises:
        OSError: the file cannot be written.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["label", "f1", "both", "first_only", "second_only"])
        for label, held in counts.items():
            rows.writerow([label, f"{held.f1:.4f}", held.both, held.first_only, held.second_only])


def disagreements(first: Reading, second: Reading) -> Iterator[Disagreement]:
    """Give every place where two readings differ, in the order of documents and text.

    Spans that overlap belong to one place.

    Raises:
        CorpusError: a document is in one reading alone, or there is none; the readings are of two
            texts (where they are of files that tell the hashes); a label is none of `LABELS`.

    """
    for document, ones, others in _pairs(first, second):
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


_Spans = set[LabelledSpan]


def _pairs(first: Reading, second: Reading) -> list[tuple[str, _Spans, _Spans]]:
    """Give each document with its spans in both readings, if the two can be compared."""
    _require_same_documents(first, second)
    _require_same_texts(first, second)
    pairs = [(document, set(first[document]), set(second[document])) for document in first]
    for document, ones, others in pairs:
        _require_labels(document, ones, first)
        _require_labels(document, others, second)
    return pairs


def _require_same_documents(first: Reading, second: Reading) -> None:
    if alone := sorted(set(first) ^ set(second)):
        raise CorpusError(
            f"{alone[0]} is in one of the readings alone ({len(alone)} such documents):"
            " compare readings of the same documents"
        )
    if not first:
        raise CorpusError(
            f"{_source(first)}there is no document in the readings: nothing can be compared"
        )


def _require_same_texts(first: Reading, second: Reading) -> None:
    """Refuse two texts under one id; hashes are compared as far as both are told."""
    if not isinstance(first, FileReading) or not isinstance(second, FileReading):
        return
    for document in first:
        one, other = first.hashes.get(document, ""), second.hashes.get(document, "")
        digits = min(len(one), len(other))
        if one[:digits] != other[:digits]:
            raise CorpusError(
                f"{document}: the text has hash {one[:16]} in {first.source}, but {other[:16]} in"
                f" {second.source}: compare readings of the same text"
            )


def _require_labels(document: str, spans: _Spans, reading: Reading) -> None:
    if wrong := sorted(span for span in spans if span.label not in LABELS):
        span = wrong[0]
        raise CorpusError(
            f"{_source(reading)}{document}[{span.start}:{span.end}]: label: {shown(span.label)} is"
            f" none of {', '.join(LABELS)}: mend it, it would not be counted"
        )


def _source(reading: Reading) -> str:
    return f"{reading.source}: " if isinstance(reading, FileReading) else ""
