"""What the words of a span say of its site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from upheld.meaning.sites.vocabulary import NOWHERE, RANKS, load_vocabulary, tokens

_LEVEL_NUMBERS = {"c": 8, "t": 12, "l": 6, "s": 5}
_REGION_OF = {"c": "neck", "t": "upper_back", "l": "lower_back", "s": "sacrum"}
_SPINE = tuple(_REGION_OF)
# `L4-5`, `L4/L5`, `L5-S1`, `C3 to C7`; a second interspace hangs on in `L3-4-5`. Not the weighting of an image.
_LEVEL = re.compile(
    r"(?<![\w.#])([CTLS])-?([1-9][0-2]?)(?:\s{0,2}(?:-|–|/|to|through|thru)\s{0,2}([CTLS])?-?([1-9][0-2]?))?(?!\w)"
    r"(?!-?\s?(?:[a-z]{3,12} )?(?:weight|signal|hyper|hypo|images?|foc(?:i|us)\b))",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:(?P<both>bilateral(?:ly)?|both|bilat|bil|b/l|[bB](?=[lu]e\b)|bue|ble|bles|bues)"
    r"|(?P<left>left|lt|lue|lle)|(?P<right>right|rt|rue|rle))\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?<![\w/.-])([LR])(?![\w/.&-]|\s*\d)|\(([LR])\)")
_DISTRIBUTION = re.compile(r"\bdistribution\b", re.IGNORECASE)
_THYROID = re.compile(r"\bthyr|\bfree\b|\blevel", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What words say: regions with their rank (0 to 2; 3 where there are none), levels, side."""

    regions: tuple[str, ...] = ()
    rank: int = len(RANKS)
    levels: tuple[str, ...] = ()
    side: str | None = None


@lru_cache(maxsize=1 << 12)
def read_words(words: str) -> Said:
    """Say what a span's words tell of its site."""
    levels = () if _THYROID.search(words) else find_levels(words)
    entries = list(load_vocabulary().entries(tokens(words)))
    rank = min((entry.rank for entry in entries), default=len(RANKS))
    regions = [region for entry in entries if entry.rank == rank for region in entry.regions]
    by_level = regions_of(levels)
    if by_level and rank and _DISTRIBUTION.search(words):
        regions, rank = ["upper_extremity" if by_level[0] == "neck" else "lower_extremity"], 0
    elif by_level and (rank or not (_is_limb(regions) or set(regions) == {"chest"})):
        # A level is more exact than any word of the spine beside it.
        regions, rank = [*by_level, *(r for r in regions if not rank and r not in _GENERAL)], 0
    return Said(
        tuple(dict.fromkeys(r for r in regions if r != NOWHERE)), rank, levels, find_side(words)
    )


SPINAL = frozenset({"neck", "upper_back", "lower_back", "spine", "sacrum"})
_GENERAL = SPINAL | {"nerve", "skin", "vessel"}


def _is_limb(regions: list[str]) -> bool:
    return any(region.endswith("_extremity") for region in regions)


def regions_of(levels: tuple[str, ...]) -> tuple[str, ...]:
    """Give the regions that levels of the spine lie in."""
    found: list[str] = []
    for level in levels:
        first, _, last = level.lower().partition("-")
        names = [first[0], (last or first)[0]]
        if level.upper() == "S1":  # The root leaves between L5 and S1.
            names = ["l", "l"]
        if (names[1] == "s" and names[0] == "l") or level.upper() == "C7-T1":
            names = names[:1]
        if names[0] != names[-1]:
            names = list(_SPINE[_SPINE.index(names[0]) : _SPINE.index(names[1]) + 1])
        found += [_REGION_OF[name] for name in names]
    return tuple(dict.fromkeys(found))


def find_levels(words: str) -> tuple[str, ...]:
    """Give the levels of the spine that words name: `L4-L5`, `C6`, in their order."""
    found: dict[str, None] = {}
    for part, number, other, upper in _LEVEL.findall(words):
        if int(number) > _LEVEL_NUMBERS[part.lower()]:
            continue
        first, second = part.upper() + number, (other or part).upper() + upper
        if upper and _goes_down(first, second):
            found[f"{first}-{second}"] = None
        else:
            found[first] = None
    return tuple(found)


def _goes_down(first: str, second: str) -> bool:
    """Whether the second level exists and lies below the first."""
    at, below = _SPINE.index(first[0].lower()), _SPINE.index(second[0].lower())
    return int(second[1:]) <= _LEVEL_NUMBERS[second[0].lower()] and (
        below > at or (below == at and int(second[1:]) > int(first[1:]))
    )


def find_side(words: str) -> str | None:
    """Give the side that words name: `left`, `right` or `both`."""
    found = {str(side.lastgroup) for side in _SIDE.finditer(words)}
    if not found:
        found = {
            "left" if "L" in letter else "right" for letter in map("".join, _LETTER.findall(words))
        }
    if not found:
        return None
    return found.pop() if len(found) == 1 else "both"
