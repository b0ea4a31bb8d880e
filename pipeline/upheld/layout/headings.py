"""The headings and labels that letters are divided by."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from upheld.layout.letter import SectionName
from upheld.layout.phrases import REVIEWER, phrase

ITEM_PARTS: frozenset[SectionName] = frozenset(
    {"claims_guideline", "reviewer_guideline", "rationale"}
)

# One pattern a heading, longest first where one begins like another. Letter case is free.
_HEADINGS: tuple[tuple[SectionName, str], ...] = (
    ("determination", r"notice of independent medical review determination"),
    ("determination", r"independent medical review decisions? and rationales?"),
    ("reviewer", r"how the imr (?:final )?(?:determination|decision) was made"),
    ("reviewer", r"(?:medical )?qualifications of the (?:" + REVIEWER + r"|reviewer)"),
    ("reviewer", r"(?:" + REVIEWER + r"|reviewer)(?:['\u2019]?s)? qualifications"),
    ("summary", r"(?:clinical|" + REVIEWER + r"(?:['\u2019]s)?) (?:case )?summary"),
    ("summary", r"case summary"),
    (
        "summary",
        r"(?:the )?(?:(?:" + REVIEWER + r"|reviewer)['\u2019]?s )?summary of (?:the )?case",
    ),
    ("documents", r"documents reviewed(?: for (?:the )?determination)?"),
    ("documents", r"records reviewed"),
    ("issues", r"imr issues?(?:\(s\))?, decisions?(?:\(s\))?,? (?:and|&) rationales?(?:\(s\))?"),
    ("issues", r"imr decisions?(?:\(s\))?,? (?:and|&) rationales?(?:\(s\))?"),
    ("issues", r"issues?(?:\(s\))? (?:at|in) dispute"),
    ("claims_guideline", r"claims administrator(?:['\u2019]s)? guidelines?(?:\(s\))?"),
    (
        "reviewer_guideline",
        r"(?:maximus|" + REVIEWER + r"|reviewer)(?:['\u2019]s)? guidelines?(?:\(s\))?",
    ),
    (
        "reviewer_guideline",
        r"(?:the )?(?:section(?:s|\(s\))? of (?:the )?medical treatment utilization schedule"
        r"|medical treatment (?:utilization schedule )?guidelines?(?:\(s\))?)"
        r"(?: \(mtus\))? relied upon by (?:the )?(?:" + REVIEWER + r"|reviewer)"
        r"(?: (?:and why|to make (?:his/her|their|the) decision))?",
    ),
    (
        "rationale",
        r"rationales? for why the requested (?:treatments?(?:\(s\))?/services?(?:\(s\))?"
        r"|treatments?(?:\(s\))?|services?(?:\(s\))?) (?:is|are|was|were)(?:(?:/| or )(?:is|are|was|were)){0,2}"
        r" [\[(]?(?:not)?[\])]? medically necessary(?: and appropriate)?"
        r"(?:,? (?:/|or) (?:is|are|was|were)[^:.]{2,60}(?=:))?",
    ),
    ("rationale", r"rationales? for (?:the|this|its|his/her) decisions?"),
    ("rationale", r"(?:the )?(?:" + REVIEWER + r"|reviewer)['\u2019]?s decision rationales?"),
    ("rationale", r"decision rationales?"),
    ("closing", r"effect of (?:the )?(?:decision|determination)"),
    ("closing", r"(?:sincerely|respectfully(?: submitted)?|(?:very )?truly yours|yours truly),?"),
)
# How the headings are printed, for those that are misspelt.
_PRINTED: dict[str, SectionName] = {
    "how the imr final determination was made": "reviewer",
    "medical qualifications of the expert reviewer": "reviewer",
    "medical reviewer qualifications": "reviewer",
    "clinical case summary": "summary",
    "case summary": "summary",
    "expert reviewer case summary": "summary",
    "documents reviewed for determination": "documents",
    "documents reviewed": "documents",
    "imr issues, decisions and rationales": "issues",
    "imr decision(s) and rationale(s)": "issues",
    "issue at dispute": "issues",
    "issues at dispute": "issues",
    "claims administrator guideline": "claims_guideline",
    "maximus guideline": "reviewer_guideline",
    "expert reviewer guideline": "reviewer_guideline",
    "medical treatment guideline(s) relied upon by professional reviewer and why": "reviewer_guideline",
    "section of the medical treatment utilization schedule relied upon by the expert reviewer": (
        "reviewer_guideline"
    ),
    "decision rationale": "rationale",
    "rationale for the decision": "rationale",
    "rationale for why the requested treatment/service is not medically necessary": "rationale",
    "the expert reviewer's decision rationale": "rationale",
}
_MISSPELT = re.compile(r"^[ ]?(?P<title>[A-Z][^:\n]{9,100}?)(?P<colon>\s?:|\s?$)", re.MULTILINE)
_SIMILAR = 86
_HEADING = re.compile(
    "|".join(f"(?P<h{n}>{phrase(words)})" for n, (_, words) in enumerate(_HEADINGS)), re.IGNORECASE
)
_COLON = re.compile(r"\s{0,2}:")
# Where a heading can start: at the start of a line, or at a capital that starts a word.
_CANDIDATE = re.compile(r"(?<![A-Za-z])(?=[A-Z])|^(?=[a-z])", re.MULTILINE)
_BEFORE_HEADING = re.compile(
    r"(?:[.:;!?)\]\"'\u201d\u2019%]|\b(?:upheld|overturned|necessary|appropriate))\s{0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the view: `[start, end)` with its colon; `title` is what stands there."""

    name: SectionName
    start: int
    end: int
    title: str


def find_headings(text: str) -> list[Heading]:
    """Find the headings of a reflowed text, in order and without overlap.

    On a line of its own or in front of a colon any letter case counts; in the middle of a line,
    as where a table has lost its line feeds, only capitals, or a label behind a sentence's end.
    """
    found: list[Heading] = []
    position = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < position:
            continue
        match = _HEADING.match(text, candidate.start())
        if match is None:
            continue
        colon = _COLON.match(text, match.end())
        position = colon.end() if colon else match.end()
        if _stands_as_heading(text, match, bool(colon)):
            name = _HEADINGS[int(str(match.lastgroup)[1:])][0]
            found.append(Heading(name, match.start(), position, text[match.start() : position]))
        else:
            position = candidate.end()
    known = {heading.start for heading in found}
    found += [heading for heading in _misspelt(text) if heading.start not in known]
    return sorted(found, key=lambda heading: heading.start)


def _misspelt(text: str) -> list[Heading]:
    """Find headings on lines of their own, or labels at a line's start, that are not spelt right."""
    found: list[Heading] = []
    for match in _MISSPELT.finditer(text):
        title = match["title"].strip()
        if " " not in title or not (match["colon"].strip() or title.isupper()):
            continue
        best = process.extractOne(
            title.lower(), _PRINTED.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR
        )
        if best:
            start = match.start("title")
            found.append(Heading(_PRINTED[best[0]], start, match.end(), match.group().strip()))
    return found


def _stands_as_heading(text: str, match: re.Match[str], colon: bool) -> bool:
    start, end = match.span()
    line_start = start == 0 or text[start - 1] == "\n"
    line_end = end == len(text) or text[end] == "\n"
    capitals = match.group().isupper()
    if line_start:
        return colon or line_end or capitals or match.group().endswith(",")
    before = text[max(0, start - 16) : start]
    if capitals:
        return colon or not before.rstrip()[-1:].isupper()
    return colon and match.group()[0].isupper() and bool(_BEFORE_HEADING.search(before))


class Outline:
    """The headings of one view, with the questions that item finders ask of them."""

    def __init__(self, text: str) -> None:
        """Find the headings of `text`, a reflowed view."""
        self.text = text
        self.headings = find_headings(text)
        self._starts = [heading.start for heading in self.headings]
        self._parts = [heading for heading in self.headings if heading.name in ITEM_PARTS]
        self._part_starts = [heading.start for heading in self._parts]
        self._other_starts = [h.start for h in self.headings if h.name not in ITEM_PARTS]

    def next_start(self, position: int) -> int:
        """Give the start of the first heading at or behind `position`, or the text's end."""
        return self._first(self._starts, position)

    def next_other(self, position: int) -> int:
        """Give the start of the first heading from `position` on that belongs to no item."""
        return self._first(self._other_starts, position)

    def next_part(self, position: int) -> Heading | None:
        """Give the first label of an item's part from `position` on."""
        index = bisect_left(self._part_starts, position)
        return self._parts[index] if index < len(self._parts) else None

    def last_part(self, start: int, end: int) -> Heading | None:
        """Give the last label of an item's part that starts in `[start, end)`."""
        index = bisect_left(self._part_starts, end) - 1
        return self._parts[index] if index >= 0 and self._part_starts[index] >= start else None

    def parts(self, start: int, end: int) -> list[Heading]:
        """List the labels of item parts that start in `[start, end)`."""
        first, last = bisect_left(self._part_starts, start), bisect_left(self._part_starts, end)
        return self._parts[first:last]

    def named(self, name: SectionName) -> list[Heading]:
        """List the headings of one name."""
        return [heading for heading in self.headings if heading.name == name]

    def content(self, heading: Heading) -> tuple[int, int]:
        """Give the span of the text under a heading, up to the next one."""
        return heading.end, self.next_start(heading.end)

    def _first(self, starts: list[int], position: int) -> int:
        index = bisect_left(starts, position)
        return starts[index] if index < len(starts) else len(self.text)
