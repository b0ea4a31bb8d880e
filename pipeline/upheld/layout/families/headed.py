"""Family `imr-2014`: each item is a heading that ends in its decision (`MRI: Upheld`)."""

from __future__ import annotations

import re

from upheld.layout.decision_phrases import outcome_decision
from upheld.layout.draft import ItemDraft, labelled_parts, request_span, share_parts, starts_parts
from upheld.layout.headings import Outline
from upheld.layout.letter import Decision, SectionName
from upheld.layout.phrases import ENUMERATOR, sentence_starts

_DECIDED = re.compile(
    r"(?P<separator>[:;=\u2013\u2014-]|\n|^)\s{0,4}"
    r"(?:(?:(?i:the)\s)?(?:[A-Za-z]{2,14}['\u2019]s\s)?(?:UR\s)?(?i:denial)\s(?:(?i:is|was)\s)?"
    r"(?P<outcome>(?i:upheld|overturned|reversed|affirmed|sustained))"
    r"|(?P<partly>(?i:upheld|overturned)\s(?i:in\spart)|(?i:part(?:ial)?ly)\s(?i:upheld|overturned)|Modified)"
    r"|(?:is\s)?(?P<decision>Upheld|Overturned|UPHELD|OVERTURNED))"
    r"\b[ ]{0,3}[.*]?[ ]{0,3}(?=\n|$|[A-Z(])",
    re.MULTILINE,
)
_LONGEST_REQUEST = 500
_CHAIN = 600
_PROSE = re.compile(
    r"\b(?:is|are|was|were|not|has|have|does|be|been|should|may|will|did|therefore)\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\b(?:set\s?forth|listed|as\s?follows|following|below)\b[^.:\n]{0,60}[:.]\s{1,4}(?!upheld|overturned)"
    r"|\b(?:disputed|items?/services?|decisions?|determinations?)\b[^.:\n]{0,60}[:.][ ]?\n{1,2}(?!upheld|overturned)",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(
    r"(?:[.!?][\"'\u201d\u2019)\]]{0,2}|\b(?:medically\s?necessary|and\s?appropriate|not\s?(?:supported|indicated"
    r"|warranted|established|appropriate)))\s{0,3}$",
    re.IGNORECASE,
)


def find_items(outline: Outline) -> list[ItemDraft]:
    """Find the items whose heading carries the decision, with guidelines and rationale."""
    region = _region(outline)
    decided = _decided(outline, *region)
    drafts: list[ItemDraft] = []
    spans = []
    floor = region[0]
    for match in decided:
        spans.append(_request(outline, floor, match.start()))
        floor = match.end()
    for number, (match, (start, end)) in enumerate(zip(decided, spans, strict=True)):
        last = number + 1 == len(spans)
        body_end = outline.next_other(match.end()) if last else spans[number + 1][0]
        parts = labelled_parts(outline, match.end(), body_end)
        drafts.append(ItemDraft(*request_span(outline.text, start, end), _decision(match), parts))
    return share_parts(drafts)


def _region(outline: Outline) -> tuple[int, int]:
    """Give the part of the letter that holds the items: behind their heading, else the summary's."""
    names: tuple[SectionName, ...] = ("issues", "summary", "documents", "reviewer")
    for name in names:
        headings = outline.named(name)
        if headings:
            return headings[-1].end, len(outline.text)
    return 0, len(outline.text)


def _decided(outline: Outline, start: int, end: int) -> list[re.Match[str]]:
    """Find the decisions that stand in item headings.

    One counts when a label of the item's parts follows, or another counting decision follows
    closely with no label between (items that share a rationale). Where no label follows at all,
    the end of a line behind a colon is enough.
    """
    kept: list[re.Match[str]] = []
    for match in reversed(list(_DECIDED.finditer(outline.text, start, end))):
        label = outline.next_part(match.end())
        if label is None:
            counts = match["separator"] == ":" and _ends_line(outline.text, match.end())
        elif starts_parts(outline, match.end()):
            counts = True
        else:
            following = kept[-1].start() if kept else end
            counts = following - match.end() <= _CHAIN and following < label.start
        if counts:
            kept.append(match)
    return kept[::-1]


def _ends_line(text: str, position: int) -> bool:
    return position >= len(text) or text[position] == "\n"


def _request(outline: Outline, floor: int, end: int) -> tuple[int, int]:
    """Find where the heading that ends at `end` starts, not before `floor`."""
    text = outline.text
    label = outline.last_part(floor, end)
    floor = label.end if label else floor
    while end > floor and text[end - 1].isspace():
        end -= 1
    introduction = None if label else _last(_INTRODUCTION, text, floor, end)
    if introduction is not None and text[introduction:end].strip():
        floor = introduction
    start = max(floor, text.rfind("\n\n", floor, end) + 2 if "\n\n" in text[floor:end] else floor)
    start = _after_prose(text, start, end)
    return max(start, end - _LONGEST_REQUEST), end


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    return max((match.end() for match in pattern.finditer(text, start, end)), default=None)


def _after_prose(text: str, start: int, end: int) -> int:
    """Skip the tail of the part before, where the heading was joined to it."""
    for line_end in (m.start() for m in reversed(list(re.finditer(r"\n", text[start:end])))):
        position = start + line_end
        if _ENDS_SENTENCE.search(text, max(start, position - 40), position):
            start = position + 1
            break
        if ENUMERATOR.match(text, position + 1, end):
            start = position + 1
            break
    for candidate in reversed(sentence_starts(text, start, end)[1:]):
        if len(_PROSE.findall(text, start, candidate)) >= 1:
            return candidate
    return start


def _decision(match: re.Match[str]) -> Decision | None:
    if match["partly"]:
        return None
    return outcome_decision(match["decision"] or match["outcome"])
