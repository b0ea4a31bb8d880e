"""The hand that writes a letter: its manner, how it joins clauses, and its slips."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upheld.corpus.simulator.grammar.expanding import Expander, sentence
from upheld.corpus.simulator.sides import Draw

MANNERS: dict[str, int] = {"prose": 50, "terse": 30, "dictated": 20}
"""The manners of writing, and how often each is drawn relative to the others."""

_PERSONS = (
    "the patient",
    "the worker",
    "the claimant",
    "the injured worker",
    "the employee",
    "the applicant",
    "this patient",
    "the individual",
)
_JOINED = {"prose": 0.45, "terse": 0.6, "dictated": 0.5}
_REPORTS = 45  # Within so many characters of its start a clause says whose words it gives.
_LED = {"prose": 0.3, "terse": 0.08, "dictated": 0.35}
_SHORT_WORDS = (
    (re.compile(r"\b(?:the |this )?(?:patient|claimant|worker)\b"), "pt"),
    (re.compile(r"\bwith(?= \w)"), "w/"),
    (re.compile(r"\bwithout\b"), "w/o"),
    (re.compile(r"\bleft\b(?= [a-z])"), "L"),
    (re.compile(r"\bright\b(?= [a-z])"), "R"),
    (re.compile(r"\bhistory\b"), "hx"),
    (re.compile(r"\bsecondary to\b"), "2/2"),
    (re.compile(r"\bfollow-up\b"), "f/u"),
    (re.compile(r"\bbilateral\b"), "b/l"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one letter is written.

    `manner` is one of `MANNERS`; `person` is what the patient is called; `slips` is the probability,
    0 to 1, that a sentence has a slip of the typist; `shortens` says which words are abbreviated.
    """

    manner: str
    person: str
    slips: float
    shortens: frozenset[str]

    @property
    def terse(self) -> bool:
        """Say whether the letter is written in notes and not in sentences."""
        return self.manner == "terse"


def draw_style(draw: Draw) -> Style:
    """Draw the style of one letter."""
    manner = draw.random.choices(list(MANNERS), list(MANNERS.values()))[0]
    short = [new for _, new in _SHORT_WORDS if manner == "terse" and draw.chance(0.55)]
    slips = draw.random.choice([0.0, 0.0, 0.0, 0.004, 0.01, 0.02])
    return Style(manner, draw.word(_PERSONS), slips, frozenset(short))


def compose(
    expander: Expander,
    style: Style,
    clauses: list[str],
    *,
    dated: bool = False,
    led: bool = True,
) -> str:
    """Join clauses to sentences, the way the style does.

    `dated` says that they tell of the visit that the request came from, `led` that words such as
    `according to the provider` may stand in front.
    """
    draw = expander.draw
    sentences: list[str] = []
    waiting = list(clauses)
    while waiting:
        clause = waiting.pop(0)
        if led and " that " not in clause[:_REPORTS] and draw.chance(_LED[style.manner]):
            clause = _lead(expander, style, clause, dated=dated)
        if waiting and draw.chance(_JOINED[style.manner]):
            link = expander.raw("terse_link" if style.terse else "link")
            following = waiting.pop(0)
            clause += link + (sentence(following)[:-1] if link == ". " else following)
        sentences.append(sentence(clause))
    return " ".join(sentences)


def _lead(expander: Expander, style: Style, clause: str, *, dated: bool) -> str:
    name = "attribution" if dated else "attribution_plain"
    if style.manner == "dictated" and expander.draw.chance(0.5):
        name = "dictated_lead"
    lead = expander.rule(name)
    return f"{lead} {clause}" if lead.endswith((" that", "now", "so")) else f"{lead}, {clause}"


def finish(markup: str, style: Style, draw: Draw) -> str:
    """Abbreviate and slip: the last touch on a written passage, never within its marks' brackets."""
    for pattern, new in _SHORT_WORDS:
        if new in style.shortens:
            markup = pattern.sub(new, markup)
    if not style.slips:
        return markup
    return _WORDS.sub(lambda match: _slip(match, style, draw), markup)


# Words that the header is read from.
_SAFE = frozenset({"male", "female", "woman", "lady", "gentleman", "year", "years", "medically"})
# Words that typists run together with the next.
_LOOSE = frozenset({"the", "and", "was", "with", "not", "has", "for", "his", "her", "are", "had"})
# A word that stands free, with the space behind it: neither touches a mark.
_WORDS = re.compile(r"(?<=[a-z,] )([a-z]{3,12}) (?=[a-z]{2})|(?<=[a-z])(\.) (?=[A-Z][a-z])")


def _slip(match: re.Match[str], style: Style, draw: Draw) -> str:
    if match[1] in _SAFE or not draw.chance(style.slips):
        return match[0]
    if match[2]:
        return "."
    word = match[1]
    if len(word) > 4 and draw.chance(0.6):
        at = draw.random.randrange(1, len(word) - 2)
        return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]} "
    return word if word in _LOOSE else f"{word} "
