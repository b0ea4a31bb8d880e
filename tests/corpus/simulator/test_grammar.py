"""Patterns: all of them can be written, in any case, and the sides keep theirs to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from upheld.corpus import simulator
from upheld.corpus.document import CorpusError
from upheld.corpus.markup import parse
from upheld.corpus.simulator import Case, draw_cases
from upheld.corpus.simulator.facts import all_topics
from upheld.corpus.simulator.grammar.expanding import Expander, sentence, tidy
from upheld.corpus.simulator.grammar.pattern import parse_pattern, slots_of
from upheld.corpus.simulator.grammar.rules import load_rules
from upheld.corpus.simulator.kinds import load_kinds
from upheld.corpus.simulator.sides import SIDES, Draw, divide
from upheld.corpus.simulator.slots import case_slots
from upheld.corpus.simulator.vocabulary import all_drug_names, load_regions

# What a writer gives together with a rule.
GIVEN = {
    "needs": "{need}",
    "need": "[M|two] reasons",
    "told": "it rains",
    "unmet": "it pours",
    "request_list": "[T|rest]",
    "request_list_short": "[T|rest]",
    "denial_reason": "it pours",
    "drug_list": "[T|aspirin]",
    "diagnosis_list": "[D|pain]",
    "one_name": "[T|rest]",
    "name": "the [T|scan]",
    "generic": "[T|scans]",
    "service": "[T|scans]",
    "drug": "[T|aspirin]",
    "drug_name": "[T|aspirin]",
    "drug_generic": "[T|aspirin]",
    "drug_brand": "([T|Ecotrin])",
    "strength": "[M|81 mg]",
    "ingredients": "[T|menthol] [M|5%]",
    "bad_ingredient": "[T|ketamine]",
    "citation": "ODG",
    "capital_reviewer": "Expert Reviewer",
    "a_reviewer": "a reviewer",
    "a_reviewer_cap": "A reviewer",
    "assignment": "",
}


def patterns() -> Iterator[tuple[str, str]]:
    for name, listed in load_rules().items():
        yield from ((f"rule {name}", pattern) for pattern in listed)
    for fact, uses in all_topics().items():
        yield from ((f"{fact} {use}", p) for use, listed in uses.items() for p in listed)
    for key, kind in load_kinds().items():
        yield from ((key, p) for p in (*kind.name, *kind.generic, *kind.request))


def of_every_region() -> Iterator[Case]:
    wanted = set(load_regions())
    for case in draw_cases(2000):
        if case.region in wanted:
            wanted.remove(case.region)
            yield case
    assert not wanted


def test_every_pattern_can_be_written_in_every_region() -> None:
    for case in of_every_region():
        draw = Draw(case.id, "train")
        expander = Expander(draw, case_slots(draw, case, "the patient"))
        for where, pattern in patterns():
            written = expander.write(pattern, GIVEN)
            marked = parse(written)
            assert not set("<>|{}") & set(marked.text), (where, written)
            for span in marked.spans:
                words = marked.text[span.start : span.end]
                assert words, (where, written)
                assert words == words.strip(), (where, written)
                assert not words.lower().startswith(("a ", "an ", "the ", "no ")), (where, written)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("a <|> [T|MRI]", "an [[TREATMENT|MRI]]"),
        ("a [D|herniation] , seen", "a [[DIAGNOSIS|herniation]], seen"),
        ("[M| 3 mm ]", "[[MEASUREMENT|3 mm]]"),
        ("{thing} and {thing}", "[[TREATMENT|ice]] and [[TREATMENT|ice]]"),
        ("old<,|,>, and new", "old, and new"),
    ],
)
def test_patterns(pattern: str, written: str) -> None:
    expander = Expander(Draw("x", "train"), {"thing": "[T|ice]"})
    assert expander.write(pattern) == written


def test_what_is_remembered_is_told_alike() -> None:
    expander = Expander(Draw("x", "train"), {})
    memory: dict[str, str] = {}
    told = {expander.write("{score_high} with {film_word}", memory=memory) for _ in range(20)}
    assert len(told) == 1


def test_the_second_of_two_differs() -> None:
    expander = Expander(Draw("x", "train"), {"thing": ["a", "b", "c"], "thing_two": "{thing}"})
    for _ in range(30):
        first, second = expander.write("{thing} {thing_two}").split()
        assert first != second


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("a <b|c", "never closed"),
        ("a [T|b", "never closed"),
        ("a > b", "stands alone"),
        ("a {thing", "stands alone"),
        ("{nowhere}", "nothing fills the slot 'nowhere'"),
        ("{loop}", "names itself"),
    ],
)
def test_broken_patterns(pattern: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        Expander(Draw("x", "train"), {"loop": "{loop}"}).write(pattern)


def test_slots_of_a_pattern() -> None:
    assert slots_of("<a {b}|{c}> [T|{d}]") == {"b", "c", "d"}
    assert parse_pattern("a").parts == ("a",)


@pytest.mark.parametrize(
    ("markup", "sentence_"),
    [
        ("[[DIAGNOSIS|pain]] persists", "[[DIAGNOSIS|Pain]] persists."),
        ("is it?", "Is it?"),
        ("w/o relief", "w/o relief."),
    ],
)
def test_sentences(markup: str, sentence_: str) -> None:
    assert sentence(markup) == sentence_


def test_tidy_mends_articles() -> None:
    assert tidy("a [[DIAGNOSIS|effusion]] of an knee") == "an [[DIAGNOSIS|effusion]] of a knee"


def test_the_sides_divide_every_choice() -> None:
    for listed in [*load_rules().values(), tuple(sorted(all_drug_names()))]:
        free, reserved = divide(tuple(listed))
        assert not set(free) & set(reserved)
        assert {*free, *reserved} == set(listed)
        if len(set(listed)) > 1:
            assert free
            assert reserved


def test_a_quarter_of_the_patterns_and_words_is_reserved() -> None:
    listed = [*load_rules().values(), tuple(sorted(all_drug_names()))]
    listed += [p for uses in all_topics().values() for p in uses.values()]
    reserved = sum(len(divide(tuple(choices))[1]) for choices in listed)
    assert 0.2 < reserved / sum(map(len, listed)) < 0.35


@pytest.mark.parametrize("side", SIDES)
def test_a_side_draws_what_it_may(side: str) -> None:
    draw = Draw("x", side)  # type: ignore[arg-type]
    for listed in all_topics()["conservative_failed"].values():
        free, reserved = divide(listed)
        drawn = [draw.word(listed) for _ in range(60)]
        if side == "train":
            assert set(drawn) <= set(free)
        else:
            assert sum(word in reserved for word in drawn) > 40


def test_every_slot_of_a_pattern_that_is_a_rule_is_used_somewhere() -> None:
    source = " ".join(
        path.read_text(encoding="utf-8") for path in Path(simulator.__file__).parent.rglob("*.py")
    )
    used = {slot for _, pattern in patterns() for slot in slots_of(pattern)}
    for uses in load_regions().values():
        used |= {slot for listed in uses.values() for word in listed for slot in slots_of(word)}
    prefixes = ("terse_", "mechanism_", "sex_noun_", "close_", "modifier_")
    for rule in load_rules():
        named = rule in used or rule in source or rule.removeprefix("terse_") in source
        assert named or rule.startswith(prefixes), rule
