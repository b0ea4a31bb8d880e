"""The treatment that a passage is about: the one that its heading names, at its last mention under that heading.

Headings are lines such as `3) Regarding the request for MRI:`, `Norco 10/325 mg #60: Upheld`, `2. TENS unit is not
medically necessary.`, or a paragraph that begins `Home health aide: The need`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from upheld.meaning.mentions import Mention

_NUMBERED = re.compile(
    r"\W{0,3}(?:(?:item |issue |decision )?#?\(?(?:[0-9]{1,2}|[A-Ha-h])[.):]{1,2}\s*)?"
    r"(?:(?:regarding|as to|concerning|for|re:?)\s+)?(?:the\s+)?(?:prospective |retrospective )?(?:requests? for\s+)?"
    r"(?:(?:a|an|the|one|additional|compound:?|continued|repeat|topical)\s+)*",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r":|upheld|overturned|medically necessary|certif|denied|approved|supported", re.IGNORECASE
)
_SECTION = re.compile(
    r"\n[^\n:]{0,40}(?i:summary|history of|medical records|documents reviewed|records reviewed)[^\n]{0,30}:?\n"
)
_OPENS = re.compile(
    r"(?:rationale|decision)[^:\n]{0,24}:\s*$", re.IGNORECASE
)  # In front of the subject of a rationale.
_OPENING = 40
_REACH = 5000  # Characters that a heading is followed for.
_BEFORE = 120  # Characters of a line in front of the treatment that a heading names.
_LINE = 240  # Characters of a line that are looked at.

_GENERAL = frozenset(
    "therapy program unit session injection care test testing service drug cream gel patch treatment physical study"
    " screen medication home visit block surgery stay trial".split()
)


class Topics:
    """The headings of a text, found when the first is asked for."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """Keep the text and its mentions; headings are found later."""
        self._text = text
        self._mentions = mentions
        self._headings: list[int] | None = None

    def at(self, number: int) -> int | None:
        """Give the number of the treatment that the passage around a mention is about; None where no heading tells."""
        if self._headings is None:
            self._headings = [
                n for n, m in enumerate(self._mentions) if m.label == "TREATMENT" and self._heads(m)
            ]
        place = bisect_left(self._headings, number)
        if place == 0:
            return None
        heading = self._headings[place - 1]
        start, end = self._mentions[heading].end, self._mentions[number].start
        if end - start > _REACH or _SECTION.search(self._text, start, end):
            return None
        for other in range(number - 1, heading, -1):
            if self._mentions[other].label == "TREATMENT" and self._same(heading, other):
                return other
        return heading

    def _same(self, heading: int, other: int) -> bool:
        one, two = (name_words(self._mentions[n].words(self._text)) for n in (heading, other))
        if two and (one <= two or (two <= one and bool(two - _GENERAL))):
            return True
        mention = self._mentions[other]
        before = self._text[max(0, mention.start - _OPENING) : mention.start]
        return not mention.words(self._text).endswith("s") and bool(_OPENS.search(before))

    def _heads(self, mention: Mention) -> bool:
        line = self._text.rfind("\n", max(0, mention.start - _BEFORE), mention.start) + 1
        if line == 0 and mention.start > _BEFORE:
            return False
        before = self._text[line : mention.start]
        for counted in self._mentions_between(line, mention.start):
            before = before.replace(counted.words(self._text), "", 1)
        before = re.sub(r"^(\W*(?:[0-9A-Ha-h]{1,2}[.):])?\s*)of ", r"\1", before)
        if not _NUMBERED.fullmatch(before):
            return False
        end = self._text.find("\n", mention.end, mention.end + _LINE)
        end = end if end >= 0 else mention.end + _LINE
        return bool(_DECIDED.search(self._text, mention.end, end))

    def _mentions_between(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._mentions, start, key=lambda m: m.start)
        last = bisect_left(self._mentions, end, key=lambda m: m.start)
        return [m for m in self._mentions[first:last] if m.label == "MEASUREMENT"]


@lru_cache(maxsize=4096)
def name_words(words: str) -> frozenset[str]:
    """Give the words of a name, without the `s` of a plural."""
    found = re.findall(r"[a-z0-9]+", words.lower())
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in found)
