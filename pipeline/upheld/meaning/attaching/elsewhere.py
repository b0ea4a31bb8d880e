"""What a quantity belongs to outside its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from upheld.meaning.attaching.rules import is_alone, word_table
from upheld.meaning.attaching.topics import Topics
from upheld.meaning.mentions import Mention
from upheld.meaning.quantity import Quantity

_REACH = 500  # Characters within which a pain or a drug is still what was told last.
_BEFORE, _BEHIND = 120, 50
_OF_USE = re.compile(
    r"\b(?:it|use|used|trial|course|rental|loan|hire|supply|taken|given|requested|asked|sought|limit|limits|limited|allowed|treatment|request|drug|withdrawn"
    r"|period|program|institution|review|stay|more|purchase|wear|worn|monitoring|target)\b",
    re.IGNORECASE,
)
_CHAINS = frozenset(
    (
        ("dose", "frequency"),
        ("dose", "count"),
        ("dose", "duration"),
        ("frequency", "duration"),
        ("percentage", "duration"),
        ("frequency", "count"),
        ("count", "count"),
    )
)
_GOES_ON = re.compile(r"[\s,(]*(?:with |(?:relief |improvement )?for )?(?:about |over )?")
_HIRED = re.compile(r"\b(?:rental|hire|loan|purchase) (?:of|for) $")
_SOUGHT = re.compile(
    r"\s+(?:are|were|is|was) (?:sought|requested|asked|wanted|prescribed|ordered)\b|\s+(?:requested|sought)\b"
)
_OF_ITEM = frozenset(("dose", "count", "frequency", "duration"))


def in_chain(
    text: str,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity | None],
    found: Sequence[int | None],
    number: int,
) -> int | None:
    """Give the entity of the quantity directly in front, with which this one goes on: `1 mg` `twice a day`."""
    before, quantity = quantities[number - 1] if number else None, quantities[number]
    if before is None or quantity is None or (before.kind, quantity.kind) not in _CHAINS:
        return None
    gap = text[mentions[number - 1].end : mentions[number].start]
    return found[number - 1] if _GOES_ON.fullmatch(gap) else None


def asked_for(text: str, mention: Mention, quantity: Quantity) -> bool:
    """Say whether an amount is what the item asks for: `a rental of 60 days`, `160 hours are sought`."""
    if quantity.kind not in ("count", "duration"):
        return False
    return bool(
        _HIRED.search(text, max(0, mention.start - 24), mention.start)
        or _SOUGHT.match(text, mention.end)
    )


def outside(
    text: str, mentions: Sequence[Mention], number: int, quantity: Quantity, topics: Topics
) -> int | None:
    """Give the entity of another sentence that a quantity belongs to; None where it belongs to none."""
    mention = mentions[number]
    if is_alone(text, mention, quantity):
        return None
    paragraph = max(text.rfind("\n\n", 0, mention.start), mention.start - _REACH)
    if quantity.kind == "pain_score":
        return _last(text, mentions, number, paragraph, _pains())
    if quantity.kind not in _OF_ITEM:
        return None
    if quantity.kind == "duration" and not _OF_USE.search(
        text[max(0, mention.start - _BEFORE) : mention.end + _BEHIND]
    ):
        return None
    return topics.at(number)


def _last(
    text: str, mentions: Sequence[Mention], number: int, floor: int, words: re.Pattern[str]
) -> int | None:
    for other in range(number - 1, -1, -1):
        if mentions[other].start < floor:
            return None
        if mentions[other].label == "DIAGNOSIS" and words.search(mentions[other].words(text)):
            return other
    return None


@cache
def _pains() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(word_table('pains'))})")
