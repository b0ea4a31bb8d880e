"""Family `imr-2015`: each item is a sentence (`1. Norco #120 is not medically necessary ...`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from upheld.layout.decision_phrases import NECESSITY, denial_decision, to_decision
from upheld.layout.draft import ItemDraft, labelled_parts, request_span, share_parts, starts_parts
from upheld.layout.headings import Outline
from upheld.layout.letter import Decision
from upheld.layout.phrases import phrase

_NUMBER = re.compile(
    r"(?:^|(?<=[.:;!?)]\s)|(?<=\n))[ ]?(?:(?i:item|issue|request)\s{0,2}#?)?"
    r"\(?(?P<number>\d{1,2})[.)]{1,2}(?!\d)\s{0,3}",
    re.MULTILINE,
)
_NECESSITY = re.compile(NECESSITY + r"(?P<end>\s{0,2}[.;:]|(?=\n|$))", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"\A(?=\S)|(?<=\n\n)(?=\S)|(?<=below:\n)(?=\S)|(?<=ollows:\n)(?=\S)|(?<=[.;!?]\n)(?=\S)"
)
# The decision in front of the request.
_INVERTED = re.compile(
    phrase(
        r"\(?(?:\d{1,2}[.)]{1,2})? (?:medical necessity (?:has|have|is|was) (?P<negated>not )?(?:been )?"
        r"(?:established|shown|demonstrated|supported|found) for|(?:the )?(?:[a-z]{2,12}['\u2019]s )?"
        r"(?:denial|refusal|non-?certification) of) (?:the requests? for )?"
    )
    + r"(?P<request>\S(?:[^.\n]|\.(?!\s)|\n(?!\n)){0,500}?)"
    r"(?P<fate>\s{1,3}(?:is|are|was|were|has|have|should|cannot|stands?|remains?)\b\s{0,3}(?:hereby\s|therefore\s)?"
    r"(?P<outcome>upheld|overturned|reversed|affirmed|sustained)?[^.\n]{0,140})?\.(?=\s|$)",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"\s{1,4}(?:is|are|was|were)\s{1,4}(?:hereby\s)?modified\b", re.IGNORECASE)
_LONGEST_REQUEST = 600


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    request_start: int
    request_end: int
    end: int
    decision: Decision | None
    number: int | None


def find_items(outline: Outline) -> list[ItemDraft]:
    """Find the items that are sentences, numbered or alone in front of their guidelines."""
    return _to_drafts(outline, _choose(outline, _sentences(outline, _start(outline))))


def find_loose_items(outline: Outline) -> list[ItemDraft]:
    """Find every sentence that states a decision at the start of a line: the last resort."""
    found: list[_Sentence] = []
    for sentence in _sentences(outline, _start(outline)):
        if not found or sentence.start >= found[-1].end:
            found.append(sentence)
    return _to_drafts(outline, found)


def _start(outline: Outline) -> int:
    headings = outline.named("issues") or outline.named("summary")
    return max((heading.end for heading in headings), default=0)


def _to_drafts(outline: Outline, found: list[_Sentence]) -> list[ItemDraft]:
    drafts: list[ItemDraft] = []
    for index, sentence in enumerate(found):
        stop = (
            found[index + 1].start if index + 1 < len(found) else outline.next_other(sentence.end)
        )
        parts = labelled_parts(outline, sentence.end, stop)
        span = request_span(outline.text, sentence.request_start, sentence.request_end)
        drafts.append(ItemDraft(*span, sentence.decision, parts))
    return share_parts(drafts)


def _sentences(outline: Outline, start: int) -> list[_Sentence]:
    """List every sentence that could be an item, by where it starts."""
    text = outline.text
    starts = {
        m.start(): int(m["number"])
        for m in _NUMBER.finditer(text, start)
        if not _closes_bracket(text, m)
    }
    candidates = dict.fromkeys((m.start() for m in _PARAGRAPH.finditer(text, start)), 0) | starts
    boundary = sorted([*starts, len(text)])
    found: list[_Sentence] = []
    for position, number in sorted(candidates.items()):
        limit = min(
            position + _LONGEST_REQUEST,
            boundary[bisect_right(boundary, position)] if position < len(text) else position,
            outline.next_start(position),
        )
        sentence = _inverted(text, position, number, limit) or _plain(text, position, number, limit)
        if sentence:
            found.append(sentence)
    return found


def _closes_bracket(text: str, number: re.Match[str]) -> bool:
    """Say whether a number is the end of a bracket, as in `(qty: 1)`, and starts nothing."""
    line = text.rfind("\n", 0, number.start()) + 1
    before = text[max(line, number.start() - 80) : number.start()]
    return "(" not in number.group() and before.count("(") > before.count(")")


def _inverted(text: str, position: int, number: int, limit: int) -> _Sentence | None:
    match = _INVERTED.match(text, position)
    if match is None or match.end() > limit + 1:
        return None
    denial = "medical necessity" not in " ".join(
        text[position : match.start("request")].lower().split()
    )
    if denial and not match["fate"]:
        return None
    established: Decision = "upheld" if match["negated"] else "overturned"
    decision = denial_decision(match["fate"]) if denial else established
    start, end = match.span("request")
    return _Sentence(position, start, end, match.end(), decision, number or None)


def _plain(text: str, position: int, number: int, limit: int) -> _Sentence | None:
    match = _NECESSITY.search(text, position, min(len(text), limit + 60))
    if match is None or match.start() >= limit or _continues(text, match.end()):
        return None
    request = text[position : match.start()].strip()
    if "\n\n" in request or not request.strip(" 0123456789.)(\n"):
        return None
    modified = _MODIFIED.search(text, position, match.start())
    if modified:
        return _Sentence(position, position, modified.start(), match.end(), None, number or None)
    decision = to_decision(match)
    return _Sentence(position, position, match.start(), match.end(), decision, number or None)


def _continues(text: str, position: int) -> bool:
    rest = text[position : position + 4].lstrip(" ")
    return rest[:1].islower() or rest[:1] == ","


def _choose(outline: Outline, candidates: list[_Sentence]) -> list[_Sentence]:
    """Keep the sentences that introduce items, drop those that conclude rationales.

    An item is followed by its guidelines, or by the next item of a group that is. Where no
    candidate is, the numbers 1, 2, 3 in their order are the items.
    """
    chosen: list[_Sentence] = []
    for candidate in reversed(candidates):
        if chosen and candidate.end > chosen[-1].start:
            continue
        if starts_parts(outline, candidate.end) or (
            chosen
            and candidate.number
            and chosen[-1].number == candidate.number + 1
            and not outline.text[candidate.end : chosen[-1].start].strip()
        ):
            chosen.append(candidate)
    if chosen:
        return _in_sequence(chosen[::-1])
    return _in_sequence([c for c in candidates if c.number])


def _in_sequence(sentences: list[_Sentence]) -> list[_Sentence]:
    """Drop numbers that go back, as a list inside a rationale does; unnumbered ones stay."""
    kept: list[_Sentence] = []
    last = 0
    for sentence in sentences:
        if sentence.number is None or sentence.number > last:
            kept.append(sentence)
            last = sentence.number or last
    return kept
