"""Records become documents, or are refused; nothing that was read is lost on writing."""

from __future__ import annotations

import pytest

from upheld.corpus.document import CorpusError, Document, LabelledSpan

TEXT = "The patient takes Norco for knee pain."
WORDS = "Norco for knee"
SPAN = [18, 23, "TREATMENT"]
ENTITY = {"id": 4, "label": "TREATMENT", "start_offset": 18, "end_offset": 23}
ITEM = {"number": 1, "text": "Norco", "start": 18, "end": 23, "decision": "upheld"}


def record(**values: object) -> dict[str, object]:
    return {"id": "a", "text": TEXT, "label": [SPAN]} | values


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"id": None}, "id is neither a string nor a number"),
        ({"id": True}, "id is neither"),
        ({"id": [WORDS]}, "id is neither"),
        ({"case": {}}, "case is neither"),
        ({"author": [WORDS]}, "author is neither"),
        ({"part": False}, "part is neither"),
        ({"id": "\ud800"}, "id holds half of a surrogate pair"),
        ({"text": "\ud800 knee", "sha256": "ab"}, "text holds half of a surrogate pair"),
        ({"text": None}, "text is not a string"),
        ({"sha256": 3}, "sha256 is not a string"),
        ({"label": {}}, "label is not a list"),
        ({"label": ""}, "label is not a list"),
        ({"label": None}, "label is not a list"),
        ({"label": [SPAN, [18, 23]]}, r"label\[1\] is not \[start, end, label\]"),
        ({"label": [[18, 23, "A", 1]]}, r"label\[0\] is not \[start, end, label\]"),
        ({"label": [[18.9, 23, "A"]]}, r"label\[0\]: its start is not a whole number"),
        ({"label": [[18, 1e999, "A"]]}, r"label\[0\]: its end is out of range"),
        ({"label": [[18, 10**30, "A"]]}, r"label\[0\]: its end is out of range"),
        ({"label": [[WORDS, 23, "A"]]}, r"label\[0\]: its start is not a number"),
        ({"label": [[True, 23, "A"]]}, r"label\[0\]: its start is not a number"),
        ({"label": [[18, 23, 5]]}, r"label\[0\]: its label is not a string"),
        ({"label": [WORDS]}, r"label\[0\] is not a list"),
        ({"entities": [ENTITY | {"end_offset": 20}]}, "label and entities hold other spans"),
        ({"entities": "x"}, "entities is not a list"),
        ({"family": ["x"]}, "family is not a string"),
        ({"family": 3}, "family is not a string"),
        ({"letter": WORDS}, "letter is not an object"),
        ({"letter": [1]}, "letter is not an object"),
        ({"extent": "12"}, "extent is not a number"),
        ({"extent": 12.5}, "extent is not a whole number"),
        ({"extent": 1e999}, "extent is out of range"),
        ({"items": {}}, "items is not a list"),
        ({"items": ""}, "items is not a list"),
        ({"items": [3]}, r"items\[0\] is not an object"),
        ({"items": [{**ITEM, WORDS: 1}]}, r"items\[0\] has a key that is none of number"),
        ({"items": [ITEM, {"number": 2}]}, r"items\[1\]: the key 'text' is missing"),
        ({"items": [ITEM | {"start": None}]}, r"items\[0\].start is not a number"),
        ({"items": [ITEM | {"end": "23"}]}, r"items\[0\].end is not a number"),
        ({"items": [ITEM | {"number": "1"}]}, r"items\[0\].number is not a number"),
        ({"items": [ITEM | {"text": None}]}, r"items\[0\].text is not a string"),
        ({"items": [ITEM | {"decision": [WORDS]}]}, r"items\[0\].decision is not a string"),
        ({"items": [ITEM | {"kind": 3}]}, r"items\[0\].kind is not a string"),
        (
            {"items": [ITEM | {"true_probability": "0.5"}]},
            r"items\[0\].true_probability is not a number",
        ),
        ({"items": [ITEM | {"true_probability": 1e999}]}, r"items\[0\].true_probability is out"),
    ],
)
def test_a_value_of_another_type_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(CorpusError, match=f"^not a document of a corpus: {message}") as raised:
        Document.from_json(record(**values))
    assert WORDS not in str(raised.value)


@pytest.mark.parametrize("key", ["id", "text", "label"])
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(CorpusError, match=f"the key '{key}' is missing"):
        Document.from_json({k: v for k, v in record().items() if k != key})


def test_null_is_not_given() -> None:
    keys = ["case", "author", "part", "sha256", "family", "letter", "items", "extent", "entities"]
    assert Document.from_json(record(**dict.fromkeys(keys))) == Document.from_json(
        record() | {"entities": None}
    )
    read = Document.from_json(record(case=None, author=None, part=None))
    assert (read.case, read.author, read.part) == ("a", "unknown", "letters")


@pytest.mark.parametrize(("number", "name"), [(7, "7"), (0, "0"), (7.0, "7.0")])
def test_numbers_are_names(number: float, name: str) -> None:
    read = Document.from_json(record(id=number, author=number))
    assert (read.id, read.case, read.author) == (name, name, name)


@pytest.mark.parametrize(
    "values",
    [
        {"label": [SPAN]},
        {"label": [["18", "23", "TREATMENT"]]},
        {"label": [[18.0, 23.0, "TREATMENT"]]},
        {"entities": [ENTITY], "relations": [], "Comments": []},
        {"entities": [SPAN], "cats": []},
        {"label": None, "entities": [ENTITY]},
        {"label": [SPAN], "entities": [ENTITY]},
    ],
)
def test_spans_in_each_form_that_is_exported(values: dict[str, object]) -> None:
    read = Document.from_json({"id": 1, "text": TEXT} | values)
    assert read.label == (LabelledSpan(18, 23, "TREATMENT"),)
    assert Document.from_json(read.to_json()) == read


@pytest.mark.parametrize(
    "values",
    [
        {"items": [ITEM]},
        {"letter": {"case_number": "CM1"}},
        {"letter": {"mine": 1}, "family": "imr-2014"},
        {"letter": {"mine": None, "patient_age": 3}, "items": [ITEM]},
        {"entities": [ENTITY], "relations": [{"from_id": 4, "to_id": 4, "type": "of"}]},
        {"extra": {"hand": "terse"}, "hand": "terse"},
        {"extent": 0},
    ],
)
def test_what_was_read_is_written(values: dict[str, object]) -> None:
    given = record(**values)
    written = Document.from_json(given).to_json()
    for key, value in given.items():
        if key == "items":
            assert written[key] == [ITEM | {"kind": None, "true_probability": None}]
        elif key == "letter":
            assert isinstance(value, dict)
            assert value.items() <= written[key].items()
        else:
            assert written[key] == value
