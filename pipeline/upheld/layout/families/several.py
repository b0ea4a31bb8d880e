"""Forms with a box of reasons for what is granted and another for what is refused, each for some of the issues."""

from __future__ import annotations

import re
from itertools import pairwise

from upheld.layout.draft import Part
from upheld.layout.families.repeated import Words
from upheld.layout.headings import Heading, Outline

NAMED_PART = re.compile(r"^[ ]?(?=[A-Z0-9\u2022])[^.:\n]{2,90}:(?=\s)", re.MULTILINE)
"""The name of an issue in front of the reasons for it."""

_NUMBERED_PART = re.compile(
    r"^[ ]{0,3}(?:(?:item|issue|request|no\.?)\s{0,2})?[#(]?(?P<number>\d{1,2})\s?[.):]{1,2}(?=\s)",
    re.IGNORECASE | re.MULTILINE,
)
_OPENING = 200  # Characters at the beginning of a box that name its issue, where it is not divided.
_MOST = 99  # Issues; more than any form has.

_Named = tuple[Heading, Part, Part]
"""The heading of a box, where the name of a part stands, and the part."""


def several_parts(
    outline: Outline, requests: list[Part], words: Words
) -> list[tuple[Heading, Part]] | None:
    """Give the heading of the box that holds each issue, and its part there.

    Args:
        outline: the headings of the form.
        requests: the issues at dispute.
        words: gives the words of a text that tell issues apart.

    Returns:
        One for each issue; None where the form has fewer than two boxes, or where some part belongs to no issue or some
        issue to no part, by numbers or else by names.

    """
    boxes = outline.named("rationale")
    if not 1 < len(boxes) <= len(requests) <= _MOST:
        return None
    return _by_number(outline, boxes, len(requests)) or _by_name(outline, boxes, requests, words)


def _by_number(
    outline: Outline, boxes: list[Heading], count: int
) -> list[tuple[Heading, Part]] | None:
    found: dict[int, tuple[Heading, Part]] = {}
    for box in boxes:
        start, end = outline.content(box)
        matches = list(_NUMBERED_PART.finditer(outline.text, start, end))
        stops = [*(following.start() for _, following in pairwise(matches)), end]
        for match, stop in zip(matches, stops, strict=False):
            number = int(match["number"])
            if number in found:
                return None
            found[number] = box, (match.end(), stop)
    if sorted(found) != list(range(1, count + 1)):
        return None
    return [found[number] for number in range(1, count + 1)]


def _by_name(
    outline: Outline, boxes: list[Heading], requests: list[Part], words: Words
) -> list[tuple[Heading, Part]] | None:
    """Give each issue the part whose name shares most words with it, if so each part belongs to one at least."""
    text = outline.text
    parts = [part for box in boxes for part in _named_parts(outline, box)]
    if len(parts) > _MOST:
        return None
    names = [words(text[a:b]) for _, (a, b), _ in parts]
    wanted = [words(text[a:b]) for a, b in requests]
    chosen = []
    for own in wanted:
        shares = [len(name & own) / max(1, min(len(name), len(own))) for name in names]
        best = max(range(len(names)), key=shares.__getitem__)
        if not shares[best]:
            return None
        chosen.append(best)
    if set(chosen) != set(range(len(parts))):
        return None
    return [(parts[best][0], parts[best][2]) for best in chosen]


def _named_parts(outline: Outline, box: Heading) -> list[_Named]:
    start, end = outline.content(box)
    matches = list(NAMED_PART.finditer(outline.text, start, end))
    if not matches:
        return [(box, (start, min(end, start + _OPENING)), (start, end))]
    stops = [*(following.start() for _, following in pairwise(matches)), end]
    return [(box, m.span(), (m.end(), stop)) for m, stop in zip(matches, stops, strict=True)]
