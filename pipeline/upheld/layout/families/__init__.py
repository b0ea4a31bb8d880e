"""The known families of letters: how to tell them apart, and the item finder of each."""

from __future__ import annotations

import re
from collections.abc import Callable

from upheld.layout.draft import ItemDraft
from upheld.layout.families import form, headed, notice, numbered
from upheld.layout.headings import Outline
from upheld.layout.letter import Family
from upheld.layout.phrases import phrase

__all__ = ["FINDERS", "find_family", "find_items"]

FINDERS: dict[Family, Callable[[Outline], list[ItemDraft]]] = {
    "imr-2014": headed.find_items,
    "imr-2015": numbered.find_items,
    "imr-2013-notice": notice.find_items,
    "imr-2013-form": form.find_items,
}

# What each family alone says, and how much that counts. Letter case as printed where it matters.
_SIGNS: tuple[tuple[Family, int, str], ...] = (
    ("imr-2013-form", 3, r"(?i:medical professional review\b(?!er))"),
    ("imr-2013-form", 3, r"(?i:issues?(?:\(s\))? (?:at|in) dispute ?:)"),
    ("imr-2013-form", 3, r"(?i:rationales? for why the requested)"),
    ("imr-2013-form", 2, r"(?i:relied upon by (?:the )?professional reviewer)"),
    ("imr-2013-form", 1, r"(?i:medical reviewer qualifications)"),
    ("imr-2013-notice", 3, r"(?i:has determined (?:that )?the requests? for)"),
    ("imr-2013-notice", 2, r"(?i:notice of independent medical review determination)"),
    ("imr-2013-notice", 2, r"(?i:independent medical review decision and rationale)"),
    ("imr-2013-notice", 3, r"(?i:relied upon by the expert reviewer)"),
    ("imr-2013-notice", 2, r"(?i:rationale for the decision ?:)"),
    ("imr-2013-notice", 2, r"\bRegarding (?:the )?requests? for"),
    ("imr-2014", 3, r"(?i:imr issues?(?:\(s\))?, decisions?(?:\(s\))?,? (?:and|&) rationales?)"),
    ("imr-2014", 3, r": ?\n?(?:Upheld|Overturned|UPHELD|OVERTURNED)\b"),
    ("imr-2014", 2, r"(?i:maximus guide?lines? ?:)"),
    ("imr-2014", 1, r"(?i:claims admin\w{5,9} guide?lines? ?:)"),
    ("imr-2015", 3, r"(?i:imr decisions?(?:\(s\))?,? (?:and|&) rationales?(?:\(s\))?)"),
    (
        "imr-2015",
        3,
        r"(?im:^\(?\d{1,2}[.)] [^\n]{1,400}? (?:is|are|was|were) (?:not )?medically necessary)",
    ),
    ("imr-2015", 2, r"(?i:states?(?:\(s\))? of licensure)"),
    ("imr-2015", 1, r"(?i:certifications?(?:\(s\))?/ ?specialty)"),
    ("imr-2015", 2, r"(?i:(?:expert|physician) reviewer['\u2019]?s decision rationale)"),
    ("imr-2015", 1, r"(?i:\bcase number ?:? ?CM(?:1[5-9]|2\d))"),
)
_COMPILED = tuple((family, weight, re.compile(phrase(sign))) for family, weight, sign in _SIGNS)
_ENOUGH = 3


def find_family(text: str) -> Family:
    """Name the family of a reflowed letter, `unknown` where the signs are too few."""
    scores: dict[Family, int] = dict.fromkeys(FINDERS, 0)
    for family, weight, sign in _COMPILED:
        if sign.search(text):
            scores[family] += weight
    best = max(scores, key=lambda family: scores[family])
    return best if scores[best] >= _ENOUGH else "unknown"


def find_items(outline: Outline, family: Family) -> list[ItemDraft]:
    """Find the disputed items by the family's way, else by the first other way that finds any."""
    others = [finder for name, finder in FINDERS.items() if name != family]
    finders = [FINDERS[family], *others] if family in FINDERS else others
    for finder in finders:
        drafts = finder(outline)
        if drafts:
            return drafts
    return numbered.find_loose_items(outline)
