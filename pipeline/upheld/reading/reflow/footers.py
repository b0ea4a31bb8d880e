"""Page footers and running heads that extraction left in the middle of the text."""

from __future__ import annotations

import re
from collections import Counter

CASE_NUMBER = re.compile(r"\bCM\s?\d{2}\s{0,2}[-\u2010-\u2014]\s{0,2}\d{4,10}\b", re.IGNORECASE)

_PAGE = r"(?:Page\s{0,3})?\d{1,3}(?:[ \t]{1,3}of[ \t]{1,3}\d{1,3})?(?![\w/.%])"
_FOOTER = re.compile(
    r"Final\s{0,4}Determination\s{0,4}Letter\s{0,4}for\s{0,4}IMR\s{0,4}Case\s{0,4}Number\s{0,4}:?"
    r"\s{0,4}CM\s?\d{2}\s?[-\u2010-\u2014]?\s?\d{4,10}"
    r"(?:[ \t]{1,80}"
    + _PAGE
    + r"|\s{0,12}\n[ \t]{0,40}(?:Page\s{1,2})?\d{1,3}[ \t]{0,4}(?=\r?\n|$))?",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(
    r"^[ \t]{0,80}(?:Page[ \t]{1,4}\d{1,3}(?:[ \t]{1,3}of[ \t]{1,3}\d{1,3})?"
    r"|-[ \t]?\d{1,3}[ \t]?-)[ \t]{0,80}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERED_LINE = re.compile(
    r"^[ \t]{0,40}\S[^\r\n]{3,80}?[ \t]Page[ \t]{1,3}\d{1,3}"
    r"(?:[ \t]{1,3}of[ \t]{1,3}\d{1,3})?[ \t]{0,40}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE = re.compile(r"[^\r\n\f]{1,120}")
_RUNNING_HEAD_REPEATS = 3


def find_footers(text: str) -> list[tuple[int, int]]:
    """Find the footers of a text, as disjoint source spans in order.

    Four things count: the line that the reviewer's organisation prints on every page with the
    case number, a line that holds only a page number (`Page 3 of 7`, `- 3 -`), a line with
    a case number, or one that ends in a page number, that comes back, digits aside, on several
    pages.
    """
    spans = [match.span() for match in _FOOTER.finditer(text)]
    spans += [match.span() for match in _PAGE_LINE.finditer(text)]
    spans += _running_heads(text)
    spans += _numbered_lines(text)
    return _disjoint(spans)


def _running_heads(text: str) -> list[tuple[int, int]]:
    if len(CASE_NUMBER.findall(text)) < _RUNNING_HEAD_REPEATS:
        return []
    lines = [(m.span(), m.group()) for m in _LINE.finditer(text) if CASE_NUMBER.search(m.group())]
    masked = [_mask(line) for _, line in lines]
    counts = Counter(masked)
    return [
        span
        for (span, _), mask in zip(lines, masked, strict=True)
        if counts[mask] >= _RUNNING_HEAD_REPEATS and mask.count(" ") <= 9
    ]


def _numbered_lines(text: str) -> list[tuple[int, int]]:
    lines = [(m.span(), _mask(m.group())) for m in _NUMBERED_LINE.finditer(text)]
    counts = Counter(mask for _, mask in lines)
    return [span for span, mask in lines if counts[mask] > 1]


def _mask(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\d+", "0", line)).strip()


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    disjoint: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if disjoint and start < disjoint[-1][1]:
            disjoint[-1] = (disjoint[-1][0], max(end, disjoint[-1][1]))
        else:
            disjoint.append((start, end))
    return disjoint
