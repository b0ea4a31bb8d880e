"""Whole letters: the same for the same seed, without faults, read back as they were meant."""

from __future__ import annotations

from functools import cache

import pytest

from simulator_evidence import repetition, skeletons
from upheld.corpus.building import Built, to_docs
from upheld.corpus.checking import check
from upheld.corpus.document import FAMILIES, LABELS, CorpusError, Document
from upheld.corpus.simulator import draw_cases, simulate
from upheld.corpus.simulator.sides import SIDES
from upheld.layout import Letter, lay_out
from upheld.reading.source import SourceText

LETTERS = 60


@cache
def letters(side: str, count: int = LETTERS, seed: int = 5) -> tuple[Document, ...]:
    return tuple(simulate(count, seed=seed, side=side))


@cache
def read(side: str) -> tuple[Letter, ...]:
    return tuple(lay_out(SourceText(d.id, d.text)) for d in letters(side))


def test_workers_change_nothing() -> None:
    alone = [document.to_json() for document in simulate(55, seed=2)]
    shared = [document.to_json() for document in simulate(55, seed=2, workers=2)]
    assert alone == shared


def test_seeds_and_sides_give_other_letters_and_fewer_letters_are_the_first() -> None:
    texts = {
        document.text
        for seed in (0, 1)
        for side in SIDES
        for document in simulate(3, seed=seed, side=side)
    }
    assert len(texts) == 12
    assert [d.text for d in simulate(3, seed=5)] == [d.text for d in letters("train")[:3]]


@pytest.mark.parametrize("side", SIDES)
def test_letters_are_documents_of_the_simulated_part(side: str) -> None:
    documents = letters(side)
    assert [d.id for d in documents[:2]] == [f"sim-{side}-5-000001", f"sim-{side}-5-000002"]
    assert {d.part for d in documents} == {"simulated"}
    assert {d.author for d in documents} == {"simulator"}
    assert {d.family for d in documents} == set(FAMILIES) - {"unknown"}
    assert {span.label for d in documents for span in d.label} == set(LABELS)
    assert all(1 <= len(d.items) <= 12 for d in documents)
    years = {int(str(d.letter["ur_denial_date"])[:4]) for d in letters(side)}
    assert min(years) == 2013
    assert max(years) <= 2021
    for document in documents:
        assert all(item.kind and 0 < (item.true_probability or 0) < 1 for item in document.items)


@pytest.mark.parametrize("side", SIDES)
def test_items_are_those_of_the_case(side: str) -> None:
    for case, document in zip(draw_cases(LETTERS, seed=5, side=side), letters(side), strict=True):
        assert document.case == case.id
        assert [i.decision for i in document.items] == [i.decision for i in case.items]
        assert [i.kind for i in document.items] == [i.kind.key for i in case.items]
        assert document.letter["patient_age"] == case.age


@pytest.mark.parametrize("side", SIDES)
def test_check_finds_no_fault(side: str) -> None:
    faults = [str(fault) for fault in check(letters(side)) if not fault.warning]
    assert faults == []


@pytest.mark.parametrize("side", SIDES)
def test_the_reader_finds_what_the_letter_states(side: str) -> None:
    items = found = fields = stated = 0
    for document, letter in zip(letters(side), read(side), strict=True):
        assert letter.family == document.family
        gold = [(item.text, item.decision) for item in document.items]
        items += len(gold)
        given = [(item.text, item.decision) for item in letter.items]
        found += sum(one == other for one, other in zip(gold, given, strict=False))
        for name, value in document.letter.items():
            fields += 1
            stated += getattr(letter.header, name) == value
    assert found / items >= 0.99
    assert stated / fields >= 0.99


@pytest.mark.parametrize("side", SIDES)
def test_spans_lie_in_the_clinical_parts_alone(side: str) -> None:
    built = Built()
    documents = list(to_docs(letters(side), built))
    assert len(documents) == LETTERS
    kept = sum(built.spans.values())
    assert kept > 3000
    assert len(built.lost) / kept < 0.002
    for document, letter in zip(letters(side), read(side), strict=True):
        sections = {letter.section_at(span.start) for span in document.label}
        assert {"item", "rationale", "summary"} >= sections & {"item", "rationale", "summary"}
        assert not sections & {"letterhead", "reviewer", "documents", "closing"}


@cache
def skeletons_of(side: str) -> tuple[list[str], ...]:
    return tuple(list(skeletons(document)) for document in letters(side, 200, 7))


@pytest.mark.parametrize(("side", "most"), [("train", 0.1), ("held-out", 0.17)])
def test_letters_hardly_share_a_skeleton_of_a_sentence(side: str, most: float) -> None:
    share, sentences = repetition(skeletons_of(side))
    assert sentences > 2000
    assert share < most


def test_the_sides_share_few_skeletons() -> None:
    known = {skeleton for listed in skeletons_of("train") for skeleton in listed}
    other = [skeleton for listed in skeletons_of("held-out") for skeleton in listed]
    assert sum(skeleton in known for skeleton in other) / len(other) < 0.2


def test_a_dictionary_of_the_training_words_knows_few_of_the_held_out_words() -> None:
    def words(side: str) -> set[str]:
        return {
            d.text[span.start : span.end].lower()
            for d in letters(side, 200, 7)
            for span in d.label
            if span.label in {"TREATMENT", "DIAGNOSIS", "BODY_PART"}
        }

    held_out = words("held-out")
    assert len(held_out) > 500
    assert len(held_out & words("train")) / len(held_out) < 0.5


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"letters": 1, "side": "both"}, "no side 'both': known are train, held-out"),
        ({"letters": -1}, "letters must be 0 or more"),
        ({"letters": 1, "workers": 0}, "workers 1 or more"),
    ],
)
def test_errors(values: dict[str, object], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        simulate(**values)  # type: ignore[arg-type]


def test_no_letters() -> None:
    assert list(simulate(0)) == []
