"""The statuses of a letter's mentions, sentence by sentence, with what the letter told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from upheld.meaning.mentions import Mention, Sentence, sentences
from upheld.meaning.status.diagnoses import diagnosis_status
from upheld.meaning.status.general import is_general, speaks_of_rules
from upheld.meaning.status.harms import is_harm
from upheld.meaning.status.names import Names, name_parts
from upheld.meaning.status.reach import Reached, reach_of_cues
from upheld.meaning.status.results import is_partial
from upheld.meaning.status.spot import Ruling, Spot
from upheld.meaning.status.treatments import is_asked, treatment_status
from upheld.meaning.status.value import GENERAL, OTHER, PAST, PRESENT, Status
from upheld.meaning.status.words import Words, read_words
from upheld.meaning.status.zones import Zones, find_zones

JUDGED = ("TREATMENT", "DIAGNOSIS")
_SENTENCE_ENDS = re.compile(r"[a-z)\]][.?!;] ")
# Behind so many characters of a paragraph no sentence is among its first.
_LATE = 700
_LATE_NUMBER = 9


@dataclass(slots=True)
class Reader:
    """Reads a letter: its text, its parts, the names that were met in them, and what was said of each."""

    text: str
    zones: Zones
    requested: Names = field(default_factory=Names)
    told: Names = field(default_factory=Names)
    said: dict[tuple[str, str], Status] = field(default_factory=dict)
    after_rule: bool = False
    carried: Status | None = None
    end: int = 0
    zone: int = -1

    def collect(self, mentions: Sequence[Mention]) -> None:
        """Remember the names of the items and of the summary."""
        for mention in mentions:
            kind = self.zones.kinds[self.zones.at(mention.start)]
            if mention.label in JUDGED and kind in ("items", "summary"):
                (self.requested if kind == "items" else self.told).add(mention.words(self.text))

    def read(self, sentence: Sentence) -> list[Ruling | None]:
        """Rule on each mention of the next sentence."""
        self._enter(sentence)
        if (start := self.zones.starts[self.zone]) > sentence.start:
            sentence = replace(sentence, start=start)
        read = read_words(self.text, sentence)
        zone = self.zones.kinds[self.zone]
        number = self._number(sentence) if zone == "rationale" else 0
        cues = reach_of_cues(read)
        rulings: list[Ruling | None] = []
        decided: list[Status | None] = []
        for i, mention in enumerate(sentence.mentions):
            if mention.label not in JUDGED:
                decided.append(None)
                rulings.append(None)
                continue
            name = mention.words(self.text)
            requested = self.requested.knows(name)
            spot = Spot(
                name=name,
                words=read.words,
                place=read.places[i],
                zone=zone,
                cues=sorted(cues[i], key=lambda cue: cue.distance + cue.kind.weak),
                number=number,
                requested=requested,
                known=max(requested, self.told.knows(name)),
                after_rule=self.after_rule,
                before=self._before(mention.label, name),
                carried=self.carried,
            )
            status = self._decide(spot)
            if status is PRESENT and mention.label == "DIAGNOSIS" and zone != "items":
                status = PAST if is_harm(read, i, decided, sentence, self.text) else status
            if status.result == "helped":
                status = self._measured(status, spot, read, sentence)
            if zone == "summary":
                self._remember(mention.label, name, status)
            decided.append(status)
            rulings.append(Ruling(spot, status))
        self._leave(read, sentence, cues)
        return rulings

    def _decide(self, spot: Spot) -> Status:
        is_treatment = spot.words[spot.place] == "T"
        if spot.zone == "items":
            return spot.says("suspected") or PRESENT
        if spot.zone == "family":
            return spot.says("denied") or OTHER
        if spot.zone == "rationale":
            if spot.is_label():
                return PRESENT
            if is_treatment and spot.is_requested():
                return PRESENT
            found = None if is_treatment and is_asked(spot) else spot.plainly_denied()
            if not found and is_treatment:
                found = spot.plainly_tried()
            if found:
                return found
            if is_general(spot.words, spot.place, spot.known, spot.number, spot.after_rule):
                return GENERAL
        return treatment_status(spot) if is_treatment else diagnosis_status(spot)

    def _measured(self, status: Status, spot: Spot, read: Words, sentence: Sentence) -> Status:
        measures = [
            (place, mention.words(self.text))
            for place, mention in zip(read.places, sentence.mentions, strict=True)
            if mention.label == "MEASUREMENT"
        ]
        start = next(cue.start for cue in spot.cues if cue.kind.status == "tried")
        return Status("tried", "mixed") if is_partial(spot.words, start, measures) else status

    def _enter(self, sentence: Sentence) -> None:
        zone = self.zones.at(sentence.mentions[0].start)
        if zone != self.zone:
            self.after_rule, self.zone = False, zone
        if self.text[max(0, self.end - 1) : self.end] != ";" or sentence.start > self.end + 2:
            self.carried = None

    def _leave(self, read: Words, sentence: Sentence, cues: Sequence[Sequence[Reached]]) -> None:
        self.after_rule = speaks_of_rules(read.words)
        self.end = sentence.end
        self.carried = self.carried or _label(read, cues)

    def _number(self, sentence: Sentence) -> int:
        start = max(
            self.text.rfind("\n", max(0, sentence.start - _LATE), sentence.start),
            self.zones.starts[self.zone],
        )
        if start < sentence.start - _LATE:
            return _LATE_NUMBER
        return len(_SENTENCE_ENDS.findall(self.text, start, sentence.start))

    def _before(self, label: str, name: str) -> Status | None:
        found = [self.said.get((label, part)) for part in name_parts(name)[0]]
        if not found or None in found:
            return None
        return found[0] if len({status.value for status in found if status}) == 1 else None

    def _remember(self, label: str, name: str, status: Status) -> None:
        for part in name_parts(name)[0]:
            self.said[label, part] = status


def _label(read: Words, cues: Sequence[Sequence[Reached]]) -> Status | None:
    """Give what a label says of the list behind it, in other sentences too."""
    for reached in cues:
        for cue in reached:
            status, is_wide = cue.kind.status, cue.kind.reach == "clause"
            if is_wide and status in ("past", "present") and read.words[cue.end - 1] == ":":
                return Status(status)
    return None


def read_letter(text: str, mentions: Sequence[Mention]) -> list[Ruling | None]:
    """Rule on each treatment and each diagnosis, None for all else, in the order of the mentions."""
    reader = Reader(text, find_zones(text))
    reader.collect(mentions)
    found: list[Ruling | None] = []
    for sentence in sentences(text, mentions):
        found.extend(reader.read(sentence))
    return found
