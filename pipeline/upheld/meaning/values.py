"""What the parts of a meaning say: a site, a code, a drug."""

from __future__ import annotations

from dataclasses import dataclass


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
