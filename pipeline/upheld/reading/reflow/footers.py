"""Page footers and running heads that extraction left in the middle of the text."""

from __future__ import annotations

import re
from collections import Counter

CASE_NUMBER = re.compile(r"\bCM\s?\d{2}\s{0,2}[-\u2010-\u2014]\s{0,2}\d{4,10}\b", re.IGNORECASE)

_PAGE = r"(?:Page\s{0,3})?\d{1,3}(?:\s{1,3}of\s{1,3}\d{1,3})?(?![\w/.%])"
_FOOTER = re.compile(
    r"Final\s{0,4}Determination\s{0,4}Letter\s{0,4}for\s{0,4}IMR\s{0,4}Case\s{0,4}Number\s{0,4}:?"
    r"\s{0,4}CM\s?\d{2}\s?[-\u2010-\u2014]?\s?\d{4,10}(?:[ \t]{1,12}" + _PAGE + r")?",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(
    r"^[ \t]{0,80}(?:Page[ \t]{1,4}\d{1,3}(?:[ \t]{1,3}of[ \t]{1,3}\d{1,3})?"
    r"|-[ \t]?\d{1,3}[ \t]?-)[ \t]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"[^\r\n\f]{1,120}")
_RUNNING_HEAD_REPEATS = 3


def find_footers(text: str) -> list[tuple[int, int]]:
    """Find the footers of a text, as disjoint source spans in order.

    Three things count: the line that the reviewer's organisation prints on every page with the
    case number, a line that holds only a page number (`Page 3 of 7`, `- 3 -`), and a line with
    a case number that comes back, digits aside, on three pages or more.
    """
    spans = [match.span() for match in _FOOTER.finditer(text)]
    spans += [match.span() for match in _PAGE_LINE.finditer(text)]
    spans += _running_heads(text)
    return _disjoint(spans)


def _running_heads(text: str) -> list[tuple[int, int]]:
    if len(CASE_NUMBER.findall(text)) < _RUNNING_HEAD_REPEATS:
        return []
    lines = [(m.span(), m.group()) for m in _LINE.finditer(text) if CASE_NUMBER.search(m.group())]
    masked = [re.sub(r"\s+", " ", re.sub(r"\d+", "0", line)).strip() for _, line in lines]
    counts = Counter(masked)
    return [
        span
        for (span, _), mask in zip(lines, masked, strict=True)
        if counts[mask] >= _RUNNING_HEAD_REPEATS and mask.count(" ") <= 9
    ]


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    disjoint: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if disjoint and start < disjoint[-1][1]:
            disjoint[-1] = (disjoint[-1][0], max(end, disjoint[-1][1]))
        else:
            disjoint.append((start, end))
    return disjoint
