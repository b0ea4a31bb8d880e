"""What stands around a measurement: its sentence, the mention in front, the mention behind, cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upheld.meaning.mentions import Mention, sentences
from upheld.meaning.quantities.cues import Cue, cue_behind, cues_before
from upheld.meaning.quantity import Quantity

# What joins two numbers that measure the same thing: `from 8 to 4`, `20 minutes instead of five`, `6, 8 and 4`.
_SIDE = r"(?:right|left|rt|lt|L|R)\b[\s(,]*"
_JOINED = re.compile(
    rf"[\s,(/\"']*(?:(?:(?:on|at|to) the )?{_SIDE})?"
    r"(?:(?:in \w+ \d{4} |then |now |at \w+ |points? |degrees? )?"
    r"(?:to|and|or|of|from|with|against|as against|versus|vs\.?|instead of|rather than"
    r"|down to|up to|down from|up from|off)"
    r"(?: (?:some|about|only|nearly|over|the|labell?ed|a|of|as|just|these|those|them))*"
    rf"|formerly|then|was|now|previously|pre-op)?[\s(]*(?:{_SIDE})?",
    re.IGNORECASE,
)
# What may stand between a drug and its strength, a test and its value.
_TOUCHES = re.compile(r"[\s(,:]*(?:(?:of|at|is|was|to)\s+)?(?:about |some |only )?")


@dataclass(slots=True)
class Around:
    """A measurement among the mentions of a text.

    `floor` and `ceiling` are the ends of its sentence; `quantities` are those that were found so far, one a mention.
    """

    text: str
    mentions: Sequence[Mention]
    quantities: list[Quantity | None]
    number: int
    floor: int
    ceiling: int
    _cues: list[Cue] | None = None  # Looked for once.

    @property
    def mention(self) -> Mention:
        """The measurement."""
        return self.mentions[self.number]

    @property
    def before(self) -> Mention | None:
        """The mention in front, within the sentence."""
        if self.number and self.mentions[self.number - 1].start >= self.floor:
            return self.mentions[self.number - 1]
        return None

    @property
    def behind(self) -> Mention | None:
        """The mention behind, within the sentence."""
        following = self.number + 1
        if following < len(self.mentions) and self.mentions[following].start < self.ceiling:
            return self.mentions[following]
        return None

    def gap_before(self, limit: int = 60) -> str | None:
        """Give the words between the mention in front and this one; None where they are many."""
        if self.before is None or self.mention.start - self.before.end > limit:
            return None
        return self.text[self.before.end : self.mention.start]

    def gap_behind(self, limit: int = 60) -> str | None:
        """Give the words between this mention and the one behind; None where they are many."""
        if self.behind is None or self.behind.start - self.mention.end > limit:
            return None
        return self.text[self.mention.end : self.behind.start]

    def joined_before(self) -> Quantity | None:
        """Give the quantity in front that this one is joined to, as in `from 8 to 4`."""
        gap = self.gap_before()
        if gap is None or self.before is None or self.before.label != "MEASUREMENT":
            return None
        return self.quantities[self.number - 1] if _JOINED.fullmatch(gap) else None

    def joined_behind(self) -> Mention | None:
        """Give the measurement behind that this one is joined to."""
        gap = self.gap_behind()
        if gap is None or self.behind is None or self.behind.label != "MEASUREMENT":
            return None
        return self.behind if gap.strip() and _JOINED.fullmatch(gap) else None

    def cues(self) -> list[Cue]:
        """Give the cues in front, the nearest first."""
        if self._cues is None:
            self._cues = cues_before(self.text, self.floor, self.mention.start)
        return self._cues

    def cue_behind(self) -> Cue | None:
        """Give the cue directly behind."""
        return cue_behind(self.text, self.mention.end, self.ceiling)

    def cue_of(self, kinds: frozenset[str]) -> Cue | None:
        """Give the nearest cue of some kinds in front."""
        return next((cue for cue in self.cues() if cue.kind in kinds), None)

    def near(self, kinds: frozenset[str]) -> Cue | None:
        """Give the cue of some kinds directly behind, else the nearest in front."""
        behind = self.cue_behind()
        return behind if behind and behind.kind in kinds else self.cue_of(kinds)

    def like_joined(self, kinds: frozenset[str]) -> tuple[str, str | None] | None:
        """Give kind and unit of the quantity in front that this one is joined to, if it is of some kinds."""
        joined = self.joined_before()
        return (joined.kind, joined.unit) if joined and joined.kind in kinds else None

    def treatment_touching(self, limit: int = 12) -> Mention | None:
        """Give the TREATMENT directly in front, as of `lidocaine 5%`, `potassium of 3.1`."""
        gap = self.gap_before(limit)
        if gap is None or self.before is None or self.before.label != "TREATMENT":
            return None
        return self.before if _TOUCHES.fullmatch(gap) else None

    def space_to(self, cue: Cue) -> int:
        """Give how many characters part a cue in front from the measurement."""
        return self.mention.start - cue.end


def measurements(
    text: str, mentions: Sequence[Mention], quantities: list[Quantity | None]
) -> Iterator[Around]:
    """Give every measurement with what stands around it, in their order."""
    for sentence in sentences(text, mentions):
        for number, mention in enumerate(sentence.mentions, sentence.first):
            if mention.label == "MEASUREMENT":
                yield Around(text, mentions, quantities, number, sentence.start, sentence.end)
