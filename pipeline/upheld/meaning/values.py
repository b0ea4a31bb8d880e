"""The values that say what entities and items mean: plain, and the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from upheld.meaning.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Code:
    """A code of ICD-10-CM with its title, and how alike its title and the words are, 0 to 1."""

    code: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Site:
    """Where in the body: regions, levels of the spine (`L4-L5`), and the side: `left`, `right`, `both` or None."""

    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    side: str | None = None


NOWHERE = Site()


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug: its generic name in small letters, a compound joined by `/`, and its class."""

    generic: str
    drug_class: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one entity means.

    `status` (of diagnoses and treatments) is `present`, `denied`, `suspected`, `past`, `tried`, `general` or `other`;
    `result` of a treatment tried is `helped`, `failed` or `mixed`. `quantity` is that of a measurement, `measures` the
    number of the entity that it belongs to. `site` is of all but measurements, `code` of diagnoses, `drug` of
    treatments.
    """

    status: str | None = None
    result: str | None = None
    quantity: Quantity | None = None
    measures: int | None = None
    site: Site = NOWHERE
    code: Code | None = None
    drug: Drug | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a disputed item asks for, by its own words.

    `kind` is one of the kinds of request, `category` the category of service that it belongs to. `drug` is the generic
    name; `dose`, `count`, `frequency` and `duration` are quantities in their written forms without the kind; `date` is
    ISO 8601. What the item does not say is None.
    """

    kind: str
    category: str
    drug: str | None = None
    dose: str | None = None
    count: str | None = None
    frequency: str | None = None
    duration: str | None = None
    site: Site = NOWHERE
    date: str | None = None
