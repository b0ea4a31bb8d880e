"""Ten thousand spoilt letters: none raises, none is lost."""

from __future__ import annotations

import random

import pytest

from samples import SAMPLES, load_samples
from upheld.extraction import Extraction, run
from upheld.extraction.stream import Outcome
from upheld.layout import lay_out
from upheld.reading import ReadingError, SourceText
from upheld.reading.decode import decode

LETTERS = [sample.text.encode() for sample in load_samples(SAMPLES)]
MUTANTS = 10_000
SHARES = 20


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Cut, flip, repeat or shuffle parts of a letter at random, several times over."""
    for _ in range(rng.randint(1, 6)):
        if not data:
            break
        start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        kind = rng.choice(("cut", "keep", "flip", "repeat", "swap", "glue"))
        if kind == "cut":
            data = data[:start] + data[end:]
        elif kind == "keep":
            data = data[start:end]
        elif kind == "flip":
            flipped = bytearray(data)
            for _ in range(rng.randint(1, 60)):
                flipped[rng.randrange(len(flipped))] = rng.randrange(256)
            data = bytes(flipped)
        elif kind == "repeat":
            data = (data[:end] + data[start:end] * rng.randint(1, 4) + data[end:])[:60_000]
        elif kind == "swap":
            other = rng.choice(LETTERS)
            data = data[:start] + other[len(other) * start // (len(data) + 1) :]
        else:
            data = data.replace(b"\n", rng.choice((b"", b" ", b"\n\n")))
    return data


@pytest.mark.parametrize("share", range(SHARES))
def test_a_mutated_letter_raises_nothing(share: int) -> None:
    rng = random.Random(share)
    for _ in range(MUTANTS // SHARES):
        try:
            text = decode(mutate(rng.choice(LETTERS), rng), "letter")
        except ReadingError:
            continue
        letter = lay_out(SourceText("letter", text))
        spans = [
            *letter.items,
            *letter.sections,
            *(i.rationale for i in letter.items if i.rationale),
        ]
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
        assert [item.number for item in letter.items] == list(range(1, len(letter.items) + 1))
        assert all(item.text for item in letter.items)


def test_mutated_letters_in_are_letters_out_plus_errors(tmp_path) -> None:
    rng = random.Random(0)
    for number in range(400):
        (tmp_path / f"{number:03}.txt").write_bytes(mutate(rng.choice(LETTERS), rng))
    outcomes: list[Outcome] = []

    class Sink:
        def add(self, outcome: Outcome) -> None:
            outcomes.append(outcome)

    tally = run([tmp_path], [Sink()])
    assert tally.read == 400 == tally.letters + tally.errors
    assert (
        len({o.letter.source if isinstance(o, Extraction) else o.source for o in outcomes}) == 400
    )
