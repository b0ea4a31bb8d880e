"""Corpus files and stand-off annotations."""

from __future__ import annotations

import json
from pathlib import Path

import datasets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import document
from upheld.corpus.document import CorpusError, Document, GoldItem, LabelledSpan, text_hash
from upheld.corpus.files import (
    StandOff,
    read_documents,
    read_readings,
    read_standoff,
    read_texts,
    with_text,
    write_documents,
    write_lines,
)

TEXT = "He has [[DIAGNOSIS|knee pain]] of [[MEASUREMENT|6/10]]."


def test_documents_come_back(tmp_path: Path) -> None:
    item = GoldItem(1, "knee", 7, 11, "upheld", kind="mri", true_probability=0.25)
    written = document(
        TEXT,
        family="imr-2014",
        letter={"case_number": "CM1"},
        items=(item,),
        extra={"hand": "terse"},
    )
    assert write_documents(tmp_path / "new" / "a.jsonl", [written]) == 1
    (read,) = read_documents(tmp_path / "new" / "a.jsonl")
    assert read.to_json() == written.to_json()
    assert read.items == (item,)
    assert read.extra == {"hand": "terse"}


@given(st.text(), st.text(min_size=1, max_size=5))
def test_any_text_comes_back(text: str, name: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    made = Document(name, text, (), "letters", name, "x", text_hash(text))
    assert Document.from_json(json.loads(json.dumps(made.to_json()))).text == text


def test_datasets_and_doccano_read_the_form(tmp_path: Path) -> None:
    write_documents(tmp_path / "a.jsonl", [document(TEXT), document(TEXT + " No.", "b")])
    rows = datasets.load_dataset(
        "json",
        data_files=str(tmp_path / "a.jsonl"),
        cache_dir=str(tmp_path / "cache"),
        split="train",
    )
    assert rows["id"][:] == ["a", "b"]
    assert rows["label"][0] == [["7", "16", "DIAGNOSIS"], ["20", "24", "MEASUREMENT"]] or rows[
        "label"
    ][0] == [[7, 16, "DIAGNOSIS"], [20, 24, "MEASUREMENT"]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "a.jsonl:2: not a line of JSON"),
        (b"[]", "a.jsonl:2: not a JSON object"),
        (b"[" * 100000 + b"]" * 100000, "a.jsonl:2: the line nests too deep"),
        (b'{"id": "b", "text": "x", "label": [[' + b"9" * 5000 + b"]]}", "a.jsonl:2: not a line"),
        (
            b'{"id": "b", "text": "x", "label": [], "hand": "\\udc00"}',
            "a.jsonl:2: half of a surrogate",
        ),
        (b"\xff", "a.jsonl:2: not a line of JSON"),
        (b'{"id": "b", "label": []}', "a.jsonl:2: the key 'text' is missing"),
        (b'{"id": "b", "text": 3, "label": []}', "a.jsonl:2: not a document"),
        (b'{"id": "b", "text": "x", "label": [[1, "A"]]}', "a.jsonl:2: not a document"),
        (
            b'{"id": "b", "text": "x", "label": [], "items": [{"a": 1}]}',
            "a.jsonl:2: not a document",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: bytes, message: str) -> None:
    good = json.dumps(document(TEXT).to_json()).encode()
    (tmp_path / "a.jsonl").write_bytes(good + b"\n" + line + b"\n")
    with pytest.raises(CorpusError, match=message):
        list(read_documents(tmp_path / "a.jsonl"))


def test_an_interrupted_file_is_not_there(tmp_path: Path) -> None:
    def records() -> object:
        yield {"a": 1}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(tmp_path / "a.jsonl", records())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_standoff_holds_no_word_and_finds_its_text(tmp_path: Path) -> None:
    whole = document(TEXT)
    entry = StandOff("a", whole.sha256[:16], whole.label, "r01", extent=20)
    write_lines(tmp_path / "a.jsonl", [entry.to_json()])
    assert "knee" not in (tmp_path / "a.jsonl").read_text()
    (read,) = read_standoff(tmp_path / "a.jsonl")
    assert read == entry
    found = with_text(read, whole.text, "reports")
    assert (found.label, found.annotated, found.author) == (whole.label, 20, "r01")
    with pytest.raises(CorpusError, match="a: the text has hash"):
        with_text(read, whole.text + " ", "reports")


def test_readings_of_either_form(tmp_path: Path) -> None:
    whole = document(TEXT)
    write_documents(tmp_path / "a.jsonl", [whole])
    write_lines(
        tmp_path / "b.jsonl", [{"id": "a", "sha256": "", "label": [[7, 16, "DIAGNOSIS"]]}] * 2
    )
    assert read_readings(tmp_path / "a.jsonl") == {"a": whole.label}
    with pytest.raises(CorpusError, match=r"b.jsonl:2: a stands twice"):
        read_readings(tmp_path / "b.jsonl")
    (tmp_path / "c.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(CorpusError, match=r"c.jsonl:1: no stand-off annotation"):
        read_readings(tmp_path / "c.jsonl")


def test_texts_by_id(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "r", "text": "x", "title": "y"}\n\n{"id": "s"}\n')
    with pytest.raises(CorpusError, match=r"t.jsonl:3: 'id' or 'text' is missing"):
        read_texts(tmp_path / "t.jsonl")


def test_spans_sort_by_place() -> None:
    assert sorted([LabelledSpan(3, 4, "A"), LabelledSpan(1, 2, "B")])[0].start == 1


BLANK = [b"\xef\xbb\xbf\n", b"\xef\xbb\xbf\r\n", b"\xef\xbb\xbf", b"\n", b" \t\r\n"]


@pytest.mark.parametrize("blank", BLANK)
def test_a_byte_order_mark_alone_is_an_empty_line(tmp_path: Path, blank: bytes) -> None:
    line = json.dumps(document(TEXT).to_json()).encode()
    (tmp_path / "a.jsonl").write_bytes(blank + line)
    assert [d.id for d in read_documents(tmp_path / "a.jsonl")] == ["a"]


def test_a_pair_of_surrogates_is_a_character(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "\\ud83d\\ude00", "label": []}')
    (read,) = read_documents(tmp_path / "a.jsonl")
    assert read.text == "\U0001f600"


HASH = document(TEXT).sha256


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sha256": ""}, "sha256 is not the first 16 to 64 hexadecimal digits"),
        ({"sha256": HASH[:1]}, "sha256 is not the first"),
        ({"sha256": HASH[:15]}, "sha256 is not the first"),
        ({"sha256": HASH + "00"}, "sha256 is not the first"),
        ({"sha256": HASH.upper()}, "sha256 is not the first"),
        ({"sha256": None}, "sha256 is not a string"),
        ({"id": None}, "id is neither a string nor a number"),
        ({"annotator": ["x"]}, "annotator is neither"),
        ({"extent": "5"}, "extent is not a number"),
        ({"label": [["SECRET words", 3, "A"]]}, r"label\[0\]: its start is not a number"),
        ({"label": {}}, "label is not a list"),
    ],
)
def test_a_bad_standoff_line_is_named(
    tmp_path: Path, values: dict[str, object], message: str
) -> None:
    good = {"id": "a", "sha256": HASH[:16], "label": [[7, 16, "DIAGNOSIS"]]}
    write_lines(tmp_path / "a.jsonl", [good, good | values])
    with pytest.raises(
        CorpusError, match=f"a.jsonl:2: no stand-off annotation: {message}"
    ) as raised:
        list(read_standoff(tmp_path / "a.jsonl"))
    assert "SECRET" not in str(raised.value)


def test_standoff_in_the_form_with_entities(tmp_path: Path) -> None:
    entity = {"id": 1, "label": "DIAGNOSIS", "start_offset": 7, "end_offset": 16}
    write_lines(tmp_path / "a.jsonl", [{"id": 1, "sha256": HASH, "entities": [entity]}])
    (read,) = read_standoff(tmp_path / "a.jsonl")
    assert (read.id, read.label) == ("1", (LabelledSpan(7, 16, "DIAGNOSIS"),))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "r", "text": "z"}', "r stands twice"),
        ('{"id": null, "text": "z"}', "'id' or 'text' is missing"),
        ('{"id": true, "text": "z"}', "id is neither a string nor a number"),
        ('{"id": "s", "text": ["SECRET"]}', "text is not a string"),
    ],
)
def test_a_bad_text_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "r", "text": "x"}\n' + line)
    with pytest.raises(CorpusError, match=f"t.jsonl:2: .*{message}") as raised:
        read_texts(tmp_path / "t.jsonl")
    assert "SECRET" not in str(raised.value)
    faults: list[CorpusError] = []
    assert read_texts(tmp_path / "t.jsonl", faults) == {"r": "x"}
    assert len(faults) == 1


def test_bad_lines_are_passed_over_where_errors_are_collected(tmp_path: Path) -> None:
    good = json.dumps(document(TEXT).to_json() | {"sha256": HASH})
    (tmp_path / "a.jsonl").write_text("{\n" + good + '\n{"id": "b"}\n[]\n' + good)
    for read in (read_documents, read_standoff):
        faults: list[CorpusError] = []
        assert [entry.id for entry in read(tmp_path / "a.jsonl", faults)] == ["a", "a"]
        places = [str(fault).removeprefix(f"{tmp_path / 'a.jsonl'}:")[:2] for fault in faults]
        assert places == ["1:", "3:", "4:"]
