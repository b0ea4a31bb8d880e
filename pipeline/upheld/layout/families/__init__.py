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

# What each family alone says, in small letters, and how much that counts.
_SIGNS: tuple[tuple[Family, int, str], ...] = (
    ("imr-2013-form", 3, r"medical professional review\b(?!er)"),
    ("imr-2013-form", 3, r"issues?(?:\(s\))? (?:at|in) dispute ?:"),
    ("imr-2013-form", 3, r"rationales? for why the requested"),
    ("imr-2013-form", 2, r"relied upon by (?:the )?professional reviewer"),
    ("imr-2013-form", 1, r"medical reviewer qualifications"),
    ("imr-2013-notice", 3, r"has determined (?:that )?the requests? for"),
    ("imr-2013-notice", 2, r"notice of independent medical review determination"),
    ("imr-2013-notice", 2, r"independent medical review decision and rationale"),
    ("imr-2013-notice", 3, r"relied upon by the expert reviewer"),
    ("imr-2013-notice", 2, r"rationale for the decision ?:"),
    ("imr-2014", 3, r"imr issues?(?:\(s\))?, decisions?(?:\(s\))?,? (?:and|&) rationales?"),
    ("imr-2014", 2, r"maximus guide?lines? ?:"),
    ("imr-2014", 1, r"claims admin\w{5,9} guide?lines? ?:"),
    ("imr-2015", 3, r"imr decisions?(?:\(s\))?,? (?:and|&) rationales?(?:\(s\))?"),
    (
        "imr-2015",
        3,
        r"(?m:^\(?\d{1,2}[.)] [^\n]{1,400}? (?:is|are|was|were) (?:not )?medically necessary)",
    ),
    ("imr-2015", 2, r"states?(?:\(s\))? of licensure"),
    ("imr-2015", 1, r"certifications?(?:\(s\))?/ ?specialty"),
    ("imr-2015", 2, r"(?:expert|physician) reviewer['\u2019]?s decision rationale"),
    ("imr-2015", 1, r"\bcase number ?:? ?cm(?:1[5-9]|2\d)"),
)
# The same, with letter case as printed.
_CASED: tuple[tuple[Family, int, str], ...] = (
    ("imr-2013-notice", 2, r"\bRegarding (?:the )?requests? for"),
    ("imr-2014", 3, r": ?\n?(?:Upheld|Overturned|UPHELD|OVERTURNED)\b"),
)


def _compiled(
    signs: tuple[tuple[Family, int, str], ...],
) -> tuple[tuple[Family, int, re.Pattern[str]], ...]:
    return tuple((family, weight, re.compile(phrase(sign))) for family, weight, sign in signs)


_SMALL_SIGNS, _CASED_SIGNS = _compiled(_SIGNS), _compiled(_CASED)
_ENOUGH = 3


def find_family(text: str) -> Family:
    """Name the family of a reflowed letter, `unknown` where the signs are too few."""
    scores: dict[Family, int] = dict.fromkeys(FINDERS, 0)
    # Regular expressions find words several times as fast where letter case counts.
    for signs, read in ((_SMALL_SIGNS, text.lower()), (_CASED_SIGNS, text)):
        for family, weight, sign in signs:
            if sign.search(read):
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
