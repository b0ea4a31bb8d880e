"""What an item asks for, and how that fits what was found: names of features with their values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from upheld.decisions.visible import Asked, Visible
from upheld.meaning.drugs import find_drug

Named = tuple[str, float]

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WEEKS = {"day": 1 / 7, "night": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0}
_FOUND = ("present", "suspected", "past")


def request_features(visible: Visible, item: Asked) -> Iterator[Named]:
    """Give what an item asks for: kind, drug, amounts; and whether findings were made where it is to be done."""
    request = item.request
    yield f"kind={request.kind}", 1.0
    yield f"category={request.category}", 1.0
    if request.drug:
        drug = find_drug(request.drug)
        yield f"drug={request.drug}", 1.0
        yield f"drug class={drug.drug_class if drug else 'unknown'}", 1.0
    for name in ("dose", "count", "frequency", "duration"):
        written = getattr(request, name)
        if written is not None:
            yield f"{name} asked", 1.0
            yield f"{name} asked, how much", _magnitude(written)
    yield from _fit(visible, item)
    yield "items in the letter", math.log1p(len(visible.items))
    yield "words of the item", math.log1p(len(item.text.split())) / 3


def _magnitude(written: str) -> float:
    """Give the first number of an amount on a scale of tenfolds, weeks for what is in days or months."""
    found = _NUMBER.search(written)
    if found is None:
        return 0.0
    scale = next((weeks for unit, weeks in _WEEKS.items() if unit in written), 1.0)
    return math.log10(1 + float(found[0]) * scale)


def _fit(visible: Visible, item: Asked) -> Iterator[Named]:
    site = item.request.site
    if site.regions:
        yield "place asked", 1.0
    found = [
        meaning.site
        for mention, meaning in zip(visible.mentions, visible.meanings, strict=True)
        if mention.label == "DIAGNOSIS" and meaning.status in _FOUND
    ]
    there = [place for place in found if set(place.regions) & set(site.regions)]
    if site.regions:
        yield f"findings at the place asked: {'some' if there else 'none'}", 1.0
        yield "findings at the place asked, how many", math.log1p(len(there))
    sides = {place.side for place in there if place.side}
    if site.side and sides:
        fits = site.side in sides or "both" in (site.side, *sides)
        yield f"findings on the side asked: {'some' if fits else 'none'}", 1.0
    levels = {level for place in found for level in place.levels}
    if site.levels and levels:
        yield f"findings at the level asked: {'some' if levels & set(site.levels) else 'none'}", 1.0
