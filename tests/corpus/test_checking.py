"""Every fault is found and named; what is right is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpora import document
from upheld.corpus.checking import check, check_document, labelled_two_ways
from upheld.corpus.document import GoldItem, LabelledSpan

GOOD = (
    "No [[DIAGNOSIS|knee pain]], [[TREATMENT|Norco]] [[MEASUREMENT|10/325mg]] [[MEASUREMENT|#120]];"
    " [[BODY_PART|L4-5]]."
)


def with_spans(text: str, *spans: tuple[int, int, str]) -> object:
    return replace(document(text), label=tuple(LabelledSpan(*span) for span in spans))


def test_a_good_document_has_no_fault() -> None:
    assert check([document(GOOD)]) == []


@pytest.mark.parametrize(
    ("text", "spans", "kinds"),
    [
        ("knee pain", [(0, 9, "DIAGNOSIS"), (5, 9, "DIAGNOSIS")], ["overlap"]),
        ("knee pain", [(0, 9, "DIAGNOSIS"), (0, 9, "DIAGNOSIS")], ["overlap"]),
        ("knee pain", [(0, 5, "BODY_PART")], ["white space"]),
        ("knee, pain", [(0, 5, "BODY_PART")], ["punctuation"]),
        ("(knee) pain", [(0, 6, "BODY_PART")], ["punctuation"]),
        ("kneepain", [(0, 4, "BODY_PART")], ["tokens"]),
        ("knee pain", [(0, 4, "SITE")], ["label"]),
        ("knee pain", [(5, 12, "DIAGNOSIS")], ["place"]),
        ("knee pain", [(3, 3, "DIAGNOSIS")], ["place"]),
        ("knee pain", [(-4, 2, "DIAGNOSIS")], ["place"]),
        ("strength 4+/5, 50%, #60, 2+", [(9, 13, "MEASUREMENT"), (15, 18, "MEASUREMENT")], []),
        ("strength 4+/5, 50%, #60, 2+", [(20, 23, "MEASUREMENT"), (25, 27, "MEASUREMENT")], []),
        ("CRP 0.4 mg/dL. MRI", [(4, 13, "MEASUREMENT")], []),
        ("had HA.No pain(8/10)", [(4, 6, "DIAGNOSIS"), (15, 19, "MEASUREMENT")], []),
    ],
)
def test_spans(text: str, spans: list[tuple[int, int, str]], kinds: list[str]) -> None:
    faults = check_document(with_spans(text, *spans))  # type: ignore[arg-type]
    assert [fault.kind for fault in faults] == kinds
    for fault in faults:
        assert (fault.start, fault.end) in {(start, end) for start, end, _ in spans}
        assert fault.reason


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"sha256": "0" * 64}, ["hash"]),
        ({"part": "notes"}, ["part"]),
        ({"family": "imr-1999"}, ["family", "item"]),
        ({"extent": 999}, ["extent"]),
        ({"items": (GoldItem(1, "Norco", 14, 19, "upheld"),), "family": "imr-2014"}, []),
        ({"items": (GoldItem(1, "Soma", 14, 19, "upheld"),)}, ["item"]),
        ({"items": (GoldItem(1, "x", 14, 999, "upheld"),)}, ["item"]),
        ({"items": (GoldItem(2, "Norco", 14, 19, "upheld"),)}, ["item"]),
        ({"items": (GoldItem(1, "Norco", 14, 19, "denied"),)}, ["decision"]),
        ({"items": (GoldItem(1, "Norco", 14, 19, None, None, 1.5),)}, ["probability"]),
        ({"items": (GoldItem(1, "Norco 10", 14, 22, None),)}, ["item"]),
    ],
)
def test_what_surrounds_the_spans(values: dict[str, object], kinds: list[str]) -> None:
    assert [fault.kind for fault in check_document(document(GOOD, **values))] == kinds


def test_an_item_set_over_lines_is_still_there() -> None:
    text = "knee arthro-\nscopy with a\nbrace: Upheld"
    item = GoldItem(1, "knee arthroscopy with a brace", 0, 31, "upheld")
    assert check_document(document(text, family="imr-2014", items=(item,))) == []


def test_faults_between_documents() -> None:
    kinds = [fault.kind for fault in check([document("a"), document("b"), document("b", "c")])]
    assert kinds == ["id", "text"]


def test_words_labelled_two_ways_are_warned_of() -> None:
    documents = [
        document("[[DIAGNOSIS|Neck  Pain]]", "a"),
        document("[[DIAGNOSIS|neck pain]]", "b"),
        document("[[BODY_PART|neck pain]]", "c"),
    ]
    (fault,) = labelled_two_ways(documents)
    assert (fault.document, fault.start, fault.end, fault.warning) == ("c", 0, 9, True)
    assert "DIAGNOSIS 2 times" in fault.reason
    assert "neck" not in str(fault)


WORDS = "a roofer with knee pain"


@pytest.mark.parametrize(
    "values",
    [
        {"part": WORDS},
        {"family": WORDS},
        {"items": (GoldItem(1, "Norco", 14, 19, WORDS),)},
        {"label": (LabelledSpan(3, 12, WORDS), LabelledSpan(8, 12, "DIAGNOSIS"))},
    ],
)
def test_no_message_shows_a_value_that_may_be_a_text(values: dict[str, object]) -> None:
    faults = check_document(document(GOOD, **values))
    assert faults
    assert all("roofer" not in str(fault) for fault in faults)
    assert any("(not shown)" in str(fault) for fault in faults)


def test_each_fault_has_the_file_of_its_document() -> None:
    documents = [document("[[DIAGNOSIS|knee ]]"), document("[[DIAGNOSIS|hip ]]")]
    faults = check(documents, ["a.jsonl", "b.jsonl"])
    assert [(fault.kind, fault.source) for fault in faults] == [
        ("white space", "a.jsonl"),
        ("white space", "b.jsonl"),
        ("id", "a.jsonl"),
    ]
    assert {fault.source for fault in check(documents, "all.jsonl")} == {"all.jsonl"}
