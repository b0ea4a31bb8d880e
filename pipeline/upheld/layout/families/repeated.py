"""Forms that repeat the boxes of guideline and rationale for each issue, under the issue's name."""

from __future__ import annotations

import re
from collections.abc import Callable

from upheld.layout.draft import Part, Parts, request_span, split_guidelines
from upheld.layout.headings import Heading, Outline

_LAST_LINE = re.compile(r"[^\n]+\n?\n?\Z")
_SENTENCE = re.compile(r"[a-z]{2}[.!?](?:\s|\Z)")
_LONGEST = 400  # Characters of an issue's name; what is longer is prose.

Words = Callable[[str], frozenset[str]]


def repeated_parts(
    outline: Outline, requests: list[Part], words: Words
) -> list[tuple[Heading, Parts]] | None:
    """Give the parts of each issue where the form has a rationale for every one, in their order.

    Args:
        outline: the headings of the form.
        requests: the issues at dispute.
        words: gives the words of a text that tell issues apart.

    Returns:
        For each issue the heading of its rationale and its parts; None where there are fewer than two issues,
        where the form has another number of rationales, or where one neither stands under its issue's name nor
        begins with it.

    """
    text, rationales = outline.text, outline.named("rationale")
    if len(requests) < 2 or len(rationales) != len(requests):
        return None
    befores: list[Heading | None] = [None, *rationales[:-1]]
    firsts = [_first_of(outline, *pair) for pair in zip(befores, rationales, strict=True)]
    names = [_name_above(text, first.start) for first in firsts]
    # The name of the next issue ends a box.
    stops = [*(start for start, _ in names[1:]), len(text)]
    found = [
        (rationale, _parts(outline, first, rationale, name, stop))
        for first, rationale, name, stop in zip(firsts, rationales, names, stops, strict=True)
    ]
    told = [
        words(text[name[0] : rationale.end + _LONGEST])
        for name, rationale in zip(names, rationales, strict=True)
    ]
    named = all(words(text[a:b]) & own for (a, b), own in zip(requests, told, strict=True))
    return found if named else None


def _first_of(outline: Outline, before: Heading | None, rationale: Heading) -> Heading:
    """Give the first heading of an issue: that of its guideline, else that of its rationale."""
    earliest = before.start if before else 0
    own = [h for h in outline.named("reviewer_guideline") if earliest < h.start < rationale.start]
    return own[0] if own else rationale


def _name_above(text: str, end: int) -> Part:
    """Find the line above a heading if it is short enough for a name and no sentence; else an empty span."""
    start = max(0, end - _LONGEST)
    found = _LAST_LINE.search(text, start, end)
    if found is None or found.start() == start or _SENTENCE.search(found.group()):
        return end, end
    return found.start(), found.end()


def _parts(outline: Outline, first: Heading, rationale: Heading, name: Part, stop: int) -> Parts:
    text = outline.text
    cited = Parts() if first is rationale else split_guidelines(text, *outline.content(first))
    start, end = outline.content(rationale)
    end = min(end, stop)
    while end > start and text[end - 1].isspace():
        end -= 1
    repeats = (request_span(text, *name),) if name[0] < name[1] else ()
    return Parts(cited.claims, cited.reviewer, (start, end), repeats)
