from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from upheld.meaning.mentions import Mention, Sentence, sentences
from upheld.meaning.status.general import Names, is_general, name_parts, speaks_of_rules
from upheld.meaning.status.reach import Reached, reach_of_cues
from upheld.meaning.status.services import is_acute, is_lasting, service_of
from upheld.meaning.status.words import read_words
from upheld.meaning.status.zones import find_zones


@dataclass(frozen=True, slots=True)
class Status:
    value: str
    result: str | None = None


PRESENT = Status("present")
PAST = Status("past")
GENERAL = Status("general")
_ENDS = re.compile(r"[a-z)\]][.?!;] ")
_LABEL = re.compile(r"(?:^|\n)\s*(?:[0-9A-Z][.)] )?$")


def read_letter(text: str, mentions: Sequence[Mention]) -> list[Status | None]:
    zones = find_zones(text)
    requested, of_summary = Names(), Names()
    earlier: dict[str, Status] = {}
    kinds = [zones.kinds[zones.at(m.start)] for m in mentions]
    for m, kind in zip(mentions, kinds):
        if m.label in ("TREATMENT", "DIAGNOSIS"):
            if kind == "items":
                requested.add(m.words(text))
            elif kind == "summary":
                of_summary.add(m.label[0] + m.words(text)) if False else of_summary.add(
                    m.words(text)
                )
    out: list[Status | None] = [None] * len(mentions)
    prev_rule = False
    last_zone = -1
    for sentence in sentences(text, mentions):
        read = read_words(text, sentence)
        reached = reach_of_cues(read)
        zi = zones.at(sentence.mentions[0].start)
        zone = zones.kinds[zi]
        if zi != last_zone:
            prev_rule, last_zone = False, zi
        number = _number(text, sentence, zones.starts[zi]) if zone == "rationale" else 0
        for i, m in enumerate(sentence.mentions):
            if m.label not in ("TREATMENT", "DIAGNOSIS"):
                continue
            name = m.words(text)
            r = sorted(reached[i], key=lambda x: x.distance + x.kind.weak)
            known = max(requested.knows(name), of_summary.knows(name))
            if zone == "items":
                s = _first(r, ("suspected",)) or PRESENT
            elif (
                zone == "rationale"
                and number == 0
                and read.places[i] <= 2
                and read.words[read.places[i] + 1 : read.places[i] + 2] == (":",)
            ):
                s = PRESENT
            elif (
                zone == "rationale"
                and not (
                    m.label == "TREATMENT"
                    and not _CALLED.isdisjoint(read.words[read.places[i] : read.places[i] + 12])
                )
                and (d := _plainly_denied(r, read.words))
            ):
                s = d
            elif zone == "rationale" and is_general(
                read.words, read.places[i], known, number, prev_rule
            ):
                s = GENERAL
            elif m.label == "DIAGNOSIS":
                s = _diagnosis(r, name)
                if s is PRESENT and _harmed(read.words, read.places, i, out, sentence, text):
                    s = PAST
            else:
                s = _treatment(
                    r,
                    name,
                    zone,
                    requested.knows(name),
                    earlier,
                    _refusal(read.words, read.places[i]),
                    not _CALLED.isdisjoint(read.words[read.places[i] : read.places[i] + 12]),
                )
            if m.label == "TREATMENT" and zone == "summary":
                for part in name_parts(name)[0]:
                    earlier[part] = s
            out[sentence.first + i] = s
        prev_rule = speaks_of_rules(read.words)
    return out


def _number(text: str, sentence: Sentence, zone_start: int) -> int:
    start = max(text.rfind("\n", max(0, sentence.start - 700), sentence.start), zone_start)
    if start < sentence.start - 700:
        return 3
    return len(_ENDS.findall(text, start, sentence.start)) if hasattr(_ENDS, "findall") else 0


def _first(r: list[Reached], want: tuple[str, ...], service: str = "") -> Status | None:
    for x in r:
        if x.kind.status in want and (
            not service or not x.kind.services or service in x.kind.services
        ):
            return Status(x.kind.status, x.kind.result)
    return None


def _diagnosis(r: list[Reached], name: str) -> Status:
    for want in (("denied",), ("suspected", "other"), ("past",)):
        s = _first(r, want)
        if s:
            return s
    if _first(r, ("history",)):
        return PRESENT if is_lasting(name) else PAST
    if _first(r, ("injury",)) and is_acute(name):
        return PAST
    return PRESENT


def _treatment(
    r: list[Reached],
    name: str,
    zone: str,
    asked: float,
    earlier: dict[str, Status],
    ur: bool,
    idle: bool,
) -> Status:
    service = service_of(name)
    for want in (("denied",), ("suspected", "other"), ("tried",)):
        if want == ("tried",) and (service == "test" or ur):
            continue
        s = _first(r, want, service)
        if s and not (want == ("denied",) and idle):
            return s
    if ur:
        return PRESENT
    s = _first(r, ("past", "present"), service)
    if s:
        return s
    if zone == "rationale":
        if asked > 0.9:
            return PRESENT
        if service == "test":
            return PAST
        before = [earlier[p] for p in name_parts(name)[0] if p in earlier]
        if before and all(b.value in ("past", "tried") for b in before):
            return PAST
        return PRESENT
    return PAST if service in ("test", "procedure", "therapy") else PRESENT


_UR = frozenset("utilization ur administrator adjuster's".split())
_REFUSED = frozenset(
    "denied refused declined certify certified turned rejected unsupported non-certified denial disallowed modified held supported necessary found".split()
)
_REASONS = frozenset("because since as".split())


def _refusal(words: tuple[str, ...], place: int) -> bool:
    """Say if utilization review's refusal speaks of a mention, and not its reasons."""
    before = words[:place]
    if _UR.isdisjoint(words) or _REFUSED.isdisjoint(words):
        return False
    for i in range(place - 1, -1, -1):
        if words[i] in ("because", "since") or (
            words[i] == "as" and words[i + 1] in ("he", "she", "the", "no")
        ):
            return not _REFUSED.isdisjoint(words[i:place])
    return True


_HARM = frozenset(
    ", ( for of because due to stopped caused account on by M a an owing discontinued and daily bid tid qhs D up given one dose reported".split()
)
_REASON = frozenset("( for because owing account caused".split())


def _harmed(
    words: tuple[str, ...],
    places: tuple[int, ...],
    i: int,
    out: list[Status | None],
    sentence: Sentence,
    text: str,
) -> bool:
    """Say if a diagnosis is the harm for which the drug in front of it was stopped."""
    for j in range(i - 1, -1, -1):
        before = words[places[j]]
        if before == "T":
            s = out[sentence.first + j]
            gap = words[places[j] + 1 : places[i]]
            return bool(
                s
                and (s.value == "past" or s.result == "failed")
                and service_of(sentence.mentions[j].words(text)) == "drug"
                and not _REASON.isdisjoint(gap)
                and all(w in _HARM for w in gap)
            )
        if before == "B":
            return False
    return False


_CONDITIONS = frozenset(
    "if unless patients those when where whether may recommended should".split()
)


def _plainly_denied(r: list[Reached], words: tuple[str, ...]) -> Status | None:
    d = _first(r[:1], ("denied",))
    return d if d and _CONDITIONS.isdisjoint(words) else None


_CALLED = frozenset(
    "approved called needed indicated supported necessary justified warranted certified".split()
)
