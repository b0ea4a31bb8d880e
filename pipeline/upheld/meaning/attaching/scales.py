"""The symptom that a score of a questionnaire or scale is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from upheld.meaning.attaching.rules import scale_table
from upheld.meaning.mentions import Mention, Sentence

_NAMED_WITHIN = 70  # Characters in front of a score in which its scale is named.
_REACH = 150  # Characters to a symptom in another sentence.
_NEXT = 5
_FURTHEST = 12  # Mentions on either side that are looked at.
_DIRECT = re.compile(
    r"\s*\(?(?:[A-Z][\w-]*\s*){0,3}(?:(?:score|scale|index)\s*)?(?:of |was |at |is )?"
)
_JOINED = re.compile(r"[^.;]{0,40}")


@cache
def _stems() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_pattern(scale), _pattern(symptom)) for scale, symptom in scale_table().items())


def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{stems})")


def symptom_of(
    text: str,
    mentions: Sequence[Mention],
    sentence: Sentence,
    number: int,
    found: Sequence[int | None],
) -> int | None:
    """Give the symptom of the sentence that a score is of: what its scale measures, or a finding directly in front."""
    measured = mentions[number]
    floor = max(sentence.start, measured.start - _NAMED_WITHIN)
    if number > sentence.first and mentions[number - 1].label == "MEASUREMENT":
        floor = max(floor, mentions[number - 1].end)
    named = text[floor : measured.start]
    first = max(sentence.first, number - _FURTHEST)
    last = min(sentence.first + len(sentence.mentions), number + _FURTHEST)
    near = sorted(range(first, last), key=lambda n: abs(n - number))
    is_named = False
    for scale, symptom in _stems():
        if not scale.search(named):
            continue
        is_named = True
        for other in near:
            if mentions[other].label == "DIAGNOSIS" and symptom.search(mentions[other].words(text)):
                return other
        nearby = _nearby(text, mentions, sentence, symptom)
        if nearby is not None:
            return nearby
    before = number - 1
    if (
        before >= sentence.first
        and mentions[before].label == "DIAGNOSIS"
        and _DIRECT.fullmatch(text[mentions[before].end : measured.start])
    ):
        return before
    if not is_named and before >= sentence.first and mentions[before].label == "MEASUREMENT":
        return (
            found[before] if _JOINED.fullmatch(named) and _is_of(mentions, found[before]) else None
        )
    return None


def _nearby(
    text: str, mentions: Sequence[Mention], sentence: Sentence, symptom: re.Pattern[str]
) -> int | None:
    """Give a symptom of the sentence in front or behind, within the paragraph."""
    last = sentence.first + len(sentence.mentions)
    for numbers, reach in (
        (range(sentence.first - 1, -1, -1), _REACH),
        (range(last, len(mentions)), _NEXT),
    ):
        for other in numbers:
            mention = mentions[other]
            gap = text[min(mention.end, sentence.end) : max(mention.start, sentence.start)]
            if len(gap) > reach or "\n" in gap:
                break
            if mention.label == "DIAGNOSIS" and symptom.search(mention.words(text)):
                return other
    return None


def _is_of(mentions: Sequence[Mention], number: int | None) -> bool:
    return number is not None and mentions[number].label == "DIAGNOSIS"
