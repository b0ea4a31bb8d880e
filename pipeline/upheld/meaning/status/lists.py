"""Lists and clauses: which words carry a cue from one mention to the next, and which end its reach."""

from __future__ import annotations

from itertools import pairwise

# Words that end a clause, and with it the reach of a cue (termination terms of NegEx and ConText).
BREAKS = frozenset(
    "; . but however although though while whereas yet except because unless until".split()
)

# What may stand between the members of a list; of a list that has `or` and the like only; behind a result.
_GLUE = frozenset(
    ", / + & and or nor and/or any other of in at B M ( ) either a an no also as well further".split()
)
_ALTERNATIVE = frozenset("or nor and/or vs versus / of in at B a an possible probable".split())
_PAIR = frozenset("and or with M B of".split())
_JOINS = frozenset("or nor and/or".split())
_ARTICLES = frozenset("the his her".split())
_INTO_LIST = frozenset("a an any or".split())
_VERBS = frozenset("has had have is are was were takes he she it the his her their".split())
_LINKS = frozenset("for of in to against at on".split())
_NEAR, _FAR = 6, 14

Words = tuple[str, ...]


def opens(gap: Words) -> bool:
    """Say if a cue reaches over the words between it and the first mention behind it."""
    return len(gap) <= _NEAR and not any(
        w in BREAKS or w in _VERBS or w in "():" or (w == "," and v not in _INTO_LIST)
        for w, v in pairwise((*gap, ""))
    )


def reaches_back(gap: Words, far: bool) -> bool:
    """Say if a cue reaches over the words between it and the mention in front of it."""
    return len(gap) <= (_FAR if far else _NEAR) and not any(
        w in BREAKS or w in (":", "since", "than") for w in gap
    )


def is_linked(words: Words, place: int) -> bool:
    """Say if a mention hangs on the one in front of it: `therapy for insomnia`."""
    return place > 0 and words[place - 1] in _LINKS


def goes_on(gap: Words, alike: bool, measured: bool) -> bool:
    """Say if a list goes on over the words between two mentions, of one kind or joined by `or`."""
    gap = _without_brackets(gap)
    if (
        len(gap) > _FAR
        or ("M" in gap and not measured)
        or not (alike or not _JOINS.isdisjoint(gap))
    ):
        return False
    return all(w in _GLUE or (w in _ARTICLES and v == "B") for w, v in pairwise((*gap, "")))


def is_alternative(gap: Words) -> bool:
    """Say if two mentions are alternatives: `A or B`, `A versus B`."""
    return _ALTERNATIVE.issuperset(gap) and "," not in gap


def goes_back(gap: Words, pair: bool, attended: bool) -> bool:
    """Say if a list goes on to the front; `pair` joins two by `and`, `attended` members may be joined by `with`."""
    if pair:
        return _PAIR.issuperset(gap)
    return all(
        w in _GLUE or w in _ARTICLES or (attended and w == "with") for w in _without_brackets(gap)
    )


def is_closed(gaps: list[Words]) -> bool:
    """Say if a list has a last member: `no A, B or C`, but not `no A, B 3 mm`."""
    return not any("," in gap and len(gap) == 1 for gap in gaps) or any(
        w in ("or", "nor", "and", "and/or") for gap in gaps for w in gap
    )


def clause_bounds(words: Words, place: int) -> tuple[int, int]:
    """Give the clause `[start, end)` that holds a word."""
    start = place
    while start and words[start - 1] not in BREAKS:
        start -= 1
    end = place + 1
    while end < len(words) and words[end] not in BREAKS:
        end += 1
    return start, end


def _without_brackets(gap: Words) -> Words:
    if "(" not in gap or ")" not in gap:
        return gap
    start, end = gap.index("("), len(gap) - gap[::-1].index(")")
    return gap[:start] + gap[end:] if start < end else gap
