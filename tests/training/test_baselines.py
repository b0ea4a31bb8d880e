"""Baselines: what they learn, and that they see no gold when they find."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.tokens import Doc

from corpora import LETTER, document
from upheld.corpus.building import Built, iob_tags, to_docs
from upheld.corpus.simulator import simulate
from upheld.training.baselines import BASELINES, learn_crf, learn_dictionary
from upheld.training.baselines.crf import features
from upheld.training.finders import Finder, bare


def docs_of(*markups: str, **values: object) -> list[Doc]:
    return list(to_docs([document(m, str(n), **values) for n, m in enumerate(markups)], Built()))


def found_in(finder: Finder, *texts: str) -> list[list[tuple[str, str]]]:
    docs = docs_of(*texts)
    return [
        [(doc[start:end].text, label) for start, end, label in spans]
        for doc, spans in zip(docs, finder(docs), strict=True)
    ]


@pytest.mark.parametrize(
    ("learnt", "text", "expected"),
    [
        ("[[TREATMENT|MRI]] now", "An mri was done.", [("mri", "TREATMENT")]),
        (
            "[[BODY_PART|knee]], [[DIAGNOSIS|knee pain]]",
            "Knee pain in the knee",
            [("Knee pain", "DIAGNOSIS"), ("knee", "BODY_PART")],
        ),
        (
            "[[DIAGNOSIS|locking]], [[TREATMENT|locking]], [[TREATMENT|locking]]",
            "locking",
            [("locking", "TREATMENT")],
        ),
        ("[[TREATMENT|MRI]]", "nothing here", []),
        ("no entity", "no entity", []),
        (
            "[[DIAGNOSIS|left knee]], [[DIAGNOSIS|knee pain]]",
            "left knee pain",
            [("left knee", "DIAGNOSIS")],
        ),
    ],
)
def test_dictionary(learnt: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found_in(learn_dictionary(docs_of(learnt)), text) == [expected]


def test_dictionary_finds_in_clinical_parts_alone() -> None:
    (letter,) = docs_of(LETTER.split("---\n", 2)[2], family="imr-2014")
    finder = learn_dictionary(docs_of("[[TREATMENT|IMR]] [[BODY_PART|left knee]]"))
    (spans,) = finder([letter])
    assert "IMR" in letter.text
    assert [letter[start:end].text for start, end, _ in spans] == ["left knee", "left knee"]


@pytest.fixture(scope="module")
def simulated() -> list[Doc]:
    return list(to_docs(simulate(8, seed=3), Built()))


@pytest.fixture(scope="module")
def crf(simulated: list[Doc]) -> Finder:
    return learn_crf(simulated)


def gold(docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
    return [[(e.start, e.end, e.label_) for e in doc.ents] for doc in docs]


def test_crf_learns_its_letters_and_sees_no_gold(simulated: list[Doc], crf: Finder) -> None:
    found = [list(spans) for spans in crf(bare(doc) for doc in simulated)]
    right = sum(
        len(set(one) & set(other)) for one, other in zip(found, gold(simulated), strict=True)
    )
    assert right > 0.95 * sum(map(len, gold(simulated)))
    assert all(not bare(doc).ents for doc in simulated)


def test_crf_is_the_same_each_time(simulated: list[Doc]) -> None:
    texts = [bare(doc) for doc in simulated]
    once, again = (list(learn_crf(simulated[:2])(texts)) for _ in range(2))
    assert once == again


def test_features_and_tags_stand_one_for_each_token() -> None:
    (doc,) = docs_of("Had [[TREATMENT|physical therapy]] twice")
    (part,) = doc.spans["clinical"]
    assert iob_tags(part) == ["O", "B-TREATMENT", "I-TREATMENT", "O"]
    rows = features(part)
    assert len(rows) == len(part)
    assert {"lower=therapy", "suffix=rapy", "-1:lower=physical", "+2:edge"} <= set(rows[2])
    assert "0-1:therapy|physical" in rows[2]


@pytest.mark.parametrize("learn", BASELINES.values(), ids=BASELINES)
def test_features_of_the_gold_are_none(learn: object, simulated: list[Doc]) -> None:
    finder = learn(simulated[:2])  # type: ignore[operator]
    with_gold = [list(spans) for spans in finder(simulated)]
    without = [list(spans) for spans in finder([bare(doc) for doc in simulated])]
    assert with_gold == without
