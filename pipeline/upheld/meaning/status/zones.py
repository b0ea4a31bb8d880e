"""Parts of a letter by its headings: disputed items, summary of the case, rationale, and what holds no findings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Zone = Literal["items", "summary", "rationale", "other"]

# Headings of the forms of 2013 to 2015. An item's own line is known by its decision, or by the heading behind it.
_HEADING = re.compile(
    r"^[ \t]*(?:"
    r"(?P<summary>(?:expert reviewer )?(?:clinical )?case summary\b:?)"
    r"|(?P<rationale>(?:decision )?rationale for (?:the decision|why)\b[^\n:]{0,90}:?|decision rationale\b:?)"
    r"|(?P<other>(?:documents reviewed|medical (?:reviewer )?qualifications|how the imr final|claims administrator guideline"
    r"|maximus guideline|section of the medical|medical treatment guideline\(s\) relied)\b)"
    r"|(?P<items>issues at dispute|imr (?:issues|decision)|independent medical review decision|[0-9]{1,2}\) (?:regarding|maximus)\b"
    r"|[^\n]{1,400}: (?:upheld|overturned|partially)[ \t]*$"
    r"|[0-9]{1,2}[.)] [^\n]{1,400}\bis (?:not )?medically necessary and appropriate\.?[ \t]*$"
    r"|[^\n]{1,400}\n{1,3}(?=claims administrator guideline|section of the medical))"
    r")",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Zones:
    """The parts of a letter: `starts[i]` begins a part of kind `kinds[i]`."""

    starts: tuple[int, ...]
    kinds: tuple[Zone, ...]

    def at(self, position: int) -> int:
        """Give the number of the part that holds a position."""
        return bisect_right(self.starts, position) - 1


def find_zones(text: str) -> Zones:
    """Find the parts of a letter; what stands in front of the first heading are items."""
    starts, kinds = [0], ["items"]
    for found in _HEADING.finditer(text):
        starts.append(found.end() if found.lastgroup != "items" else found.start())
        kinds.append(str(found.lastgroup))
    if len(starts) == 1:
        kinds = ["summary"]  # No letter of a known form: its text is read as a summary.
    return Zones(tuple(starts), tuple(kinds))  # type: ignore[arg-type]
