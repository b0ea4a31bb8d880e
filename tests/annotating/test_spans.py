"""Which spans a corpus keeps, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import LETTER, document
from upheld.annotating.spans import keep_spans
from upheld.corpus.checking import check_document
from upheld.corpus.document import LABELS, GoldItem, LabelledSpan

TEXT = "Chronic knee pain, rated 7/10 (at rest)."


@pytest.mark.parametrize(
    ("spans", "kept", "kinds"),
    [
        ([(8, 17, "DIAGNOSIS")], [(8, 17)], []),
        ([(8, 18, "DIAGNOSIS")], [], ["punctuation"]),
        ([(7, 17, "DIAGNOSIS")], [(8, 17)], ["white space"]),
        ([(8, 11, "DIAGNOSIS")], [], ["tokens"]),
        ([(8, 17, "SYMPTOM")], [], ["label"]),
        ([(8, 99, "DIAGNOSIS")], [], ["place"]),
        ([(7, 8, "DIAGNOSIS")], [], ["white space"]),
        ([(0, 17, "DIAGNOSIS"), (8, 12, "BODY_PART")], [(0, 17)], ["overlap"]),
        ([(8, 12, "DIAGNOSIS"), (8, 12, "BODY_PART")], [(8, 12)], ["overlap"]),
        ([(8, 12, "DIAGNOSIS"), (8, 12, "DIAGNOSIS")], [(8, 12)], []),
    ],
)
def test_what_is_kept(
    spans: list[tuple[int, int, str]], kept: list[tuple[int, int]], kinds: list[str]
) -> None:
    found = keep_spans(document(TEXT), [LabelledSpan(*span) for span in spans])
    assert [(span.start, span.end) for span in found.document.label] == kept
    assert [fault.kind for fault in found.faults] == kinds


def test_items_of_the_program_yield_to_a_person_and_gold_ones_do_not() -> None:
    marks = (LabelledSpan(8, 17, "DIAGNOSIS"),)
    item = GoldItem(1, "Chronic knee pain", 0, 17, "upheld")
    letter = replace(document(TEXT), family="unknown", items=(item,))
    gold = keep_spans(letter, marks)
    assert (gold.document.items, gold.faults) == (letter.items, ())
    crossing = replace(letter, items=(GoldItem(1, "pain, rated", 13, 24, "upheld"),))
    gold = keep_spans(crossing, marks)
    assert [fault.kind for fault in gold.faults] == ["item"]
    assert gold.document.label == ()
    read = keep_spans(replace(crossing, extra={"read_by": "program"}), marks)
    assert (read.document.items, read.document.family, read.document.extra) == ((), None, {})
    assert read.document.label == marks


LENGTH = len(document(LETTER).text)
SPANS = st.builds(
    lambda start, length, label: LabelledSpan(start, start + length, label),
    st.integers(0, LENGTH),
    st.integers(0, 30),
    st.sampled_from([*LABELS, "OTHER"]),
)


@given(st.lists(SPANS, max_size=8))
def test_every_span_is_kept_or_named(spans: list[LabelledSpan]) -> None:
    found = keep_spans(document(LETTER), spans)
    assert check_document(found.document) == []
    named = {(fault.start, fault.end) for fault in found.faults}
    kept = {(span.start, span.end) for span in found.document.label}
    for span in spans:
        assert (span.start, span.end) in named | kept
    assert len(found.document.label) + len(found.faults) >= len(set(spans))
