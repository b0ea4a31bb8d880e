"""What kind of service a treatment is: a test, a procedure, a therapy, equipment, or else a drug."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from upheld.meaning.tables import read_table

Service = Literal["test", "procedure", "therapy", "equipment", "drug"]
_KINDS: tuple[Service, ...] = ("test", "procedure", "therapy", "equipment")


@cache
def _tables() -> dict[str, re.Pattern[str]]:
    tables = read_table(__package__, "tables/services")
    return {kind: _expression(words.split()) for kind, words in tables.items()}


def _expression(words: list[str]) -> re.Pattern[str]:
    forms = []
    for word in words:
        form = re.escape(word.strip("-"))
        left = r"[a-z]{1,30}" if word.startswith("-") else ""
        right = r"[a-z]{0,20}" if word.endswith("-") else ""
        forms.append(left + form + right)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(forms)})(?![a-z])")


@lru_cache(maxsize=4096)
def service_of(name: str) -> Service:
    """Give the kind of service that a treatment's name says."""
    name = name.lower()
    return next((kind for kind in _KINDS if _tables()[kind].search(name)), "drug")


@lru_cache(maxsize=4096)
def is_acute(name: str) -> bool:
    """Say if a diagnosis is an injury that is over once treated."""
    return bool(_tables()["acute"].search(name.lower()))


@lru_cache(maxsize=4096)
def is_lasting(name: str) -> bool:
    """Say if a diagnosis is an illness that lasts."""
    return bool(_tables()["lasting"].search(name.lower()))
