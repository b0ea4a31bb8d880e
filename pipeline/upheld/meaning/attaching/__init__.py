"""Attaching: which entity each quantity belongs to.

The rule: a dose, a count, a frequency and a laboratory value belong to a TREATMENT, a pain score to a DIAGNOSIS, a strength to
a BODY_PART, a size, an angle and a grade to a DIAGNOSIS or a BODY_PART, a duration to what lasts, a percentage to the finding
that it stands in front of or to the treatment that brought the relief. Among the entities of its sentence a quantity takes
the one of the least cost: nothing for one directly behind (`two injections`, `3 mm bulge`, `10 visits of therapy`), else
something for every entity and every stop between, more behind it than in front, more for a label that is second choice
(`costs.py`). Where none is cheap enough, services, doses and durations go to the treatment that the heading of the passage
names (`topics.py`), pain scores to the pain told last in the paragraph; all else belongs to none.
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.attaching.costs import cheapest
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.attaching.elsewhere import asked_for, in_chain, outside
from upheld.meaning.mentions import Mention, sentences
from upheld.meaning.quantity import Quantity

_FAR = 12  # Characters from which on a treatment in front is not the one whose amount is asked for.

__all__ = ["attach"]


def attach(text: str, mentions: Sequence[Mention], quantities: Sequence[Quantity | None]) -> list[int | None]:
    """Find the entity that each quantity belongs to.

    Args:
        text: a letter, its paragraphs parted by blank lines.
        mentions: its entities, sorted, none across another.
        quantities: what `find_quantities` gave for them.

    Returns:
        The number of an entity among `mentions`, one a mention; None for what is no MEASUREMENT and for a quantity that
        belongs to none.

    """
    found: list[int | None] = [None] * len(mentions)
    topics = Topics(text, mentions)
    for sentence in sentences(text, mentions):
        for number in range(sentence.first, sentence.first + len(sentence.mentions)):
            quantity = quantities[number]
            if quantity is None:
                continue
            chained = in_chain(text, mentions, quantities, found, number)
            if chained is not None:
                found[number] = chained
                continue
            inside = cheapest(text, mentions, sentence, number, quantity, found)
            if inside is None or (asked_for(text, mentions[number], quantity) and mentions[inside].end < mentions[number].start - _FAR):
                other = outside(text, mentions, number, quantity, topics) if inside is None else topics.at(number)
                inside = inside if other is None else other
            found[number] = inside
    return found
