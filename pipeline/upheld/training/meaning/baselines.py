"""The obvious ways to say what entities mean, beside which the rules are measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import simple_icd_10_cm
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from upheld.meaning import Code, Meaning, Mention, Request, Site
from upheld.meaning.quantity import Quantity
from upheld.training.meaning.measuring import Finders

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIDE = re.compile(r"(?i)\b(left|right|bilateral|both)\b")
_REGION = re.compile(
    r"(?i)\b(neck|spine|shoulder|elbow|wrist|hand|finger|hip|knee|ankle|foot|chest|abdomen|head|eye)\b"
)


def obvious() -> Finders:
    """Give the baseline: no status, the first number, the nearest entity, words in the span, the nearest title.

    Every diagnosis and treatment is present, no request is told from another: all are of the commonest kind.
    """
    return Finders(_find, lambda _: Request(kind="physical_therapy", category="therapy"))


def _find(text: str, mentions: Sequence[Mention]) -> list[Meaning]:
    return [_meaning(text, mentions, number) for number in range(len(mentions))]


def _meaning(text: str, mentions: Sequence[Mention], number: int) -> Meaning:
    mention = mentions[number]
    words = mention.words(text)
    if mention.label == "MEASUREMENT":
        first = _NUMBER.search(words)
        quantity = Quantity("dose", first[0], "mg") if first else None
        return Meaning(quantity=quantity, measures=_nearest(mentions, number))
    region, side = _REGION.search(words), _SIDE.search(words)
    site = Site(
        regions=(region[1].lower(),) if region else (),
        side={"bilateral": "both"}.get(side[1].lower(), side[1].lower()) if side else None,
    )
    status = None if mention.label == "BODY_PART" else "present"
    code = _nearest_title(words.lower()) if mention.label == "DIAGNOSIS" else None
    return Meaning(status=status, site=site, code=code)


def _nearest(mentions: Sequence[Mention], number: int) -> int | None:
    one = mentions[number]
    others = [n for n, other in enumerate(mentions) if other.label != "MEASUREMENT"]
    return min(
        others,
        key=lambda n: max(mentions[n].start - one.end, one.start - mentions[n].end),
        default=None,
    )


@cache
def _titles() -> tuple[list[str], list[str]]:
    codes = simple_icd_10_cm.get_all_codes()
    codes = [code for code in codes if re.match(r"[A-Z][0-9]", code) and "-" not in code]
    return codes, [simple_icd_10_cm.get_description(code).lower() for code in codes]


@cache
def _nearest_title(words: str) -> Code:
    codes, titles = _titles()
    title, score, at = process.extractOne(words, titles, scorer=Levenshtein.normalized_similarity)
    return Code(codes[at], title, float(score))
