"""Words labelled two ways, and documents that stand twice, with the right file each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpora import document
from upheld.corpus.comparing import labelled_two_ways, repeated
from upheld.corpus.document import LabelledSpan


@pytest.mark.parametrize(
    ("labels", "warned"),
    [
        (["TREATMENT", "DIAGNOSIS"], [0, 1]),
        (["TREATMENT", "DIAGNOSIS", "TREATMENT"], [1]),
        (["TREATMENT", "DIAGNOSIS", "DIAGNOSIS", "TREATMENT"], [0, 1, 2, 3]),
        (["TREATMENT", "DIAGNOSIS", "DIAGNOSIS", "TREATMENT", "BODY_PART"], [0, 1, 2, 3, 4]),
        (["TREATMENT", "TREATMENT"], []),
    ],
)
def test_the_rarer_label_and_every_one_of_a_tie(labels: list[str], warned: list[int]) -> None:
    documents = [document(f"[[{label}|knee brace]]", str(n)) for n, label in enumerate(labels)]
    files = [f"{n}.jsonl" for n in range(len(labels))]
    faults = list(labelled_two_ways(documents, files))
    assert [(fault.document, fault.source) for fault in faults] == [
        (str(n), f"{n}.jsonl") for n in warned
    ]
    assert all(fault.warning for fault in faults)
    for fault in faults:
        assert f"{labels[int(fault.document)]} here" in fault.reason


@pytest.mark.parametrize("wrong", [(900, 910), (910, 920), (5, 5), (-4, 4), (20, 3)])
def test_spans_out_of_place_are_not_compared(wrong: tuple[int, int]) -> None:
    spans = (LabelledSpan(*wrong, "DIAGNOSIS"), LabelledSpan(930, 940, "TREATMENT"))
    read = replace(document("knee pain and a brace"), label=spans)
    right = document("[[TREATMENT|pain and a brace]] [[BODY_PART|knee]]", "b")
    assert list(labelled_two_ways([read, right])) == []


def test_no_label_that_may_be_a_text_is_shown() -> None:
    spans = [document("[[TREATMENT|brace]]", "a"), document("[[BODY_PART|brace]]", "b")]
    spans[0] = replace(spans[0], label=(LabelledSpan(0, 5, "a man with a brace"),))
    assert all("man" not in str(fault) for fault in labelled_two_ways(spans))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (["a.jsonl", "b.jsonl"], "2 documents have this id: in a.jsonl and in b.jsonl"),
        (["a.jsonl", "a.jsonl"], "2 documents have this id"),
        (["", ""], "2 documents have this id"),
    ],
)
def test_both_files_of_an_id_are_named(files: list[str], reason: str) -> None:
    (fault,) = repeated([document("x"), document("y")], files)
    assert (fault.kind, fault.source, fault.reason) == ("id", files[0], reason)


def test_the_file_of_a_text_that_stands_twice() -> None:
    (fault,) = repeated([document("x"), document("x", "b")], ["a.jsonl", "b.jsonl"])
    assert (fault.kind, fault.document, fault.source) == ("text", "b", "b.jsonl")
