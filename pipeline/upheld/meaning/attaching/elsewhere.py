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
_BEHIND = 50
_PRONOUN = re.compile(r"\b(?:it|this|these|them|they|the drug|the medication)\b", re.IGNORECASE)
_OF_USE = re.compile(
    r"\b(?:it|use|used|trial|course|rental|loan|hire|supply|taken|given|requested|asked|sought|limit|limits|limited|allowed|treatment|request|drug|withdrawn"
    r"|period|program|institution|review|stay|more|purchase|wear|worn|monitoring|target)\b",
    re.IGNORECASE,
)
_OF_ITEM = frozenset(("dose", "count", "frequency", "duration"))


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
    start = max(
        text.rfind(". ", paragraph if paragraph > 0 else 0, mention.start),
        text.rfind("; ", paragraph if paragraph > 0 else 0, mention.start),
        paragraph,
    )
    words = text[max(0, start) : mention.start]
    if quantity.kind == "duration" and not _OF_USE.search(
        text[max(0, start) : mention.end + _BEHIND]
    ):
        return None
    if _PRONOUN.search(words):
        before = number - 1
        while before >= 0 and mentions[before].start > start:
            before -= 1
        if before >= 0 and mentions[before].start > paragraph:
            sentence = max(
                text.rfind(". ", 0, mentions[before].start),
                text.rfind("\n", 0, mentions[before].start),
            )
            subject = next(
                (
                    n
                    for n in range(max(0, before - 8), before + 1)
                    if mentions[n].label == "TREATMENT" and mentions[n].start > sentence
                ),
                None,
            )
            if subject is not None:
                return subject
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
