"""The kinds of request and their criteria: complete, each with its source, as the documentation says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from samples import ROOT
from upheld.corpus.simulator.cases import REGIONS
from upheld.corpus.simulator.deciding import REVIEWER_NOISE, SLOPE, THRESHOLD
from upheld.corpus.simulator.facts import all_topics
from upheld.corpus.simulator.kinds import load_kinds
from upheld.corpus.simulator.vocabulary import class_words
from upheld.meaning.drugs import load_prescribed

PAGE = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
USES = {"need", "told", "terse", "denied", "denied_terse", "unmet"}
KINDS = load_kinds()


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 50
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_is_well_formed(key: str) -> None:
    kind = KINDS[key]
    assert kind.frequency > 0
    assert -0.3 <= kind.tendency <= 0.3
    assert set(kind.regions) <= set(REGIONS)
    assert set(kind.cited) & {"mtus", "acoem", "odg", "postsurgical", "acupuncture"}
    assert 2 <= len(kind.criteria) <= 5
    assert len(set(kind.facts)) == len(kind.facts)
    for criterion in kind.criteria:
        assert 1 <= criterion.weight <= 4
        assert re.match(r"(?:MTUS|ACOEM|ODG)\b", criterion.source)
    if kind.drugs:
        assert kind.drugs in load_prescribed()
        assert class_words(kind.drugs)
    else:
        assert kind.name
        assert kind.generic
        assert kind.request


def test_every_fact_is_told_denied_and_missed_in_more_than_one_way() -> None:
    facts = {fact for kind in KINDS.values() for fact in kind.facts}
    assert facts == set(all_topics())
    for topic in all_topics().values():
        assert set(topic) == USES
        assert all(len(patterns) >= 2 for patterns in topic.values())


def rows() -> list[str]:
    return [
        f"| {kind.title} | {criterion.fact.replace('_', ' ')} | {criterion.weight} | {criterion.source} |"
        for kind in KINDS.values()
        for criterion in kind.criteria
    ]


def test_the_documentation_has_the_criteria_as_they_are() -> None:
    start = PAGE.index("| kind of request |")
    table = PAGE[start:].split("\n\n")[0].splitlines()[2:]
    assert table == rows(), "docs/simulator.md: put this in its place:\n" + "\n".join(rows())


def test_the_documentation_states_the_constants() -> None:
    assert f"`REVIEWER_NOISE` = {REVIEWER_NOISE}" in PAGE
    assert f"`SLOPE` = {SLOPE}" in PAGE
    assert f"`THRESHOLD` = {THRESHOLD}" in PAGE


def test_the_example_of_the_documentation_runs() -> None:
    code = PAGE.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    assert names["documents"][0].id == "sim-train-1-000001"
    assert [case.id for case in names["cases"]] == [d.case for d in names["documents"]]
