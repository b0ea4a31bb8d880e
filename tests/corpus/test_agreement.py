"""Two readings are compared span by span, whatever their order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.corpus.agreement import Counts, FileReading, agreement, disagreements
from upheld.corpus.document import LABELS, CorpusError, LabelledSpan, text_hash
from upheld.corpus.files import read_readings, write_lines
from upheld.corpus.markup import parse


def reading(*markups: str) -> dict[str, list[LabelledSpan]]:
    return {str(n): parse(markup).spans for n, markup in enumerate(markups)}


@pytest.mark.parametrize(
    ("first", "second", "both", "first_only", "second_only"),
    [
        ("[[DIAGNOSIS|knee pain]]", "[[DIAGNOSIS|knee pain]]", 1, 0, 0),
        ("[[DIAGNOSIS|knee pain]]", "knee [[DIAGNOSIS|pain]]", 0, 1, 1),
        ("[[DIAGNOSIS|knee pain]]", "[[BODY_PART|knee pain]]", 0, 1, 1),
        ("[[BODY_PART|knee]] and hip", "[[BODY_PART|knee]] and [[BODY_PART|hip]]", 1, 0, 1),
        ("nothing", "nothing", 0, 0, 0),
    ],
)
def test_counts(first: str, second: str, both: int, first_only: int, second_only: int) -> None:
    counts = agreement(reading(first), reading(second))
    assert counts["all"] == Counts(both, first_only, second_only)
    assert list(counts) == [*LABELS, "all"]


def test_f1() -> None:
    assert Counts().f1 == 1
    assert Counts(3, 1, 1).f1 == 0.75
    assert Counts(0, 0, 2).f1 == 0


_SPANS = st.lists(
    st.builds(
        lambda start, size, label: LabelledSpan(start, start + size, label),
        st.integers(0, 30),
        st.integers(1, 5),
        st.sampled_from(LABELS),
    ),
    max_size=12,
)


@given(_SPANS, _SPANS, st.randoms(use_true_random=False))
def test_order_and_side_do_not_matter(
    first: list[LabelledSpan], second: list[LabelledSpan], rng: random.Random
) -> None:
    counts = agreement({"a": first}, {"a": second})
    shuffled = rng.sample(first, len(first))
    swapped = agreement({"a": second}, {"a": shuffled})
    for label, value in counts.items():
        assert (value.first_only, value.second_only) == (
            swapped[label].second_only,
            swapped[label].first_only,
        )
        assert value.f1 == swapped[label].f1
    places = list(disagreements({"a": first}, {"a": second}))
    assert sum(len(place.first) for place in places) == counts["all"].first_only
    assert sum(len(place.second) for place in places) == counts["all"].second_only


def test_spans_that_touch_are_one_disagreement() -> None:
    first = reading("[[DIAGNOSIS|knee pain]] and [[DIAGNOSIS|rash]]")
    second = reading("[[BODY_PART|knee]] [[DIAGNOSIS|pain]] and rash")
    one, other = disagreements(first, second)
    assert (len(one.first), len(one.second)) == (1, 2)
    assert (len(other.first), len(other.second)) == (1, 0)


_TREATMENT = [LabelledSpan(0, 5, "TREATMENT")]
_DRUG = [LabelledSpan(0, 5, "Drug")]
_WORDS = [LabelledSpan(0, 5, "Mr. Secret has pain")]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ({}, {}, "no document in the readings"),
        ({"a": _DRUG}, {"a": _DRUG}, r"a\[0:5\]: label: Drug is none of TREATMENT, BODY_PART"),
        ({"a": _TREATMENT}, {"a": _DRUG}, r"a\[0:5\]: label: Drug is none of"),
        ({"a": _WORDS}, {"a": []}, r"a\[0:5\]: label: .* is none of"),
    ],
)
def test_what_would_not_be_compared_is_refused(
    first: dict[str, list[LabelledSpan]], second: dict[str, list[LabelledSpan]], message: str
) -> None:
    with pytest.raises(CorpusError, match=message) as caught:
        agreement(first, second)
    assert "Secret" not in str(caught.value)
    with pytest.raises(CorpusError, match=message):
        list(disagreements(first, second))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": "0123456789abcdef"}, {"a": "0123456789abcdef"}, True),
        ({"a": "0123456789abcdef"}, {"a": "0123456789abcdef" * 4}, True),
        ({"a": "0123456789abcdef"}, {}, True),
        ({"a": "0123456789abcdef"}, {"a": "0123456789abcdee"}, False),
        ({"a": "0123456789abcdef"}, {"a": "f" * 64}, False),
    ],
)
def test_readings_of_two_texts_are_refused(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    first = FileReading({"a": ()}, source="a.jsonl", hashes=one)
    second = FileReading({"a": ()}, source="b.jsonl", hashes=other)
    if same:
        assert agreement(first, second)["all"] == Counts()
        return
    message = "a: the text has hash 0123456789abcdef in a.jsonl, but .* in b.jsonl"
    with pytest.raises(CorpusError, match=message):
        agreement(first, second)


def test_the_file_of_an_unknown_label_is_named() -> None:
    first = FileReading({"a": ()}, source="a.jsonl", hashes={})
    second = FileReading({"a": tuple(_DRUG)}, source="b.jsonl", hashes={})
    with pytest.raises(CorpusError, match=r"^b.jsonl: a\[0:5\]: label"):
        agreement(first, second)


def test_readings_of_other_documents_are_refused() -> None:
    with pytest.raises(CorpusError, match="b is in one of the readings alone"):
        agreement({"a": []}, {"a": [], "b": []})


_HASH = text_hash("knee pain")


@pytest.mark.parametrize(
    ("record", "hashes"),
    [
        ({"text": "knee pain"}, {"a": _HASH}),
        ({"text": "knee pain", "sha256": "f" * 64}, {"a": _HASH}),
        ({"sha256": _HASH[:16]}, {"a": _HASH[:16]}),
        ({"sha256": ""}, {}),
        ({"sha256": None}, {}),
        ({}, {}),
    ],
)
def test_files_tell_the_text_that_was_read(
    tmp_path: Path, record: dict[str, object], hashes: dict[str, str]
) -> None:
    path = tmp_path / "a.jsonl"
    write_lines(path, [{"id": "a", "label": [[0, 4, "BODY_PART"]], **record}])
    read = read_readings(path)
    assert read == {"a": (LabelledSpan(0, 4, "BODY_PART"),)}
    assert (read.hashes, read.source) == (hashes, str(path))


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([], "a.jsonl: there is no document in it"),
        ([{"id": "a", "label": [], "text": 3}], "a.jsonl:1: text is not a string"),
        ([{"id": "a", "label": [], "sha256": "8"}], "a.jsonl:1: no stand-off annotation: sha256"),
        ([{"id": "a", "label": [], "sha256": 0}], "a.jsonl:1: no stand-off annotation: sha256"),
    ],
)
def test_files_that_are_no_reading(
    tmp_path: Path, records: list[dict[str, object]], message: str
) -> None:
    write_lines(tmp_path / "a.jsonl", records)
    with pytest.raises(CorpusError, match=message):
        read_readings(tmp_path / "a.jsonl")
