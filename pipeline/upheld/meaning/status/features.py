"""What a model of status goes by: the words around a mention, its place in the letter, and what the rules say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from upheld.meaning.feature_model import FeatureModel, Finder
from upheld.meaning.status.lists import clause_bounds
from upheld.meaning.status.services import service_of
from upheld.meaning.status.spot import Ruling
from upheld.meaning.status.zones import ZONES

_NEAR = 4  # Words on either side whose distance counts.
_CUES = 3
_NAMED = 6  # Words of a name.
_NAME = re.compile(r"[a-z0-9]+")
_LABELS = "TD"
_MODELS = 4  # Those of two pipelines.
_Feature = TypeVar("_Feature")


class FeatureReader(Generic[_Feature]):
    """Reads the features of rulings: for each what is found by its name, as the row that a model keeps it in.

    A mention has some hundred of them, each of which is looked for among those of its kind alone.
    """

    def __init__(self, find: Finder[_Feature]) -> None:
        """Take what finds features by the part of their names between a beginning and an end."""
        self._near = [(find(f"l{k}="), find(f"r{k}=")) for k in range(1, _NEAR + 1)]
        self._pairs = find("ln2="), find("rn2=")
        self._firsts = find("first="), find("first2=")
        self._labelled = {
            label: {kind: find(f"{kind}=", label) for kind in ("L", "R", "cl", "cr")}
            for label in _LABELS
        }
        kinds = "rule result service cue cue0 cuew nocue before carried zone requested known both number after pr nx nm"
        self._kinds = {kind: find(f"{kind}=") for kind in kinds.split()}
        self._names = {zone: find("nm=", zone) for zone in ZONES}

    def of(self, rulings: Sequence[Ruling], number: int) -> list[_Feature]:
        """Give the features of one of the rulings of a letter."""
        ruling = rulings[number]
        before = rulings[number - 1] if number else None
        behind = rulings[number + 1] if number + 1 < len(rulings) else None
        words, place = ruling.spot.words, ruling.spot.place
        service = service_of(ruling.spot.name) if words[place] == "T" else "D"
        return [
            *self._beside(words, place),
            *self._clause(words, place),
            *self._rules(ruling, service),
            *self._letter(ruling, service),
            self._kinds["pr"](_neighbour(ruling, before)),
            self._kinds["nx"](_neighbour(ruling, behind)),
        ]

    def _beside(self, words: tuple[str, ...], place: int) -> list[_Feature]:
        labelled, end = self._labelled[words[place]], len(words)
        on_left, on_right = labelled["L"], labelled["R"]
        found: list[_Feature] = []
        for k, (at_left, at_right) in enumerate(self._near, 1):
            left = words[place - k] if place >= k else "<"
            right = words[place + k] if place + k < end else ">"
            found += (at_left(left), at_right(right), on_left(left), on_right(right))
        pair_left, pair_right = self._pairs
        found.append(pair_left(" ".join(words[max(0, place - 2) : place])))
        found.append(pair_right(" ".join(words[place + 1 : place + 3])))
        first, first_two = self._firsts
        found += (first(words[0]), first_two(" ".join(words[:2])))
        return found

    def _clause(self, words: tuple[str, ...], place: int) -> list[_Feature]:
        labelled = self._labelled[words[place]]
        start, end = clause_bounds(words, place)
        found = [*map(labelled["cl"], words[start:place])]
        found += map(labelled["cr"], words[place + 1 : end])
        return found

    def _rules(self, ruling: Ruling, service: str) -> list[_Feature]:
        kinds, spot, said = self._kinds, ruling.spot, ruling.status.value
        label, zone = spot.words[spot.place], spot.zone
        rule, of_service, of_cue = kinds["rule"], kinds["service"], kinds["cue"]
        found = [
            rule(said),
            rule(f"{said}{zone}{label}"),
            rule(f"{said}{service}{zone}"),
            kinds["result"](f"{ruling.status.result}"),
            of_service(service),
            of_service(f"{service}{zone}"),
        ]
        for cue in spot.cues[:_CUES]:
            status = cue.kind.status
            found += (
                of_cue(f"{status}{cue.kind.result}"),
                of_cue(f"{status}{min(4, cue.distance)}"),
                of_cue(f"{status}{zone}{label}"),
            )
        if spot.cues:
            cue = spot.cues[0]
            found.append(kinds["cue0"](f"{cue.kind.status}{label}{zone}"))
            found.append(kinds["cuew"](f"{' '.join(spot.words[cue.start : cue.end])}{label}"))
        else:
            found.append(kinds["nocue"](f"{label}{zone}"))
        found.append(kinds["before"](f"{spot.before.value if spot.before else '-'}{zone}{label}"))
        found.append(kinds["carried"](spot.carried.value if spot.carried else "-"))
        return found

    def _letter(self, ruling: Ruling, service: str) -> list[_Feature]:
        kinds, spot = self._kinds, ruling.spot
        label, zone = spot.words[spot.place], spot.zone
        requested, known = int(spot.requested * 2.99), int(spot.known * 2.99)
        found = [
            kinds["zone"](zone),
            kinds["requested"](f"{requested}{zone}{label}"),
            kinds["known"](f"{known}{zone}{label}"),
            kinds["both"](f"{requested}{known}{zone}{service}"),
            kinds["number"](f"{min(spot.number, 4)}{zone}{label}"),
            kinds["after"](f"{spot.after_rule}{zone}{label}"),
        ]
        named, named_here = kinds["nm"], self._names[zone]
        for word in _NAME.findall(spot.name.lower())[:_NAMED]:
            found += (named(word), named_here(word))
        return found


@lru_cache(maxsize=_MODELS)
def reader_for(model: FeatureModel) -> FeatureReader[int | None]:
    """Give what reads features as the rows of a model, one for all letters."""
    return FeatureReader(model.find)


def _neighbour(ruling: Ruling, other: Ruling | None) -> str:
    """Say what the rules say of the mention beside it in its sentence."""
    if other is None or other.spot.words is not ruling.spot.words:
        return "-"
    return other.status.value
