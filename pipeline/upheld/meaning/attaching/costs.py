"""What it costs to give a quantity to an entity of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from upheld.meaning.attaching.dependents import bracketed, dependents
from upheld.meaning.attaching.rules import Rule, is_alone, rule_of, word_table
from upheld.meaning.mentions import Mention, Sentence
from upheld.meaning.quantity import Quantity

_ADJECTIVES = (
    r"(?:(?:more|additional|further|separate|prior|previous|post-operative|supervised|mild|moderate|severe"
    r"|the|a|an|her|his|their|this|that|these|some|total)\s+){0,3}"
)
_BLANK = re.compile(rf"[\s/-]*{_ADJECTIVES}", re.IGNORECASE)
_OF = re.compile(
    rf"(?:\s+(?:history|course|trial|supply|period|series|sessions?|visits?|level|rental|use|regimen|units?))?(?:\s+(?:of|for)\s+{_ADJECTIVES})+",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s+(?:in|after|following|on)\s+{_ADJECTIVES}", re.IGNORECASE)
_AT = re.compile(
    r"(?:\s+(?:of \w+|velocity|amplitude|latency))?\s+(?:in|at|of|for|on|across|over)"
    r"\s+(?:(?:the|both|her|his|each)\s+){0,2}",
    re.IGNORECASE,
)
_TOUCHES = re.compile(
    r"[\s(]*(?:(?:of|at|was|is|to|were|measure[sd]|measuring)\s+)?"
    r"(?:(?:about|some|only|at least|at most|up to|more than|less than|over|nearly|approximately) ){0,2}"
)
_STOPS = re.compile(r"[;:]|\. |\n|\b(?:but|while|whereas|although)\b")
_COMMAS = re.compile(r",|\band\b")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_BETWEEN, _SITE_BETWEEN, _STOP, _COMMA, _BEHIND, _HANGING = 1.0, 0.4, 1.5, 0.2, 3.0, 2.0
_LONG = 150.0  # Characters between that cost as much as an entity between.
_OTHER_FINDING = 2.5  # A finding of another sort than such a quantity measures.
_LIST = (
    2.0  # A site with a comma behind it is one of a list, and not that of the movement named next.
)
_LEAST = -1.0
_FURTHEST = 12  # Mentions on either side that are looked at.


def cheapest(
    text: str,
    mentions: Sequence[Mention],
    sentence: Sentence,
    number: int,
    quantity: Quantity,
    found: Sequence[int | None],
) -> int | None:
    """Give the entity of the sentence that a quantity belongs to; None where none is cheap enough."""
    rule = rule_of(text, sentence, mentions[number], quantity)
    if rule is None or is_alone(text, mentions[number], quantity):
        return None
    first = max(sentence.first, number - _FURTHEST)
    last = min(sentence.first + len(sentence.mentions), number + _FURTHEST)
    hanging = dependents(text, mentions, first, number)
    best, least = None, rule.limit
    for other in range(first, last):
        base = _first_cost(text, mentions[other], rule)
        if base is None or base + _LEAST >= least:
            continue
        cost = base + _distance(text, mentions, number, other, rule, hanging)
        if cost < least:
            best, least = other, cost
    if rule.is_of_movement:
        best = _of_same_site(text, mentions, number, best, found)
    return best


def _first_cost(text: str, mention: Mention, rule: Rule) -> float | None:
    """Give what an entity costs for its label and for what it is; None where it cannot be measured so."""
    cost = rule.costs.get(mention.label)
    if cost is None or (rule.only and not rule.only.search(mention.words(text))):
        return None
    if rule.findings is None or mention.label != "DIAGNOSIS":
        return cost
    fits = _finding(rule.findings).search(mention.words(text))
    return cost if fits else cost + _OTHER_FINDING


def _distance(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    other: int,
    rule: Rule,
    hanging: frozenset[int],
) -> float:
    measured, mention = mentions[number], mentions[other]
    if other > number:
        return _distance_behind(text, mentions, number, other, rule)
    touches = other == number - 1 and _TOUCHES.fullmatch(text, mention.end, measured.start)
    if touches and rule.touching < 0:
        return rule.touching
    cost = 0.0
    in_brackets = bracketed(text, mention, measured)
    if other in hanging or in_brackets:
        cost += _HANGING
    for n in range(other + 1, number):
        if mentions[n].label != "MEASUREMENT":
            is_aside = n in hanging or (not in_brackets and bracketed(text, mentions[n], measured))
            cost += _SITE_BETWEEN if is_aside or mentions[n].label == "BODY_PART" else _BETWEEN
    gap = _without(text, mentions, mention.end, measured.start, range(other + 1, number))
    cost += _STOP * len(_STOPS.findall(gap)) + _COMMA * len(_COMMAS.findall(gap)) + len(gap) / _LONG
    if rule.is_of_movement:
        cost += sum(word not in _movements() for word in _WORD.findall(gap.lower()))
        cost += _LIST if gap.lstrip().startswith(",") else 0.0
    return cost


def _distance_behind(
    text: str, mentions: Sequence[Mention], number: int, other: int, rule: Rule
) -> float:
    between = range(number + 1, other)
    measured, mention = mentions[number], mentions[other]
    gap = _without(text, mentions, measured.end, mention.start, between)
    entities = sum(mentions[n].label != "MEASUREMENT" for n in between)
    if not entities:
        if _BLANK.fullmatch(gap) and not between:
            return rule.in_front
        if _OF.fullmatch(gap):
            return rule.of
        if rule.at is not None and _AT.fullmatch(gap):
            return rule.at
        if rule.is_time and _AFTER.fullmatch(gap):
            return rule.of
    if rule.is_of_movement:
        return rule.limit
    return (
        _BEHIND
        + rule.behind
        + entities * _BETWEEN
        + _STOP * len(_STOPS.findall(gap))
        + _COMMA * len(_COMMAS.findall(gap))
    )


def _without(text: str, mentions: Sequence[Mention], start: int, end: int, between: range) -> str:
    """Give the words between two places without the measurements among them."""
    parts: list[str] = []
    for n in between:
        if mentions[n].label == "MEASUREMENT" and start <= mentions[n].start <= end:
            parts.append(text[start : mentions[n].start])
            start = mentions[n].end
    return "".join((*parts, text[start:end]))


@cache
def _finding(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i){'|'.join(word_table(name))}")


@cache
def _movements() -> frozenset[str]:
    return frozenset(word_table("movements"))


def _of_same_site(
    text: str,
    mentions: Sequence[Mention],
    number: int,
    best: int | None,
    found: Sequence[int | None],
) -> int | None:
    """Give the site of the movement in front, where only another movement is named: `flexion 90, extension 20`."""
    if best is not None or number == 0 or mentions[number - 1].label != "MEASUREMENT":
        return best
    gap = text[mentions[number - 1].end : mentions[number].start].lower()
    if (
        len(gap) < 60
        and not re.search(r"[;.]", gap)
        and all(word in _movements() for word in _WORD.findall(gap))
    ):
        return found[number - 1]
    return None
