"""The kinds of request, and the criteria by which each is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upheld.corpus.simulator.grammar.rules import load_tables


@dataclass(frozen=True, slots=True)
class Criterion:
    """A fact that a guideline asks for; `weight` is 1 to 4, `source` names the guideline's passage."""

    fact: str
    weight: int
    source: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request.

    `regions` are those where it is asked for, all where it is empty; `frequency` is how often it is
    drawn relative to others; `tendency` (-0.3 to 0.3) shifts the share of criteria met, for kinds
    that reviewers treat more strictly or more kindly; `drugs` names the class of drugs that is asked
    for; `silences` names what is told of by its facts alone; `name`, `generic` and `request` are
    patterns; `cited` says where letters cite its guideline.
    """

    key: str
    title: str
    category: str
    criteria: tuple[Criterion, ...]
    cited: Mapping[str, str]
    frequency: int
    tendency: float
    regions: tuple[str, ...]
    silences: frozenset[str]
    drugs: str | None
    name: tuple[str, ...]
    generic: tuple[str, ...]
    request: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Give the facts that decide, in the order of the criteria."""
        return tuple(criterion.fact for criterion in self.criteria)


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Read all kinds of request from the data files, by their keys.

    Raises:
        ValueError: two files hold the same key.
        KeyError: a kind lacks its title, category, criteria or frequency.

    """
    return {key: _kind(key, table) for key, table in load_tables("criteria").items()}


def _kind(key: str, table: Mapping[str, object]) -> Kind:
    def words(name: str) -> tuple[str, ...]:
        found = table.get(name, ())
        return tuple(str(word) for word in found) if isinstance(found, list) else ()

    criteria = table["criteria"]
    cited = table.get("cited", {})
    if not isinstance(criteria, list) or not isinstance(cited, dict):
        raise ValueError(f"{key}: criteria must be a list and cited a table")
    return Kind(
        key=key,
        title=str(table["title"]),
        category=str(table["category"]),
        criteria=tuple(Criterion(**criterion) for criterion in criteria),
        cited={str(name): str(value) for name, value in cited.items()},
        frequency=int(str(table["frequency"])),
        tendency=float(str(table.get("tendency", 0.0))),
        regions=words("regions"),
        silences=frozenset(words("silences")),
        drugs=str(table["drugs"]) if "drugs" in table else None,
        name=words("name"),
        generic=words("generic"),
        request=words("request"),
    )
