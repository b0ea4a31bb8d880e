"""What the summary and the rationales must hold, whatever the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from upheld.corpus.markup import parse
from upheld.corpus.simulator import Case, draw_cases
from upheld.corpus.simulator.facts import bound_to_item
from upheld.corpus.simulator.grammar.expanding import Expander
from upheld.corpus.simulator.sides import SIDES, Draw, Side
from upheld.corpus.simulator.writing.rationale import Rationales
from upheld.corpus.simulator.writing.style import Style, draw_style, finish
from upheld.corpus.simulator.writing.summary import Summary, join
from upheld.corpus.simulator.writing.telling import Teller
from upheld.layout.decision_phrases import conclusion


def tellers(count: int = 80) -> Iterator[tuple[Case, Teller]]:
    for side in SIDES:
        known: Side = "held-out" if side == "held-out" else "train"
        for case in draw_cases(count, seed=3, side=known):
            draw = Draw(case.id, known)
            yield case, Teller(Expander(draw, {}), case, draw_style(draw))


def test_the_summary_tells_every_fact_that_is_not_silent_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[str, str, int | None]] = []
    tell = Teller.told

    def note(self: Teller, fact: str, state: str, item: int | None) -> str:
        told.append((fact, state, item if bound_to_item(fact) else None))
        return tell(self, fact, state, item)  # type: ignore[arg-type]

    monkeypatch.setattr(Teller, "told", note)
    for case, teller in tellers():
        told.clear()
        assert Summary(teller).paragraphs()
        wanted = {
            (fact, state, place if bound_to_item(fact) else None)
            for place, item in enumerate(case.items)
            for fact, state in item.states.items()
            if state != "silent"
        }
        assert len(told) == len(wanted)
        assert set(told) == wanted


def test_rationales_give_reasons_and_come_to_the_decision_that_was_drawn() -> None:
    against = 0
    for case, teller in tellers():
        for place, item in enumerate(case.items):
            text = parse(Rationales(teller).write(place, concluded=True)).text
            assert conclusion(text, 0, len(text)) == item.decision, text
            assert text.count(". ") + text.count(".") >= 2, text
            against += item.decision == "overturned" and item.probability < 0.1
    assert against > 0


def test_what_is_told_again_keeps_its_numbers() -> None:
    seen = 0
    for case, teller in tellers():
        for place, item in enumerate(case.items):
            if "pain_relief" not in item.met:
                continue
            texts = [parse(teller.told_again("pain_relief", place)).text for _ in range(20)]
            shares = {share for text in texts for share in re.findall(r"\d+(?:%| percent)", text)}
            assert len(shares) <= 1
            seen += len(shares)
    assert seen > 5


@pytest.mark.parametrize(
    ("phrases", "terse", "joined"),
    [
        (["a"], False, "a"),
        (["a", "b"], False, "a and b"),
        (["a", "b", "c"], False, "a, b and c"),
        (["a", "b", "c"], True, "a, b, c"),
    ],
)
def test_join(phrases: list[str], terse: bool, joined: str) -> None:
    assert join(phrases, terse=terse) == joined


def test_slips_leave_the_marks_and_what_the_header_needs() -> None:
    style = Style("prose", "the patient", 1.0, frozenset())
    markup = (
        "the 40 year old male worker reports [[DIAGNOSIS|severe pain]], worse while lifting boxes"
        " and carrying heavy things about the yard in the early morning hours"
    )
    slipped = finish(markup, style, Draw("x", "train"))
    assert slipped != markup
    assert "[[DIAGNOSIS|severe pain]]" in slipped
    assert "year old male" in slipped


def test_notes_are_abbreviated() -> None:
    style = Style("terse", "the patient", 0.0, frozenset({"w/", "L"}))
    assert finish("with left arm pain", style, Draw("x", "train")) == "w/ L arm pain"
