"""Sentences and requests of made-up cases."""

from __future__ import annotations

from upheld.corpus.simulator.kinds import load_kinds
from upheld.corpus.simulator.sentences import ask, tell


def test_the_same_arguments_give_the_same_and_no_marks() -> None:
    told = list(tell(5, seed=2))
    assert told == list(tell(5, seed=2))
    assert told[:3] == list(tell(1, seed=2))[:3]
    assert not [one for one in told if "[[" in one.text or "{" in one.text]


def test_criteria_are_those_of_the_kinds() -> None:
    known = {fact for kind in load_kinds().values() for fact in kind.facts}
    told = list(tell(20, seed=2))
    assert {fact for one in told for fact in one.met | one.unmet} <= known
    assert any(one.met for one in told)
    assert any(one.unmet for one in told)
    assert any(not one.met and not one.unmet for one in told)
    assert {topic for _, topic in ask(20, seed=2)} <= set(load_kinds())
