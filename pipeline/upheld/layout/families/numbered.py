"""Family `imr-2015`: each item is a sentence (`1. Norco #120 is not medically necessary ...`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from upheld.layout.decision_phrases import NECESSITY, to_decision
from upheld.layout.draft import ItemDraft, labelled_parts, request_span, share_parts
from upheld.layout.headings import Outline
from upheld.layout.letter import Decision
from upheld.layout.phrases import phrase

_NUMBER = re.compile(
    r"(?:^|(?<=[.:;!?)]\s)|(?<=\n))[ ]?\(?(?P<number>\d{1,2})[.)]{1,2}(?!\d)\s{0,3}", re.MULTILINE
)
_NECESSITY = re.compile(NECESSITY + r"(?P<end>\s{0,2}[.;:]|(?=\n|$))", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"\A(?=\S)|(?<=\n\n)(?=\S)|(?<=below:\n)(?=\S)|(?<=ollows:\n)(?=\S)|(?<=[.;!?]\n)(?=\S)"
)
_FOLLOWS = re.compile(
    r"\s{0,4}(?:"
    + phrase(r"(?:the )?claims (?:administrator|adjuster)")
    + "|"
    + phrase(r"(?:the )?(?:expert|physician|professional|medical|independent|maximus) reviewer")
    + r")",
    re.IGNORECASE,
)
_LONGEST_REQUEST = 600


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    request_end: int
    end: int
    decision: Decision
    number: int | None


def find_items(outline: Outline) -> list[ItemDraft]:
    """Find the items that are sentences, numbered or alone in front of their guidelines."""
    start = max((heading.end for heading in outline.named("issues")), default=0)
    if not outline.named("issues"):
        start = max((heading.end for heading in outline.named("summary")), default=0)
    found = _choose(outline, _sentences(outline, start))
    drafts: list[ItemDraft] = []
    for index, sentence in enumerate(found):
        stop = (
            found[index + 1].start if index + 1 < len(found) else outline.next_other(sentence.end)
        )
        parts = labelled_parts(outline, sentence.end, stop)
        span = request_span(outline.text, sentence.start, sentence.request_end)
        drafts.append(ItemDraft(*span, sentence.decision, parts))
    return share_parts(drafts)


def _sentences(outline: Outline, start: int) -> list[_Sentence]:
    """List every sentence that could be an item, by where it starts."""
    text = outline.text
    starts = {m.start(): int(m["number"]) for m in _NUMBER.finditer(text, start)}
    candidates = dict.fromkeys((m.start() for m in _PARAGRAPH.finditer(text, start)), 0) | starts
    boundary = sorted([*starts, len(text)])
    found: list[_Sentence] = []
    for position, number in sorted(candidates.items()):
        limit = min(
            position + _LONGEST_REQUEST,
            boundary[bisect_right(boundary, position)] if position < len(text) else position,
            outline.next_start(position),
        )
        match = _NECESSITY.search(text, position, min(len(text), limit + 60))
        if (
            match is None
            or match.start() >= limit
            or "\n\n" in text[position : match.start()].strip()
        ):
            continue
        if not text[position : match.start()].strip(" 0123456789.)(\n"):
            continue
        if _continues(text, match.end()):
            continue
        found.append(
            _Sentence(
                position, match.start(), match.end(), to_decision(match["negated"]), number or None
            )
        )
    return found


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
        if _introduces(outline, candidate) or (
            chosen
            and candidate.number
            and chosen[-1].number == candidate.number + 1
            and not outline.text[candidate.end : chosen[-1].start].strip()
        ):
            chosen.append(candidate)
    if chosen:
        return _in_sequence(chosen[::-1])
    return _in_sequence([c for c in candidates if c.number])


def _introduces(outline: Outline, candidate: _Sentence) -> bool:
    label = outline.next_part(candidate.end)
    if label and not outline.text[candidate.end : label.start].strip():
        return True
    return bool(_FOLLOWS.match(outline.text, candidate.end))


def _in_sequence(sentences: list[_Sentence]) -> list[_Sentence]:
    """Drop numbers that go back, as a list inside a rationale does; unnumbered ones stay."""
    kept: list[_Sentence] = []
    last = 0
    for sentence in sentences:
        if sentence.number is None or sentence.number > last:
            kept.append(sentence)
            last = sentence.number or last
    return kept
