"""Family `imr-2013-notice`: numbered determinations first, their reasons further down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from upheld.layout.decision_phrases import NECESSITY, conclusion, to_decision
from upheld.layout.draft import (
    ItemDraft,
    Part,
    Parts,
    labelled_parts,
    request_span,
    split_guidelines,
    starts_parts,
)
from upheld.layout.headings import Outline
from upheld.layout.letter import Decision
from upheld.layout.phrases import phrase, to_number

_DETERMINED = re.compile(
    r"(?:\(?(?P<number>\d{1,2})\s?[.)]\s{0,4})?"
    + phrase(
        r"maximus (?:federal services?,? (?:inc\.?)?,? )?has (?:also )?determined (?:that )?"
        r"(?:the )?requests? for "
    )
    # A request never runs into the next determination or into its own reasons.
    + r"(?P<request>\S(?:(?!\bmaximus\s|\bregarding\s{1,3}the\s{1,3}request).){0,700}?)\s{0,4}\b"
    + NECESSITY,
    re.IGNORECASE | re.DOTALL,
)
_ENUMERATED = r"(?:\d{1,2}|[IVX]{1,5})\s?[.)]{0,2}\s{0,4}"
_REGARDING = re.compile(
    r"(?:^|(?<=[.:;\"\u201d)\]]\s)|(?<=[.\"\u201d]))"
    rf"(?:\(?(?P<numbers>{_ENUMERATED}(?:(?:and|&|,|-|\u2013|to|through)\s{{0,4}}\(?{_ENUMERATED}){{0,9}}))?"
    + phrase(r"Regarding (?:the )?(?:\w{1,20} )?requests? (?:for|of) "),
    re.MULTILINE,
)
_NUMBER = re.compile(r"\d{1,2}|[IVX]{1,5}")
_RANGE = re.compile(r"-|\u2013|\bto\b|through")
_NUMBER_WEIGHT = 0.5
_LONGEST_TITLE = 700
_LINE_END = re.compile(r"\n{1,2}")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Reasons:
    """The part of the letter that gives the reasons for one request or several."""

    numbers: frozenset[int]
    start: int
    end: int
    words: frozenset[str]
    parts: Parts


@dataclass(frozen=True, slots=True)
class _Determination:
    number: int | None
    start: int
    end: int
    decision: Decision | None
    words: frozenset[str]
    repeats: list[Part] = field(default_factory=list)


def find_items(outline: Outline) -> list[ItemDraft]:
    """Find the determinations and, for each, the guidelines and the rationale it rests on.

    A notice states its determinations twice, on the first page and again in its second part; one
    page may be lost. Where both are, the items are those under `Regarding the request for`.
    """
    determinations = _determinations(outline)
    reasons = _reasons(outline)
    if not determinations:
        return [ItemDraft(r.start, r.end, _concluded(outline, r.parts), r.parts) for r in reasons]
    matched = _match(determinations, reasons)
    return [
        ItemDraft(d.start, d.end, d.decision, _with_repeats(d, r))
        for d, r in zip(determinations, matched, strict=True)
    ]


def _with_repeats(determination: _Determination, reasons: _Reasons | None) -> Parts:
    if reasons is None:
        return Parts(repeats=tuple(determination.repeats))
    return replace(reasons.parts, repeats=(*determination.repeats, (reasons.start, reasons.end)))


def _determinations(outline: Outline) -> list[_Determination]:
    """List the determinations once each, in the order of the letter."""
    text = outline.text
    found: list[_Determination] = []
    numbered: dict[int, list[_Determination]] = {}
    for match in _DETERMINED.finditer(text):
        start, end = request_span(text, match.start("request"), match.end("request"))
        words = _words(text[start:end])
        number = to_number(match["number"])
        earlier = found if number is None else numbered.setdefault(number, [])
        known = next((known for known in earlier if _alike(words, known.words)), None)
        if known:
            known.repeats.append((start, end))
            continue
        found.append(_Determination(number, start, end, to_decision(match), words))
        if number is not None:
            numbered[number].append(found[-1])
    if all(determination.number for determination in found):
        found.sort(key=lambda determination: determination.number or 0)
    return found


def _reasons(outline: Outline) -> list[_Reasons]:
    text = outline.text
    starts = list(_REGARDING.finditer(text))
    found: list[_Reasons] = []
    for index, match in enumerate(starts):
        stop = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        stop = min(stop, outline.next_other(match.end()))
        title_end = _title_end(outline, match.end(), stop)
        start, end = request_span(text, match.end(), title_end)
        numbers = _numbers(match["numbers"] or "")
        parts = _notice_parts(outline, title_end, stop)
        found.append(_Reasons(numbers, start, end, _words(text[start:end]), parts))
    return _fill(found)


def _numbers(written: str) -> frozenset[int]:
    """Read the numbers in front of a heading: `3)`, `III. and IV.`, `1-3)`."""
    numbers = [n for m in _NUMBER.finditer(written) if (n := to_number(m.group())) is not None]
    if len(numbers) == 2 and _RANGE.search(written):
        return frozenset(range(numbers[0], numbers[1] + 1))
    return frozenset(numbers)


def _title_end(outline: Outline, start: int, stop: int) -> int:
    """Give the end of a `Regarding the request for` heading: its first label, else its line.

    A heading that the next one follows, for a rationale that they share, is title throughout.
    """
    label = outline.next_part(start)
    if label and label.start < stop:
        lines = (match.end() for match in _LINE_END.finditer(outline.text, start, label.start))
        return next((end for end in lines if starts_parts(outline, end)), label.start)
    if stop - start < _LONGEST_TITLE and outline.text[start:stop].rstrip().endswith(
        (":", ";", ",")
    ):
        return stop
    newline = outline.text.find("\n", start, stop)
    return stop if newline < 0 else newline


def _notice_parts(outline: Outline, start: int, end: int) -> Parts:
    parts = labelled_parts(outline, start, end)
    pieces = [split_guidelines(outline.text, *span) for span in (*parts.claims, *parts.reviewer)]
    return Parts(
        claims=tuple(span for piece in pieces for span in piece.claims),
        reviewer=tuple(span for piece in pieces for span in piece.reviewer),
        rationale=parts.rationale,
    )


def _fill(reasons: list[_Reasons]) -> list[_Reasons]:
    """Give headings that stand together above one rationale the parts of the last of them."""
    filled: list[_Reasons] = []
    following = Parts()
    for entry in reversed(reasons):
        following = entry.parts or following
        filled.append(
            _Reasons(entry.numbers, entry.start, entry.end, entry.words, entry.parts or following)
        )
    return filled[::-1]


def _match(determinations: list[_Determination], reasons: list[_Reasons]) -> list[_Reasons | None]:
    """Find the reasons of each determination: by place, else by shared words, else by number."""
    if len(determinations) == len(reasons):
        return list(reasons)
    matched: list[_Reasons | None] = []
    for determination in determinations:
        best = max(reasons, key=lambda entry: _overlap(determination, entry), default=None)
        matched.append(
            best if best and (_overlap(determination, best) > 0 or len(reasons) == 1) else None
        )
    return matched


def _overlap(determination: _Determination, entry: _Reasons) -> float:
    shared = len(determination.words & entry.words) / max(1, len(determination.words))
    return shared + _NUMBER_WEIGHT * (determination.number in entry.numbers)


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return len(first & second) >= 0.6 * max(1, len(first | second))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _concluded(outline: Outline, parts: Parts) -> Decision | None:
    return conclusion(outline.text, *parts.rationale) if parts.rationale else None
