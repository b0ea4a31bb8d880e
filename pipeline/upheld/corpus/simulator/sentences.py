"""Sentences of made-up summaries with the criteria that they tell of: what a reader of criteria learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upheld.corpus.markup import parse
from upheld.corpus.simulator.cases import Case, draw_case
from upheld.corpus.simulator.facts import State
from upheld.corpus.simulator.grammar.expanding import Expander, sentence
from upheld.corpus.simulator.sides import Draw, Side
from upheld.corpus.simulator.writing.parts import Draft, requests
from upheld.corpus.simulator.writing.style import Style, compose, draw_style, finish
from upheld.corpus.simulator.writing.summary import Summary
from upheld.corpus.simulator.writing.telling import Teller

_TOGETHER = 0.4  # How often two clauses share a sentence.
_MISSED = 0.3  # How often a criterion that is not met is also said to be missing.
_DATED = ("visit", "exam")


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence or two of a summary, and the criteria told of in it as met and as not met. Most tell of none."""

    text: str
    met: frozenset[str] = frozenset()
    unmet: frozenset[str] = frozenset()


class _NotingTeller(Teller):
    """Notes which clause told which fact, and in which state."""

    def __init__(self, expander: Expander, case: Case, style: Style) -> None:
        super().__init__(expander, case, style)
        self.noted: dict[str, tuple[str, State]] = {}

    def told(self, fact: str, state: State, item: int | None) -> str:
        """Tell a fact, and note it."""
        clause = super().told(fact, state, item)
        self.noted[clause] = (fact, state)
        return clause


def tell(cases: int, *, seed: int = 0, side: Side = "train") -> Iterator[ToldSentence]:
    """Write sentences of summaries, some twenty a case; equal arguments give equal sentences.

    The cases are those of `simulate` with the same seed and side, their words others.
    """
    for number in range(1, cases + 1):
        case = draw_case(seed, side, number)
        draw = Draw(f"sentences {case.id}", side)
        yield from _tell_case(case, draw)


def _tell_case(case: Case, draw: Draw) -> Iterator[ToldSentence]:
    style = draw_style(draw)
    teller = _NotingTeller(Expander(draw, {}), case, style)
    summary = Summary(teller)
    summary.paragraphs()
    for place, clauses in summary.clauses.items():
        waiting = list(clauses)
        while waiting:
            count = 2 if draw.chance(_TOGETHER) else 1
            taken, waiting = waiting[:count], waiting[count:]
            written = compose(teller.expander, style, taken, dated=place in _DATED)
            noted = [teller.noted[clause] for clause in taken if clause in teller.noted]
            yield ToldSentence(
                parse(finish(written, style, draw)).text,
                met=frozenset(fact for fact, state in noted if state == "met"),
                unmet=frozenset(fact for fact, state in noted if state == "denied"),
            )
    for number, item in enumerate(case.items):
        for fact in item.unmet:
            if draw.chance(_MISSED):
                written = finish(sentence(teller.unmet(fact, number)), style, draw)
                yield ToldSentence(parse(written).text, unmet=frozenset({fact}))


def ask(cases: int, *, seed: int = 0, side: Side = "train") -> Iterator[tuple[str, str]]:
    """Write the words of each request of cases, and its kind; equal arguments give equal ones."""
    for number in range(1, cases + 1):
        case = draw_case(seed, side, number)
        draw = Draw(f"requests {case.id}", side)
        draft = Draft(Teller(Expander(draw, {}), case, draw_style(draw)), "")
        for item, request in zip(case.items, requests(draft), strict=True):
            yield parse(request).text, item.kind.key
