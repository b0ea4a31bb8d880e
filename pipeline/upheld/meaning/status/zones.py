"""Parts of a letter by its headings: disputed items, summary of the case, rationale, and what holds no findings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, cast, get_args

Zone = Literal["items", "summary", "rationale", "family", "history", "other"]
ZONES: tuple[Zone, ...] = get_args(Zone)

# Headings of the forms of 2013 to 2015. An item's own line is known by its decision, or by the heading behind it; the
# headings of a history stand on lines of their own, and the next such line ends it.
_HEADING = re.compile(
    r"^[ \t]*(?:"
    r"(?P<summary>(?:expert reviewer )?(?:clinical )?case summary\b:?)"
    r"|(?P<rationale>(?:decision )?rationale for (?:the decision|why)\b[^\n:]{0,90}:?|decision rationale\b:?)"
    r"|(?P<other>(?:documents reviewed|medical (?:reviewer )?qualifications|how the imr final"
    r"|claims administrator guideline|maximus guideline|section of the medical"
    r"|medical treatment guideline\(s\) relied)\b)"
    r"|(?P<items>issues at dispute|imr (?:issues|decision)|independent medical review decision"
    r"|[0-9]{1,2}\) (?:regarding|maximus)\b"
    r"|[^\n]{1,400}: (?:upheld|overturned|partially)[ \t]*$"
    r"|[0-9]{1,2}[.)] [^\n]{1,400}\bis (?:not )?medically necessary and appropriate\.?[ \t]*$"
    r"|[^\n]{1,400}\n{1,3}(?=claims administrator guideline|section of the medical))"
    r"|(?P<family>family (?:medical )?history[ \t]*:?[ \t]*$)"
    r"|(?P<history>(?:past|prior) (?:medical )?history[ \t]*:?[ \t]*$)"
    r"|(?P<subheading>[a-z][a-z /]{2,40}:[ \t]*$)"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_HISTORIES = ("family", "history")


@dataclass(frozen=True, slots=True)
class Zones:
    """The parts of a letter: `starts[i]` begins a part of kind `kinds[i]`."""

    starts: tuple[int, ...]
    kinds: tuple[Zone, ...]

    def at(self, position: int) -> int:
        """Give the number of the part that holds a position."""
        return bisect_right(self.starts, position) - 1


def find_zones(text: str) -> Zones:
    """Find the parts of a letter; what stands in front of the first heading are items.

    A text without a heading of the forms is one summary.
    """
    starts: list[int] = [0]
    kinds: list[Zone] = ["items"]
    for found in _HEADING.finditer(text):
        kind = found.lastgroup
        if kind == "subheading":
            if kinds[-1] not in _HISTORIES:
                continue
            kind = "summary"
        starts.append(found.start() if kind == "items" else found.end())
        kinds.append(cast(Zone, kind))
    if not set(kinds) & {"summary", "rationale"} and "items" not in kinds[1:]:
        kinds[0] = "summary"
    return Zones(tuple(starts), tuple(kinds))
