"""Boxes divided by numbers that may stand for several items at once: `2, 3 and 5.`, `4-6)`."""

from __future__ import annotations

import re
from itertools import pairwise

from upheld.layout.draft import Part

_GROUP = re.compile(
    r"^[ ]{0,3}(?:(?:items?|issues?|requests?|nos?\.?)\s{1,2})?"
    r"(?P<numbers>\d{1,2}(?:\s{0,2}(?:,\s{0,2}(?:and\s)?|and|&|-|\u2013|to|through)\s{0,2}\d{1,2}){0,14})"
    r"\s?[.):](?!\d)",
    re.IGNORECASE | re.MULTILINE,
)
_RANGE = re.compile(r"(?P<first>\d{1,2})\s{0,2}(?:-|\u2013|to|through)\s{0,2}(?P<last>\d{1,2})")


def grouped_parts(text: str, start: int, end: int, count: int) -> list[Part] | None:
    """Give the part of a box that belongs to each of `count` items, where its numbers name each once.

    None where they do not: a number is missing, stands twice or is higher than the count. Numbers that
    name one item each are no groups either.
    """
    matches = list(_GROUP.finditer(text, start, end))
    numbers = [_numbers(match["numbers"]) for match in matches]
    named = [number for group in numbers for number in group]
    if sorted(named) != list(range(1, count + 1)) or len(matches) == count:
        return None
    stops = [*(following.start() for _, following in pairwise(matches)), end]
    parts: dict[int, Part] = {}
    for match, group, stop in zip(matches, numbers, stops, strict=True):
        parts |= dict.fromkeys(group, (match.end(), stop))
    return [parts[number] for number in range(1, count + 1)]


def _numbers(written: str) -> list[int]:
    found: list[int] = []
    position = 0
    for match in _RANGE.finditer(written):
        found += map(int, re.findall(r"\d+", written[position : match.start()]))
        found += range(int(match["first"]), int(match["last"]) + 1)
        position = match.end()
    return [*found, *map(int, re.findall(r"\d+", written[position:]))]
