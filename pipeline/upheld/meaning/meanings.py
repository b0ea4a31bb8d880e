"""All that the entities of a text mean, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upheld.meaning.mentions import Mention
from upheld.meaning.quantity import Quantity
from upheld.meaning.values import NOWHERE, Code, Drug, Site


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one entity means.

    `status` (of diagnoses and treatments) is `present`, `denied`, `suspected`, `past`, `tried`, `general` or `other`, `result` of a
    treatment tried `helped`, `failed` or `mixed`. `quantity` is that of a measurement, `measures` the number of the
    entity that it belongs to. `site` is of all but measurements, `code` of diagnoses, `drug` of treatments.
    """

    status: str | None = None
    result: str | None = None
    quantity: Quantity | None = None
    measures: int | None = None
    site: Site = NOWHERE
    code: Code | None = None
    drug: Drug | None = None


def find_meanings(text: str, mentions: Sequence[Mention]) -> list[Meaning]:
    """Say what each entity of a text means.

    Args:
        text: in paragraphs, parted by blank lines.
        mentions: the entities, in their order, none across another.

    """
    del text
    return [Meaning() for _ in mentions]
