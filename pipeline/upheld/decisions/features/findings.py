"""What a summary tells of findings, of treatments tried and of amounts: names of features with their values."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from upheld.decisions.visible import Asked, Visible
from upheld.meaning import Meaning, Mention, read_request

Named = tuple[str, float]

_CONFIRMED = "confirmed"
_STATUSES = {"present": _CONFIRMED, "denied": "denied", "suspected": "suspected", "past": "past"}


def finding_features(visible: Visible, left: Collection[int]) -> Iterator[Named]:
    """Give the findings of a case by status and category of ICD-10-CM, and its pain scores.

    `left` are the numbers of the mentions that count.
    """
    counts: Counter[str] = Counter()
    pains: list[float] = []
    for _, mention, meaning in _entities(visible, left):
        status = _STATUSES.get(meaning.status or "")
        code = meaning.code.code if meaning.code else None
        if status and mention.label == "DIAGNOSIS":
            counts[f"findings {status}"] += 1
            if code:
                counts[f"{status} {code[:3]}"] += 1
                counts[f"{status} chapter {code[0]}"] += 1
        if meaning.quantity and meaning.quantity.kind == "pain_score":
            pains += [
                end for end in (meaning.quantity.low, meaning.quantity.high) if end is not None
            ]
        elif meaning.quantity:
            counts[f"amounts: {meaning.quantity.kind}"] += 1
    for name, count in counts.items():
        yield name, math.log1p(count)
    if pains:
        yield "pain stated", 1.0
        yield "greatest pain", min(max(pains), 10.0) / 10
        yield "least pain", min(*pains, 10.0) / 10


def tried_features(visible: Visible, item: Asked, left: Collection[int]) -> Iterator[Named]:
    """Give what was tried with which result, and whether it was of the kind, or the drug, that the item asks for."""
    counts: Counter[str] = Counter()
    for _, mention, meaning in _entities(visible, left):
        if mention.label != "TREATMENT" or meaning.status not in (
            "tried",
            "denied",
            "past",
            "present",
        ):
            continue
        kind = read_request(mention.words(visible.text)).kind
        same = kind == item.request.kind or (
            meaning.drug is not None and meaning.drug.generic == item.request.drug
        )
        result = meaning.result or "no result told"
        if meaning.status == "tried":
            counts[f"tried: {kind}"] += 1
            counts[f"tried, {result}"] += 1
            counts["kinds tried"] += 1
        if same:
            told = f"tried, {result}" if meaning.status == "tried" else meaning.status
            counts[f"what is asked for: {told}"] += 1
    for name, count in counts.items():
        yield name, math.log1p(count)


def case_features(visible: Visible) -> Iterator[Named]:
    """Give age, sex, years from injury to refusal, and the family of the letter."""
    yield f"family={visible.family}", 1.0
    if visible.age is not None:
        yield "age stated", 1.0
        yield "age", visible.age / 100
    if visible.sex:
        yield f"sex={visible.sex}", 1.0
    years = _years(visible.date_of_injury, visible.ur_denial_date)
    if years is not None:
        yield "injury dated", 1.0
        yield "years since injury", math.log1p(max(years, 0.0)) / 3


def diagnosis_of(visible: Visible, item: Asked) -> str:
    """Give the category of ICD-10-CM of most findings where the item is to be done, else of most; empty without any."""
    counts: Counter[str] = Counter()
    for meaning in visible.meanings:
        if meaning.code and meaning.status in ("present", "suspected"):
            there = bool(set(meaning.site.regions) & set(item.request.site.regions))
            counts[meaning.code.code[:3]] += 10 if there else 1
    return max(sorted(counts), key=counts.__getitem__, default="")


def _years(first: str | None, last: str | None) -> float | None:
    if first is None or last is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days / 365.25


def _entities(visible: Visible, left: Collection[int]) -> Iterator[tuple[int, Mention, Meaning]]:
    for number, (mention, meaning) in enumerate(
        zip(visible.mentions, visible.meanings, strict=True)
    ):
        if number in left:
            yield number, mention, meaning
