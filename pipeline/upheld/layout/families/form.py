"""Family `imr-2013-form`: the issues in one box, the reasons in another."""

from __future__ import annotations

import re
from itertools import pairwise

from upheld.layout.decision_phrases import conclusion, sentence_decision
from upheld.layout.draft import ItemDraft, Part, Parts, request_span, split_guidelines
from upheld.layout.headings import Heading, Outline
from upheld.layout.letter import Decision, SectionName
from upheld.layout.phrases import ENUMERATOR, phrase, sentences

_FILLED_IN = re.compile(
    phrase(r"(?P<before>/)?(?P<verb>is|are|was|were) (?P<negated>not )?medically necessary"),
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_INLINE_NUMBER = re.compile(
    r"(?:^|(?<=[\s;:,.]))[#(]?(?P<number>\d{1,2})[.)]{1,2}(?=\s{1,4}\S)", re.MULTILINE
)
_WHETHER = re.compile(
    r"(?:whether\s{1,3}(?:or\s{1,3}not\s{1,3})?(?:the\s{1,3}requested\s{1,3})?|is\s{1,3}(?=.{1,400}\?))",
    re.IGNORECASE,
)
_NECESSARY = re.compile(
    r"\s{1,4}(?:is|are|was|were)?\s{0,4}medically\s{1,4}necessary.{0,40}\??\s{0,4}$", re.IGNORECASE
)
_NAMED_PART = re.compile(r"^[ ]?(?=[A-Z0-9\u2022])[^.:\n]{2,90}:(?=\s)", re.MULTILINE)
_INTRODUCTION = re.compile(r"^[^\n]{0,160}:\s{0,4}$")
_COLLECTIVE = re.compile(
    r"\b(?:remaining|other|rest|all|both|neither|none|each|any|these|requests|services|items|treatments)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{3,}|\d+")
_COMMON = frozenset(
    {"the", "and", "for", "with", "per", "requested", "request", "treatment", "service", "are"}
    | {"medically", "necessary", "not", "was", "this", "that", "has", "have", "been", "therefore"}
    | {"patient", "from", "times", "week", "weeks", "days", "day", "sessions", "session"}
)


def find_items(outline: Outline) -> list[ItemDraft]:
    """Find the issues at dispute, and what the form concludes on each."""
    issues = [h for h in outline.named("issues") if "disp" in h.title.lower()] or outline.named(
        "issues"
    )
    if not issues:
        return []
    text = outline.text
    requests = _split_issues(text, *outline.content(issues[0]))
    guidelines = _box(outline, "reviewer_guideline")
    rationale = _box(outline, "rationale")
    parts = [
        _parts(text, outline, guidelines, rationale, n, len(requests)) for n in range(len(requests))
    ]
    decisions = _decisions(text, requests, parts, outline, rationale)
    return [
        ItemDraft(*request, decision, part)
        for request, decision, part in zip(requests, decisions, parts, strict=True)
    ]


def _box(outline: Outline, name: SectionName) -> Heading | None:
    headings = outline.named(name)
    return headings[0] if headings else None


def _split_issues(text: str, start: int, end: int) -> list[Part]:
    """Split the issues: by their numbers, else by lines, else by semicolons."""
    numbers = _sequence(text, start, end)
    if numbers:
        cuts = [(a, b) for a, b in zip(numbers, [*numbers[1:], end], strict=True)]
    else:
        cuts = [match.span() for match in _LINE.finditer(text, start, end)]
        broken = any(text[a:b].rstrip()[-1:] not in {";", "."} for a, b in cuts[:-1])
        if ";" in text[start:end] and (broken or len(cuts) == 1):
            cuts = _semicolons(text, start, end)
    requests = [
        _request(text, *cut) for cut in cuts if not _INTRODUCTION.match(text[cut[0] : cut[1]])
    ]
    return [request for request in requests if re.search(r"\w\w", text[request[0] : request[1]])]


def _sequence(text: str, start: int, end: int) -> list[int]:
    """Find the starts of a list numbered 1, 2, 3 in `text[start:end]`; empty where none is."""
    starts: list[int] = []
    for match in _INLINE_NUMBER.finditer(text, start, end):
        if int(match["number"]) == len(starts) + 1:
            starts.append(match.start())
    return starts if len(starts) > 1 or (starts and not text[start : starts[0]].strip()) else []


def _semicolons(text: str, start: int, end: int) -> list[Part]:
    cuts = [start, *(m.end() for m in re.finditer(r";", text[start:end])), end - start]
    bounds = [start, *(start + cut for cut in cuts[1:-1]), end]
    return list(pairwise(bounds))


def _request(text: str, start: int, end: int) -> Part:
    start, end = request_span(text, start, end)
    joined = re.match(r"and\s{1,3}", text[start:end])
    start += joined.end() if joined else 0
    whether = _WHETHER.match(text, start, end)
    if whether:
        start = whether.end()
        necessary = _NECESSARY.search(text, start, end)
        end = necessary.start() if necessary else end
    start, end = request_span(text, start, end)
    while end > start and text[end - 1] in ".;, ":
        end -= 1
    return start, end


def _parts(
    text: str,
    outline: Outline,
    guidelines: Heading | None,
    rationale: Heading | None,
    index: int,
    count: int,
) -> Parts:
    """Give the parts of the issue at `index` of `count`: its own where a box is divided."""
    found = Parts()
    if guidelines:
        start, end = outline.content(guidelines)
        own_start, own_end = _own(text, start, end, index, count)
        found = split_guidelines(text, own_start, own_end)
        if (own_start, own_end) != (start, end):
            # What stands above a divided box holds for every part of it.
            shared = split_guidelines(text, start, _first_part(text, start, end))
            found = Parts((*shared.claims, *found.claims), (*shared.reviewer, *found.reviewer))
    span = None
    if rationale:
        span = _own(text, *outline.content(rationale), index, count)
        span = span if text[span[0] : span[1]].strip() else None
    return Parts(found.claims, found.reviewer, span)


def _own(text: str, start: int, end: int, index: int, count: int) -> Part:
    """Give the part of a box that belongs to one issue: by number, else by name, else all of it."""
    divisions = _divisions(text, start, end) if count > 1 else []
    if len(divisions) != count:
        return start, end
    stop = divisions[index + 1][0] if index + 1 < count else end
    return divisions[index][1], stop


def _divisions(text: str, start: int, end: int) -> list[Part]:
    """Find the numbers, else the names, that divide a box, each with where its part begins."""
    numbers = _sequence(text, start, end)
    if numbers:
        matches = [(at, ENUMERATOR.match(text, at, end)) for at in numbers]
        return [(at, match.end() if match else at) for at, match in matches]
    return [match.span() for match in _NAMED_PART.finditer(text, start, end)]


def _first_part(text: str, start: int, end: int) -> int:
    return _divisions(text, start, end)[0][0]


def _decisions(
    text: str,
    requests: list[Part],
    parts: list[Parts],
    outline: Outline,
    rationale: Heading | None,
) -> list[Decision | None]:
    """Read the decisions: from the filled-in heading, else from what the rationale concludes."""
    if rationale is None:
        return [None] * len(requests)
    heading, certain = _heading_decision(rationale.title)
    if heading and certain and len(requests) == 1:
        return [heading]
    whole = outline.content(rationale)
    shared = all(part.rationale == whole for part in parts)
    if shared and len(requests) > 1:
        own = _by_request(text, requests, whole)
    else:
        own = [conclusion(text, *part.rationale) if part.rationale else None for part in parts]
    if heading and certain and len({d for d in own if d}) < 2:
        return [heading] * len(requests)
    overall = conclusion(text, *whole) if shared and not any(own) else None
    return [decision or overall or heading for decision in own]


def _heading_decision(title: str) -> tuple[Decision | None, bool]:
    """Read the decision from the rationale's heading, and whether it is filled in.

    `IS/WAS NOT` is the printed form with one of its words left standing: it decides only where
    the rationale does not.
    """
    match = _FILLED_IN.search(title)
    if match is None:
        return None, False
    decision: Decision = "upheld" if match["negated"] else "overturned"
    if match["before"]:
        return (decision, False) if match["negated"] else (None, False)
    return decision, True


def _by_request(text: str, requests: list[Part], whole: Part) -> list[Decision | None]:
    """Read one decision a request from a shared rationale: the last sentence that names it.

    What no sentence names takes the decision on all, both, neither or the remaining requests.
    """
    words = [_content_words(text[start:end]) for start, end in requests]
    own = [
        mine.difference(*(other for place, other in enumerate(words) if place != index))
        for index, mine in enumerate(words)
    ]
    decisions: list[Decision | None] = [None] * len(requests)
    for weak in (False, True):
        decided: dict[int, Decision] = {}
        for start, end in sentences(text, *whole):
            sentence = text[start:end]
            decision = sentence_decision(sentence, weak=weak)
            if decision is None:
                continue
            named = _content_words(sentence)
            indices = [index for index, distinct in enumerate(own) if named & distinct]
            if not indices and _COLLECTIVE.search(sentence):
                indices = [index for index in range(len(own)) if index not in decided]
            decided.update(dict.fromkeys(indices, decision))
        decisions = [decision or decided.get(index) for index, decision in enumerate(decisions)]
    return decisions


def _content_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON
