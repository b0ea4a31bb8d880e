"""What the item finders hand on: a disputed item in offsets of the view."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from upheld.layout.headings import Outline
from upheld.layout.letter import Decision
from upheld.layout.phrases import CLAIMS_ADMINISTRATOR, ENUMERATOR, REVIEWER, phrase, sentences

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """Guidelines and rationale of an item, as spans of the view; guidelines may be in pieces.

    `repeats` are the places where the request stands again, as above its reasons.
    """

    claims: tuple[Part, ...] = ()
    reviewer: tuple[Part, ...] = ()
    rationale: Part | None = None
    repeats: tuple[Part, ...] = ()

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


_RELIED = (
    r"(?:based|cited|relied|used|referenced|referred|applied|quoted|found|considered|turned|drew|rested"
    r"|named|took|looked|consulted|did)"
)
_CLAIMS_SENTENCE = re.compile(
    phrase(r"^\W{0,3}(?:[^.]{0,60}?,)? (?:the|its?)? ")
    + r"(?:\w{1,20}\s){0,3}?"
    + phrase(CLAIMS_ADMINISTRATOR)
    + r",?\s{1,4}[a-z]{2}"
    + phrase(
        r"|^[^.]{0,120}\b(?:(?:was|were|is|are) )?(?:cited|given|named|quoted|referenced|used|applied"
        r"|relied (?:up)?on) by (?:the )?"
        + CLAIMS_ADMINISTRATOR
        + r"(?! (?:relevant|applicable|appropriate))"
    ),
    re.IGNORECASE,
)
_REVIEWER_SENTENCE = re.compile(
    phrase(
        r"^\W{0,3}(?:the )?" + REVIEWER + r"(?:['\u2019]s)? (?:[a-z, ]{0,40}? )?" + _RELIED + r"\b"
    ),
    re.IGNORECASE,
)
_PARTS_SENTENCE = re.compile(
    r"\s{0,4}" + phrase(r"(?:the )?(?:" + CLAIMS_ADMINISTRATOR + "|" + REVIEWER + r")\b"),
    re.IGNORECASE,
)
_ABOUT_REVIEWER = re.compile(
    phrase(r"^\W{0,3}(?:the )?(?:" + REVIEWER + r"|provider)"), re.IGNORECASE
)


def split_guidelines(text: str, start: int, end: int) -> Parts:
    """Tell the sentences on the claims administrator's basis from those on the reviewer's."""
    claims: list[Part] = []
    reviewer: list[Part] = []
    for span in sentences(text, start, end):
        sentence = text[span[0] : span[1]]
        if not sentence.strip():
            continue
        is_claims = _CLAIMS_SENTENCE.match(sentence) and not _ABOUT_REVIEWER.match(sentence)
        (claims if is_claims else reviewer).append(span)
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


def starts_parts(outline: Outline, position: int) -> bool:
    """Say whether an item's guidelines or rationale start at `position`, white space aside."""
    label = outline.next_part(position)
    if label and not outline.text[position : label.start].strip():
        return True
    return bool(_PARTS_SENTENCE.match(outline.text, position))


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
