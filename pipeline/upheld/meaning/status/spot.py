"""The spot of a mention: its sentence, the cues that reach it, and what its letter told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upheld.meaning.status.lists import clause_bounds
from upheld.meaning.status.reach import Reached
from upheld.meaning.status.value import Status
from upheld.meaning.status.zones import Zone

# Words that make a rule of what looks like a statement.
_CONDITIONS = frozenset(
    "if unless patients those when where whether may recommended should once until"
    " needs requires calls asks presupposes demands criteria criterion wants".split()
)
_REQUESTS = frozenset("request requests requested".split())
_COPULAS = (("is",), ("are",), ("was",), ("were",))
_VERBS = frozenset("is are was were has have may can should . ; but".split())
_DECIDED_WITHIN = 12
_DONE = frozenset("was were had did despite failed been helped gave spite".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention in its place.

    Attributes:
        name: its words.
        words: those of its sentence, its own letter at `place`.
        zone: the part of the letter.
        cues: those that reach it, the nearest first.
        number: of its sentence in the paragraph, from 0.
        requested: share of its words that the disputed items hold.
        known: share of its words that the items or the summary hold.
        after_rule: the sentence before speaks of a guideline.
        before: what the letter said of the same before, None if nothing.
        carried: what a label in front of its list says (`Drug trials: A, no effect; B`), None if there is none.

    """

    name: str
    words: tuple[str, ...]
    place: int
    zone: Zone
    cues: Sequence[Reached]
    number: int
    requested: float
    known: float
    after_rule: bool
    before: Status | None
    carried: Status | None

    def says(self, *values: str, service: str = "", strong: bool = False) -> Status | None:
        """Give the status that the nearest cue of these values says, of this kind of service."""
        for cue in self.cues:
            kind = cue.kind
            if strong and kind.weak:
                continue
            if kind.status in values and not (
                service and kind.services and service not in kind.services
            ):
                return Status(kind.status, kind.result)
        return None

    def plainly_denied(self) -> Status | None:
        """Give `denied` where the nearest cue denies, and no condition or rule is in the sentence."""
        if not self.cues or self.cues[0].kind.status != "denied":
            return None
        return None if self._is_conditional() else self.says("denied")

    def plainly_tried(self) -> Status | None:
        """Give `tried` where its clause reports what was done, and states no condition."""
        start, end = clause_bounds(self.words, self.place)
        if _DONE.isdisjoint(self.words[start:end]) or self._is_conditional():
            return None
        if (
            self.words[self.place - 1 : self.place] in (("a",), ("an",), ("other",))
            and "has" in self.words
        ):
            return None  # `An antidepressant has failed`: any would do.
        return self.says("tried")

    def _is_conditional(self) -> bool:
        start, end = clause_bounds(self.words, self.place)
        return not _CONDITIONS.isdisjoint(self.words[max(0, start - 1) : end])

    def is_requested(self) -> bool:
        """Say if its sentence decides upon it: `the request for an MRI`, `MRI is not medically necessary`."""
        before = self.words[max(0, self.place - 4) : self.place]
        if not _REQUESTS.isdisjoint(before) and "for" in before:
            return True
        behind = self.behind(_DECIDED_WITHIN)
        if "medically" not in behind:
            return False
        said = behind[: behind.index("medically")]
        said = said[:-1] if said[-1:] == ("not",) else said
        return said[-1:] in _COPULAS and _VERBS.isdisjoint(said[:-1])

    def is_label(self) -> bool:
        """Say if it heads its paragraph: `MRI: The request is not ...`."""
        return self.number == 0 and self.place <= 2 and self.behind(1) == (":",)

    def behind(self, count: int) -> tuple[str, ...]:
        """Give the words behind it."""
        return self.words[self.place + 1 : self.place + 1 + count]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of a spot."""

    spot: Spot
    status: Status
