"""Many letters to tables: the contract of records, files and frames."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import upheld
from samples import SAMPLES, load_samples
from upheld.extraction import (
    SCHEMAS,
    Extraction,
    LostLetterError,
    Tally,
    extract_each,
    run,
    to_record,
)
from upheld.extraction.writers import CsvWriter, JsonlWriter, ParquetWriter, Writer, guard
from upheld.reading import ReadingError, SourceText

LETTERS = SAMPLES / "letters"
COUNT = len(load_samples(SAMPLES))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of a good letter, one without items, an empty one and one of a wrong kind."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text("IMR ISSUES, DECISIONS AND RATIONALES\n\n=MRI(1): Upheld\n")
    (folder / "b.txt").write_text("Dear Sir or Madam, thank you for your letter.")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.docx").write_bytes(b"PK\x03\x04")
    return folder


def test_the_record_has_the_keys_of_the_contract(letter_path: Path) -> None:
    record = to_record(Extraction(upheld.read(letter_path)))
    assert list(record)[:7] == [
        "source",
        "sha256",
        "family",
        "text_chars",
        "letter",
        "items",
        "entities",
    ]
    assert list(record["items"][0])[:5] == ["number", "text", "start", "end", "decision"]
    assert list(record["items"][0])[5:] == [
        "claims_guideline",
        "reviewer_guideline",
        "rationale",
        "probability_overturned",
        "abstained",
        "surprising",
        "request",
    ]
    assert {"case_number", "date_of_injury", "ur_denial_date", "patient_age"} <= set(
        record["letter"]
    )
    assert json.loads(json.dumps(record)) == record


def test_every_letter_comes_out_once_and_in_order() -> None:
    outcomes = list(extract_each([LETTERS]))
    assert all(isinstance(outcome, Extraction) for outcome in outcomes)
    sources = [o.letter.source for o in outcomes if isinstance(o, Extraction)]
    assert sources == sorted(sources)
    assert len(set(sources)) == COUNT


def test_letters_in_are_letters_out_plus_errors(mixed: Path) -> None:
    tally = run([mixed, mixed / "absent.txt"])
    assert (tally.read, tally.letters, tally.errors) == (5, 1, 4)
    assert str(tally) == "5 inputs: 1 letter with 1 item (1 upheld, 0 overturned), 4 errors"


def test_a_lost_letter_is_an_error() -> None:
    with pytest.raises(LostLetterError, match="3 letters in, but 1 out and 1 errors"):
        Tally(read=3, letters=1, errors=1).check()


def test_a_letter_without_items_is_an_error_that_says_what_to_do(mixed: Path) -> None:
    (error,) = extract_each([mixed / "b.txt"])
    assert isinstance(error, ReadingError)
    assert (error.stage, error.reason) == ("layout", "no disputed item found (family unknown)")
    assert "upheld show" in error.remedy


def test_a_letter_that_the_program_fails_on_is_an_error(
    letter_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(source: SourceText) -> None:
        raise RuntimeError(source.text)

    monkeypatch.setattr("upheld.extraction.stream.lay_out", fail)
    (error,) = extract_each([letter_path])
    assert isinstance(error, ReadingError)
    assert error.reason == "the program failed on it (RuntimeError)"
    assert [record.getMessage() for record in caplog.records] == [
        "layout of a letter failed: RuntimeError"
    ]


def test_strict_stops_at_the_first_error(mixed: Path) -> None:
    with pytest.raises(ReadingError, match="no disputed item"):
        run([mixed], strict=True)


def read_jsonl(path: Path) -> pd.DataFrame:
    return pd.DataFrame([json.loads(line) for line in path.read_text().splitlines()])


@pytest.mark.parametrize(
    ("make", "read", "suffix"),
    [(CsvWriter, pd.read_csv, ".csv"), (ParquetWriter, pd.read_parquet, ".parquet")],
    ids=["csv", "parquet"],
)
@pytest.mark.parametrize("as_file", [False, True], ids=["folder", "file"])
def test_tables_on_disk(
    mixed: Path,
    tmp_path: Path,
    make: Callable[[Path], Writer],
    read: Callable[[Path], pd.DataFrame],
    suffix: str,
    as_file: bool,
) -> None:
    out = tmp_path / (f"t{suffix}" if as_file else "out")
    with make(out) as writer:
        run([LETTERS, mixed], [writer])
    paths = {
        path.name.removesuffix(suffix).removeprefix("t.") or "t": path for path in writer.paths
    }
    tables = {("items" if name == "t" else name): read(path) for name, path in paths.items()}
    assert set(tables) == set(SCHEMAS)
    for name, table in tables.items():
        assert list(table.columns) == SCHEMAS[name].names
    assert len(tables["letters"]) == COUNT + 1
    assert len(tables["errors"]) == 3
    expected = upheld.extract_tables([LETTERS])
    joined = tables["items"].merge(tables["letters"], on=["source", "sha256"])
    assert len(joined) == len(tables["items"]) == len(expected.items) + 1
    assert list(tables["items"]["text"][:-1]) == [
        guard(text) if suffix == ".csv" else text for text in expected.items["text"]
    ]
    assert not list(tmp_path.rglob("*.part"))


def test_json_lines_on_disk(mixed: Path, tmp_path: Path) -> None:
    with JsonlWriter(tmp_path / "out.jsonl") as writer:
        run([LETTERS, mixed], [writer])
    assert len(read_jsonl(tmp_path / "out.jsonl")) == COUNT + 1
    assert list(read_jsonl(tmp_path / "out.errors.jsonl")["stage"]) == [
        "layout",
        "identify",
        "identify",
    ]


def test_nothing_half_written_is_left_behind(mixed: Path, tmp_path: Path) -> None:
    with (
        pytest.raises(ReadingError),
        JsonlWriter(tmp_path / "out.jsonl") as first,
        ParquetWriter(tmp_path / "out") as second,
    ):
        run([mixed], [first, second], strict=True)
    assert [
        path for path in tmp_path.rglob("*") if path.is_file() and mixed not in path.parents
    ] == []


@given(st.text())
def test_no_csv_cell_is_a_formula(text: str) -> None:
    cell = guard(text)
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert cell in {text, f"'{text}"}


def test_the_guard_reaches_the_file(mixed: Path, tmp_path: Path) -> None:
    with CsvWriter(tmp_path / "out") as writer:
        run([mixed], [writer])
    with (tmp_path / "out" / "items.csv").open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["text"] == "'=MRI(1)"
    assert row["number"] == "1"


def test_extract_gives_one_row_an_item_with_its_header() -> None:
    frame = upheld.extract(LETTERS)
    assert len(frame) == sum(len(sample.expected["items"]) for sample in load_samples(SAMPLES))
    assert {"source", "number", "text", "decision", "case_number", "patient_age"} <= set(
        frame.columns
    )
    assert set(frame["decision"]) == {"upheld", "overturned"}
    assert str(frame["patient_age"].dtype) == "Int64"
    assert frame.attrs["errors"] == []


def test_extract_warns_of_errors_and_keeps_them(mixed: Path) -> None:
    with pytest.warns(UserWarning, match="could not be read: 3;"):
        frame = upheld.extract([mixed])
    assert len(frame) == 1
    assert [error["stage"] for error in frame.attrs["errors"]] == ["layout", "identify", "identify"]


def test_extract_of_nothing_readable_keeps_its_columns(mixed: Path) -> None:
    with pytest.warns(UserWarning, match="could not be read: 1;"):
        frame = upheld.extract(mixed / "c.txt")
    assert len(frame) == 0
    assert "decision" in frame.columns


def test_a_path_inside_an_earlier_one_is_read_once(letter_path: Path) -> None:
    one = upheld.extract(letter_path)
    assert len(upheld.extract([letter_path, letter_path])) == len(one)
    assert len(upheld.extract([letter_path.parent, letter_path])) == len(
        upheld.extract(letter_path.parent)
    )


def test_letters_in_memory_are_sources_too(letter_path: Path, letter_text: str) -> None:
    texts = pd.Series([letter_text, letter_text])
    frame = upheld.extract([letter_path, *map(upheld.read_text, texts)])
    assert list(frame["source"].unique()) == [str(letter_path), "text"]
    assert len(frame) == 3 * len(upheld.extract(letter_path))


def test_a_text_given_as_a_path_is_refused_without_being_repeated(letter_text: str) -> None:
    with pytest.raises(ReadingError, match="no path") as caught:
        upheld.read(letter_text)
    assert letter_text[:40] not in str(caught.value)
    assert "upheld.read_text" in caught.value.remedy


@pytest.mark.parametrize("sources", [pd.DataFrame({"text": ["x"]}), [5]], ids=["frame", "number"])
def test_what_is_no_source_is_a_type_error(sources: object) -> None:
    with pytest.raises(TypeError, match="read_text"):
        upheld.extract(sources)  # type: ignore[call-overload]


def test_the_rationale_is_in_the_tables_in_words(letter_path: Path) -> None:
    letter, frame = upheld.read(letter_path), upheld.extract(letter_path)
    for item, row in zip(letter.items, frame.itertuples(), strict=True):
        assert item.rationale is not None
        cut = letter.text[item.rationale.start : item.rationale.end]
        assert row.rationale == item.rationale_text == " ".join(cut.split())
