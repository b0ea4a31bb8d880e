"""Which mentions of a sentence hang on another: `fluoroscopy` on `block under`, `nausea` on `headache with`.

What stands behind them belongs to the one that they hang on, more often than to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from upheld.meaning.mentions import Mention

_HANGS = re.compile(
    r"[\s,]*(?:with|under|to|via|using|for|from|due to|secondary to|after|against|that cause)\s+"
    r"(?:(?:the|a|an|her|his|severe|use of)\s+){0,2}",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[\s,]*(?:and|or|,)\s*(?:the |a )?", re.IGNORECASE)


def dependents(text: str, mentions: Sequence[Mention], first: int, last: int) -> frozenset[int]:
    """Give the numbers of those of mentions `first` to `last` (not with it) that hang on one in front.

    A TREATMENT hangs on another (`with`, `under`), a DIAGNOSIS on a TREATMENT or another DIAGNOSIS, and what is listed
    behind one that hangs does, too.
    """
    found: set[int] = set()
    head: int | None = None
    for number in range(first, last):
        mention = mentions[number]
        if mention.label == "MEASUREMENT":
            head = None
            continue
        under = text.endswith("under ", 0, mention.start)
        if under or (
            head is not None and _hangs(text, mentions[head], mention, listed=head in found)
        ):
            found.add(number)
        if mention.label != "BODY_PART" or head is None:
            head = number
    return frozenset(found)


def _hangs(text: str, head: Mention, mention: Mention, *, listed: bool) -> bool:
    if mention.label == "BODY_PART" or (head.label, mention.label) == ("DIAGNOSIS", "TREATMENT"):
        return False
    gap = text[head.end : mention.start]
    if len(gap) > 40:
        return False
    if listed and head.label == mention.label and _LISTED.fullmatch(gap):
        return True
    return bool(_HANGS.fullmatch(gap))


def bracketed(text: str, mention: Mention, measured: Mention) -> bool:
    """Say whether a mention stands in brackets that are closed in front of a measurement."""
    gap = text[mention.end : measured.start]
    close = gap.find(")")
    if close < 0 or "(" in gap[:close]:
        return False
    opened = text.rfind("(", max(0, mention.start - 60), mention.start)
    return opened >= 0 and ")" not in text[opened : mention.start]
