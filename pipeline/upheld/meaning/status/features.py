"""What a model of status goes by: the words around a mention, its place in the letter, and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upheld.meaning.status.lists import clause_bounds
from upheld.meaning.status.services import service_of
from upheld.meaning.status.spot import Ruling

_NEAR = 4  # Words on either side whose distance counts.
_RUN = 4  # The longest run of words directly beside a mention.
_CUES = 3
_NAMED = 6  # Words of a name.
_TO_VERB = 14
_NAME = re.compile(r"[a-z0-9]+")
_VERBS = frozenset(
    "is are was were has have had did does do may should can could would must underwent takes took shows showed got"
    " gave remains needs".split()
)


def features(rulings: Sequence[Ruling]) -> list[list[str]]:
    """Give the names of the features of each ruling of a letter, in their order."""
    found = []
    for n, ruling in enumerate(rulings):
        before = rulings[n - 1] if n else None
        behind = rulings[n + 1] if n + 1 < len(rulings) else None
        found.append(
            [
                *_beside(ruling.spot.words, ruling.spot.place),
                *_clause(ruling.spot.words, ruling.spot.place),
                *_rules(ruling),
                *_letter(ruling),
                "pr=" + _neighbour(ruling, before),
                "nx=" + _neighbour(ruling, behind),
            ]
        )
    return found


def _beside(words: tuple[str, ...], place: int) -> Iterator[str]:
    label = words[place]
    for k in range(1, _NEAR + 1):
        left = words[place - k] if place >= k else "<"
        right = words[place + k] if place + k < len(words) else ">"
        yield f"l{k}={left}"
        yield f"r{k}={right}"
        yield f"L={left}{label}"
        yield f"R={right}{label}"
    for k in range(2, _RUN + 1):
        yield f"ln{k}={' '.join(words[max(0, place - k) : place])}"
        yield f"rn{k}={' '.join(words[place + 1 : place + 1 + k])}"
    yield "first=" + words[0]
    yield "first2=" + " ".join(words[:2])


def _clause(words: tuple[str, ...], place: int) -> Iterator[str]:
    label = words[place]
    start, end = clause_bounds(words, place)
    for word in words[start:place]:
        yield f"cl={word}{label}"
    for word in words[place + 1 : end]:
        yield f"cr={word}{label}"
    for k in range(place - 1, max(-1, place - 1 - _TO_VERB), -1):
        if _is_verb(words[k]) or (words[k].endswith("ing") and len(words[k]) > 5):
            yield f"lv={words[k]}{label}"
            break
    for k in range(place + 1, min(len(words), place + 1 + _TO_VERB)):
        if _is_verb(words[k]):
            yield f"rv={words[k]}{label}"
            break


def _is_verb(word: str) -> bool:
    return word in _VERBS or word.endswith("ed")


def _rules(ruling: Ruling) -> Iterator[str]:
    spot, said = ruling.spot, ruling.status.value
    label, zone = spot.words[spot.place], spot.zone
    service = service_of(spot.name) if label == "T" else "D"
    yield f"rule={said}"
    yield f"rule={said}{zone}{label}"
    yield f"rule={said}{service}{zone}"
    yield f"result={ruling.status.result}"
    yield f"service={service}"
    yield f"service={service}{zone}"
    for cue in spot.cues[:_CUES]:
        yield f"cue={cue.kind.status}{cue.kind.result}"
        yield f"cue={cue.kind.status}{min(4, cue.distance)}"
        yield f"cue={cue.kind.status}{zone}{label}"
    if spot.cues:
        cue = spot.cues[0]
        yield f"cue0={cue.kind.status}{label}{zone}"
        yield f"cuew={' '.join(spot.words[cue.start : cue.end])}{label}"
    else:
        yield f"nocue={label}{zone}"
    yield f"before={spot.before.value if spot.before else '-'}{zone}{label}"
    yield f"carried={spot.carried.value if spot.carried else '-'}"


def _letter(ruling: Ruling) -> Iterator[str]:
    spot = ruling.spot
    label, zone = spot.words[spot.place], spot.zone
    service = service_of(spot.name) if label == "T" else "D"
    requested, known = int(spot.requested * 2.99), int(spot.known * 2.99)
    yield f"zone={zone}"
    yield f"requested={requested}{zone}{label}"
    yield f"known={known}{zone}{label}"
    yield f"both={requested}{known}{zone}{service}"
    yield f"number={min(spot.number, 4)}{zone}{label}"
    yield f"after={spot.after_rule}{zone}{label}"
    for word in _NAME.findall(spot.name.lower())[:_NAMED]:
        yield f"nm={word}"
        yield f"nm={word}{zone}"


def _neighbour(ruling: Ruling, other: Ruling | None) -> str:
    """Say what the rules say of the mention beside it in its sentence."""
    if other is None or other.spot.words is not ruling.spot.words:
        return "-"
    return other.status.value
