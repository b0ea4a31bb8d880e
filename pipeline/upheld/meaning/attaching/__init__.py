"""Attaching: which entity each quantity belongs to.

The rule: a dose, a count, a frequency and a laboratory value belong to a TREATMENT, a pain score to a DIAGNOSIS, a
strength to a BODY_PART, a size, an angle and a grade to a DIAGNOSIS or a BODY_PART, a duration to what lasts, a
percentage to the finding that it stands in front of or to the treatment that brought the relief, a score to the symptom
that its scale measures (`scales.py`), a weight, a load and a pulse to none.

1. A quantity that goes on with the one directly in front (`1 mg` `twice a day`) belongs to the same.
2. Among the entities of its sentence it takes the one of the least cost (`costs.py`, `rules.py`): next to nothing for
   one that touches it (`two injections`, `3 mm bulge`, `10 visits of therapy`, `Norco 5 mg`), else something for every
   entity, stop and word between, more behind it than in front, more for a label that is second choice, more for what
   hangs on another (`codeine with acetaminophen`, `block under fluoroscopy`, brackets). A movement's value goes to a
   site only over words of movement (`neck rotation to the left was 45`).
3. Where none is cheap enough, a dose, a count, a frequency and a duration go to the treatment that the heading of the
   passage names (`topics.py`), a pain score to the pain told last in the paragraph; all else belongs to none.

A model that has learned from annotated letters (`features.py`, `model.py`) goes by what these rules say, by where
entities stand and by the words between, and decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.attaching.costs import cheapest
from upheld.meaning.attaching.elsewhere import asked_for, in_chain, outside
from upheld.meaning.attaching.model import attach_learned
from upheld.meaning.attaching.scales import symptom_of
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.feature_model import FeatureModel
from upheld.meaning.mentions import Mention, sentences
from upheld.meaning.quantity import Quantity

# Characters from which on a treatment in front is not the one whose amount is asked for.
_FAR = 12

__all__ = ["attach"]


def attach(
    text: str,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity | None],
    model: FeatureModel | None = None,
) -> list[int | None]:
    """Find the entity that each quantity belongs to.

    Args:
        text: a letter, its paragraphs parted by blank lines.
        mentions: its entities, sorted, none across another.
        quantities: what `find_quantities` gave for them.
        model: what was learned; without it the rules decide alone.

    Returns:
        The number of an entity among `mentions`, one a mention; None for what is no MEASUREMENT and for a quantity that
        belongs to none.

    """
    topics = Topics(text, mentions)
    ruled = by_rules(text, mentions, quantities, topics)
    if model is None:
        return ruled
    return attach_learned(text, mentions, quantities, ruled, topics, model)


def by_rules(
    text: str,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity | None],
    topics: Topics,
) -> list[int | None]:
    """Attach by the rules alone; other arguments and the result are those of `attach`."""
    found: list[int | None] = [None] * len(mentions)
    for sentence in sentences(text, mentions):
        for number in range(sentence.first, sentence.first + len(sentence.mentions)):
            quantity = quantities[number]
            if quantity is None:
                continue
            found[number] = in_chain(text, mentions, quantities, found, number)
            if found[number] is not None:
                continue
            if quantity.kind == "score":
                found[number] = symptom_of(text, mentions, sentence, number, found)
                continue
            inside = cheapest(text, mentions, sentence, number, quantity, found)
            if inside is None:
                found[number] = outside(text, mentions, number, quantity, topics)
                continue
            found[number] = inside
            space = mentions[number].start - mentions[inside].end
            if space > _FAR and asked_for(text, mentions[number], quantity):
                topic = topics.at(number)
                found[number] = inside if topic is None else topic
    return found
