"""What the item finders hand on: a disputed item in offsets of the view."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from upheld.layout.headings import Outline
from upheld.layout.letter import Decision
from upheld.layout.phrases import ENUMERATOR, phrase, sentences

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """Guidelines and rationale of an item, as spans of the view; guidelines may be in pieces."""

    claims: tuple[Part, ...] = ()
    reviewer: tuple[Part, ...] = ()
    rationale: Part | None = None

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.claims or self.reviewer or self.rationale)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A disputed item: the view span of its request, its decision and its parts."""

    start: int
    end: int
    decision: Decision | None
    parts: Parts = Parts()


_EDGE = " \t\n:;,\u2013\u2014-"
_REQUEST_FOR = re.compile(
    phrase(r"(?:the )?(?:request|decision)s? (?:is )?(?:for|of)\b(?: the request for\b)?")
    + r"\s{1,4}",
    re.IGNORECASE,
)


def request_span(text: str, start: int, end: int) -> Part:
    """Narrow a span to the request itself: no enumerator, no `The request for`, no colon behind."""
    while start < end and text[start].isspace():
        start += 1
    enumerator = ENUMERATOR.match(text, start, end)
    if enumerator and enumerator.end() < end:
        start = enumerator.end()
    wrapping = _REQUEST_FOR.match(text, start, end)
    if wrapping and wrapping.end() < end:
        start = wrapping.end()
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    return start, end


_CLAIMS = r"(?:claims (?:administrator|adjuster|examiner)|utilization review(?:er)?|\bur\b(?: physician)?)"
_REVIEWER = r"(?:expert|physician|professional|medical|independent|maximus) reviewer"
_BASED = (
    r"(?:based|did not|cited|relied|used|referenced|referred|applied|quoted|denied|noted|has"
    r"|pointed|stated|invoked|drew|rested|named|gave|took|leaned|went|decided|turned|worked|reviewed)"
)
_CLAIMS_SENTENCE = re.compile(
    phrase(r"^\W{0,3}(?:[^.]{0,60}?,)? (?:the|its?)? ")
    + r"(?:\w{1,20}\s){0,3}?"
    + phrase(_CLAIMS)
    + r"(?:['\u2019]s)?,?\s{1,4}[a-z]{2}"
    + phrase(
        r"|^[^.]{0,120}\b(?:was|were|is|are) (?:cited|given|named|quoted|referenced|used|applied|relied (?:up)?on)"
        r" by (?:the )?" + _CLAIMS
    ),
    re.IGNORECASE,
)
_REVIEWER_SENTENCE = re.compile(
    phrase(
        r"^\W{0,3}(?:the )?" + _REVIEWER + r"(?:['\u2019]s)? (?:[a-z, ]{0,40}? )?" + _BASED + r"\b"
    ),
    re.IGNORECASE,
)


def split_guidelines(text: str, start: int, end: int) -> Parts:
    """Tell the sentences on the claims administrator's basis from those on the reviewer's."""
    claims: list[Part] = []
    reviewer: list[Part] = []
    for span in sentences(text, start, end):
        sentence = text[span[0] : span[1]]
        if not sentence.strip():
            continue
        (claims if _CLAIMS_SENTENCE.match(sentence) else reviewer).append(span)
    return Parts(claims=_merge(claims), reviewer=_merge(reviewer))


def guideline_sentences(text: str, start: int, end: int) -> Parts:
    """Read an item's body that has no labels: guideline sentences first, then the rationale."""
    claims: list[Part] = []
    reviewer: list[Part] = []
    rest = end
    for span in sentences(text, start, end):
        sentence = text[span[0] : span[1]]
        if _CLAIMS_SENTENCE.match(sentence):
            claims.append(span)
        elif _REVIEWER_SENTENCE.match(sentence):
            reviewer.append(span)
        elif sentence.strip():
            rest = span[0]
            break
    rationale = (rest, end) if text[rest:end].strip() else None
    return Parts(_merge(claims), _merge(reviewer), rationale)


def labelled_parts(outline: Outline, start: int, end: int) -> Parts:
    """Read an item's body `[start, end)` by its labels, and by its sentences where they lack."""
    text = outline.text
    labels = outline.parts(start, end)
    if not labels:
        return guideline_sentences(text, start, end)
    parts = guideline_sentences(text, start, labels[0].start)
    parts = replace(parts, rationale=None)
    for number, label in enumerate(labels):
        stop = labels[number + 1].start if number + 1 < len(labels) else end
        content = (label.end, stop)
        if not text[label.end : stop].strip():
            continue
        if label.name == "claims_guideline":
            parts = replace(parts, claims=(*parts.claims, content))
        elif label.name == "reviewer_guideline":
            parts = replace(parts, reviewer=(*parts.reviewer, content))
        elif parts.rationale is None:
            parts = replace(parts, rationale=content)
        else:
            parts = replace(parts, rationale=(parts.rationale[0], stop))
    return parts


def share_parts(drafts: list[ItemDraft]) -> list[ItemDraft]:
    """Give items that stand together above one rationale the parts of the last of them."""
    shared: list[ItemDraft] = []
    following = Parts()
    for draft in reversed(drafts):
        following = draft.parts or following
        shared.append(draft if draft.parts else replace(draft, parts=following))
    return shared[::-1]


def _merge(spans: list[Part]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for span in spans:
        if merged and merged[-1][1] == span[0]:
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return tuple(merged)
