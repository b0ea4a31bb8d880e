"""What a disputed item asks for."""

from __future__ import annotations

from functools import lru_cache

from upheld.meaning.requests.amounts import read_amounts
from upheld.meaning.requests.kinds import categories, kind_of
from upheld.meaning.requests.parts import asked, drug_of, site_of
from upheld.meaning.requests.tables import load
from upheld.meaning.values import Request, Site

__all__ = ["read_request"]

# Kinds outside of pharmacy whose items may name a drug that is asked for, not one that is used on the way.
_WITH_DRUG = frozenset({"other_injection", "joint_injection", "stimulator_or_pump"})
# What an item says is far shorter; a text that is none must not cost more.
_LONGEST = 400


@lru_cache(maxsize=1 << 12)
def read_request(text: str) -> Request:
    """Read the words of a disputed item."""
    words = text[:_LONGEST]
    kind = kind_of(words)
    category = categories()[kind]
    is_drug = category == "pharmacy" or kind in _WITH_DRUG
    drug = drug_of(words if category == "pharmacy" else asked(words)) if is_drug else None
    amounts = read_amounts(words, is_drug=category == "pharmacy" or drug is not None)
    return Request(
        kind=kind,
        category=category,
        drug=drug,
        dose=amounts.dose,
        count=amounts.count,
        frequency=amounts.frequency,
        duration=amounts.duration,
        site=Site() if kind in load("kinds")["placeless"] else site_of(words),
        date=amounts.date,
    )
