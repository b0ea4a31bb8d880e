"""Quantities: what each measurement says, in words of one written form (`annotations/meaning.md`, section 2)."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Mention
from upheld.meaning.quantities.around import measurements
from upheld.meaning.quantities.kinds import kind_of
from upheld.meaning.quantities.reading import read
from upheld.meaning.quantities.writing import write
from upheld.meaning.quantity import Quantity

__all__ = ["find_quantities"]


def find_quantities(text: str, mentions: Sequence[Mention]) -> list[Quantity | None]:
    """Find the quantity of every measurement.

    Args:
        text: a letter, its paragraphs parted by blank lines.
        mentions: its entities, sorted, none across another.

    Returns:
        One quantity a mention, in their order; None for what is no MEASUREMENT. One whose words hold no number is of
        the kind `other` without a value.

    """
    found: list[Quantity | None] = [None] * len(mentions)
    for around in measurements(text, mentions, found):
        reading = read(around.mention.words(text))
        kind, unit = kind_of(reading, around)
        found[around.number] = write(reading, kind, unit, around)
    return found
