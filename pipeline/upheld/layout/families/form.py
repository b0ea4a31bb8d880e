"""Family `imr-2013-form`: the issues in one box, the reasons in another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from upheld.layout.decision_phrases import conclusion, sentence_decision
from upheld.layout.draft import ItemDraft, Part, Parts, request_span, split_guidelines
from upheld.layout.families.grouped import grouped_parts
from upheld.layout.families.repeated import repeated_parts
from upheld.layout.families.several import NAMED_PART, several_parts
from upheld.layout.headings import Heading, Outline
from upheld.layout.letter import Decision, SectionName
from upheld.layout.phrases import ENUMERATOR, sentences

_SERVICES = re.compile(
    r"(?:treatment|service)s?(?:\(s\))?(?!\W{0,3}(?:treatment|service))", re.IGNORECASE
)
_ALTERNATIVE = re.compile(
    r"\b(?P<verb>is|are|was|were)(?:\s{0,4}(?P<negated>not)\b|\b)", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
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
_INTRODUCTION = re.compile(r"^[^\n]{0,160}:\s{0,4}$")
_COLLECTIVE = re.compile(
    r"\b(?:remaining|other|rest|all|both|neither|none|each|any|these|requests|services|items|treatments)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:both|neither|none|each|all (?:of|the|these|three|four|five|six))\b", re.IGNORECASE
)
_EVERY_REQUEST = re.compile(
    r"\b(?:all|each|every one|none|any)\s(?:of\s)?(?:the\s|these\s)?(?:\w{3,8}\s)?"
    r"(?:disputed|requested|requests?|services?|items?|treatments?)\b",
    re.IGNORECASE,
)
_SUMMARY_STARTS = re.compile(
    r"(?-i:\b(?:The|This)\s(?:injured\s)?(?:patient|claimant|applicant|employee|worker)\s(?:is|was|has)\b)|"
    r"^(?:(?:the|this|an?|pt\.?)\s{1,3})?(?:injured\s)?(?:patient|claimant|applicant|employee|worker|pt\.?)\s{1,3}"
    r"(?:is|was|has|who)\b|^[^\n]{0,80}\b\d{2}[\s-]{0,3}(?:years?|y)[\s./-]{0,3}(?:old|o)\b",
    re.IGNORECASE | re.MULTILINE,
)
# More issues than any form has: their boxes are not divided, which would take long.
_MOST_ISSUES = 99
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
    start, end = outline.content(issues[0])
    requests = _split_issues(text, start, _end_of_issues(text, start, end))
    repeated = repeated_parts(outline, requests, _content_words)
    if repeated:
        return _by_own_headings(text, requests, repeated)
    guidelines = _divided(outline, _box(outline, "reviewer_guideline"), requests)
    several = several_parts(outline, requests, _content_words)
    if several:
        cited = _parts(text, guidelines, None, len(requests))
        drafted = [
            (heading, Parts(one.claims, one.reviewer, span))
            for one, (heading, span) in zip(cited, several, strict=True)
        ]
        return _by_own_headings(text, requests, drafted)
    rationale = _box(outline, "rationale")
    parts = _parts(text, guidelines, _divided(outline, rationale, requests), len(requests))
    decisions = _decisions(text, requests, parts, rationale)
    return [
        ItemDraft(*request, decision, part)
        for request, decision, part in zip(requests, decisions, parts, strict=True)
    ]


def _by_own_headings(
    text: str, requests: list[Part], drafted: list[tuple[Heading, Parts]]
) -> list[ItemDraft]:
    """Draft issues whose rationales stand under headings that tell the decision."""
    return [
        ItemDraft(*request, _own_decision(text, heading, own), own)
        for request, (heading, own) in zip(requests, drafted, strict=True)
    ]


def _end_of_issues(text: str, start: int, end: int) -> int:
    """Cut the box of issues where the summary begins without its heading."""
    match = _SUMMARY_STARTS.search(text, start, end)
    return match.start() if match else end


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
        divided = _semicolons(text, start, end)
        if len(divided) > 1 and (broken or len(cuts) == 1):
            cuts = divided
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
    """Split at the semicolons that stand outside brackets."""
    depth, cuts = 0, [start]
    for match in re.finditer(r"[()\[\];]", text[start:end]):
        depth = max(0, depth + {"(": 1, "[": 1, ")": -1, "]": -1}.get(match.group(), 0))
        if match.group() == ";" and depth == 0:
            cuts.append(start + match.end())
    return list(pairwise([*cuts, end]))


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


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of the form: from `start` to `end`, where it is divided, and the part of each issue."""

    start: int
    end: int
    divisions: list[Part]
    own: list[Part]


def _parts(text: str, guidelines: _Box | None, rationale: _Box | None, count: int) -> list[Parts]:
    """Give the parts of every issue: its own where a box is divided."""
    titles = _titles(text, rationale) if rationale else {}
    found: list[Parts] = []
    for index in range(count):
        cited = _guidelines(text, guidelines, index) if guidelines else Parts()
        span = rationale.own[index] if rationale else None
        title = titles.get(span[0], ()) if span else ()
        span = span if span and text[span[0] : span[1]].strip() else None
        found.append(Parts(cited.claims, cited.reviewer, span, title))
    return found


def _guidelines(text: str, box: _Box, index: int) -> Parts:
    own = box.own[index]
    found = split_guidelines(text, *own)
    if own == (box.start, box.end) or not box.divisions:
        return found
    # What stands above a divided box holds for every part of it.
    shared = split_guidelines(text, box.start, box.divisions[0][0])
    return Parts((*shared.claims, *found.claims), (*shared.reviewer, *found.reviewer))


def _titles(text: str, box: _Box) -> dict[int, tuple[Part, ...]]:
    """Give the names that divide a box, by where the part behind each begins."""
    titles: dict[int, tuple[Part, ...]] = {}
    for at, stop in box.divisions:
        start, end = request_span(text, at, stop)
        if re.search(r"\w\w", text[start:end]):
            titles[stop] = (*titles.get(stop, ()), (start, end))
    return titles


def _divided(outline: Outline, heading: Heading | None, requests: list[Part]) -> _Box | None:
    """Divide a box among the issues: by number, else by name; who has no part has all of it.

    A name may stand for several issues (`Physical therapy, both requests:`): each issue has the
    part whose name shares most words with it.
    """
    if heading is None:
        return None
    text = outline.text
    start, end = outline.content(heading)
    whole = [(start, end)] * len(requests)
    if len(requests) > _MOST_ISSUES:
        return _Box(start, end, [], whole)
    divisions = _divisions(text, start, end)
    groups = grouped_parts(text, start, end, len(requests))
    if groups:
        return _Box(start, end, divisions, groups)
    paragraphs = _paragraphs(text, start, end, requests)
    if len(divisions) != len(requests) and paragraphs:
        return _Box(start, end, [], paragraphs)
    if min(len(divisions), len(requests)) < 2 or text[start : divisions[0][0]].count(".") > 2:
        return _Box(start, end, divisions, whole)
    stops = [*(at for at, _ in divisions[1:]), end]
    parts = [(own_start, stop) for (_, own_start), stop in zip(divisions, stops, strict=True)]
    if len(parts) == len(requests):
        return _Box(start, end, divisions, parts)
    names = [_content_words(text[at:own_start]) for at, own_start in divisions]
    named = _by_name(parts, names, [_content_words(text[a:b]) for a, b in requests])
    return _Box(start, end, divisions, [part or (start, end) for part in named or whole])


def _paragraphs(text: str, start: int, end: int, requests: list[Part]) -> list[Part] | None:
    """Give the paragraphs of a box where there is one for each issue, in their order, by the words that they share."""
    divided = (
        [match.span() for match in pattern.finditer(text, start, end) if match.group().strip()]
        for pattern in (_PARAGRAPH, _LINE)
    )
    blocks = next((held for held in divided if 1 < len(held) == len(requests)), None)
    if blocks is None:
        return None
    told = [_content_words(text[a:b]) for a, b in blocks]
    own = _own_words(text, requests)
    return blocks if all(words & mine for words, mine in zip(told, own, strict=True)) else None


def _by_name(
    parts: list[Part], names: list[frozenset[str]], wanted: list[frozenset[str]]
) -> list[Part | None] | None:
    """Give each issue the part whose name shares most words with it; None where a name fits no issue."""
    every = frozenset().union(*wanted)
    if len(parts) > _MOST_ISSUES or not all(name & every for name in names):
        return None
    found: list[Part | None] = []
    for words in wanted:
        shares = [len(name & words) / max(1, len(name)) for name in names]
        best = max(range(len(names)), key=shares.__getitem__)
        found.append(parts[best] if shares[best] else None)
    return found


def _divisions(text: str, start: int, end: int) -> list[Part]:
    """Find the numbers, else the names, that divide a box, each with where its part begins."""
    numbers = _sequence(text, start, end)
    if numbers:
        matches = [(at, ENUMERATOR.match(text, at, end)) for at in numbers]
        return [(at, match.end() if match else at) for at, match in matches]
    return [match.span() for match in NAMED_PART.finditer(text, start, end)]


def _decisions(
    text: str, requests: list[Part], parts: list[Parts], rationale: Heading | None
) -> list[Decision | None]:
    """Read the decisions: from the filled-in heading, else from what the rationale concludes."""
    if rationale is None:
        return [None] * len(requests)
    heading, certain = _heading_decision(rationale.title)
    if heading and certain and len(requests) == 1:
        return [heading]
    own: list[Decision | None] = [None] * len(requests)
    for span in {part.rationale for part in parts if part.rationale}:
        sharing = [index for index, part in enumerate(parts) if part.rationale == span]
        if len(sharing) == 1:
            own[sharing[0]] = conclusion(text, *span)
            continue
        concluded: list[Decision | None] = []
        if len(sharing) <= _MOST_ISSUES:
            concluded = _by_request(text, [requests[index] for index in sharing], span)
        if not any(concluded):
            concluded = [conclusion(text, *span)] * len(sharing)
        for index, decision in zip(sharing, concluded, strict=True):
            own[index] = decision
    if heading and certain and len({d for d in own if d}) < 2:
        return [heading] * len(requests)
    return [decision or heading for decision in own]


def _heading_decision(title: str) -> tuple[Decision | None, bool]:
    """Read the decision from the rationale's heading, and whether it is filled in.

    `IS/WAS NOT` is the printed form with `NOT` left standing: it decides only where the rationale
    does not. A heading that offers both, as `IS/WAS [NOT]` or `IS/IS NOT`, decides nothing.
    """
    services = _SERVICES.search(title)
    offered = title[services.end() :] if services else title
    alternatives = list(_ALTERNATIVE.finditer(offered))
    if not alternatives or re.search(r"[\[(]\s?not", offered, re.IGNORECASE):
        return None, False
    last: Decision = "upheld" if alternatives[-1]["negated"] else "overturned"
    if len(alternatives) == 1:
        return last, True
    both = (
        len(alternatives) > 2 or alternatives[0]["verb"].lower() == alternatives[-1]["verb"].lower()
    )
    return (None, False) if both or last == "overturned" else (last, False)


def _own_decision(text: str, heading: Heading, parts: Parts) -> Decision | None:
    """Read the decision of an issue that has a rationale under a heading of its own."""
    decision, certain = _heading_decision(heading.title)
    concluded = conclusion(text, *parts.rationale) if parts.rationale and not certain else None
    return concluded or decision


def _by_request(text: str, requests: list[Part], whole: Part) -> list[Decision | None]:
    """Read one decision a request from a shared rationale: the last sentence that names it.

    What no sentence names takes the decision on all, both, neither or the remaining requests.
    """
    own = _own_words(text, requests)
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
            if _EVERY_REQUEST.search(sentence):
                indices = list(range(len(own)))
            elif _ALL.search(sentence) or (not indices and _COLLECTIVE.search(sentence)):
                indices = [index for index in range(len(own)) if index not in decided]
            decided.update(dict.fromkeys(indices, decision))
        decisions = [decision or decided.get(index) for index, decision in enumerate(decisions)]
    return decisions


def _own_words(text: str, requests: list[Part]) -> list[frozenset[str]]:
    """Give the words of each request that no other has."""
    words = [_content_words(text[start:end]) for start, end in requests]
    often = Counter(word for mine in words for word in mine)
    return [frozenset(word for word in mine if often[word] == 1) for mine in words]


def _content_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON
