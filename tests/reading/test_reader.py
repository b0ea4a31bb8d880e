"""From what users name to letters: every kind of input, and every way in which it can be bad."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from files import make_pdf, make_scan, make_zip
from upheld.reading import ReadingError, SourceText, read_one, read_sources
from upheld.reading.limits import LIMITS

LETTER = "IMR ISSUES, DECISIONS AND RATIONALES\n\nNorco 10/325 mg #120: Upheld\n"


def words(readings: list[SourceText | ReadingError]) -> list[str]:
    assert all(isinstance(reading, SourceText) for reading in readings), readings
    return [
        " ".join(reading.text.split()) for reading in readings if isinstance(reading, SourceText)
    ]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("letter.txt", lambda: LETTER.encode()),
        ("LETTER.TXT", lambda: LETTER.encode("utf-16")),
        ("letter.text", lambda: LETTER.encode("cp1252")),
        ("letter", LETTER.encode),
        ("letter.pdf", lambda: make_pdf(LETTER)),
        ("printable.pdf", lambda: make_pdf(LETTER, password="owner", owner_only=True)),
        ("letter.html", lambda: f"<html><body><p>{LETTER}</p></body></html>".encode()),
        (
            "letter.htm",
            lambda: f"<?xml version='1.0' encoding='utf-8'?><html><p>{LETTER}</html>".encode(),
        ),
        ("letters.zip", lambda: make_zip({"a/letter.txt": LETTER.encode(), "__MACOSX/x": b"?"})),
        ("nested.zip", lambda: make_zip({"inner.zip": make_zip({"letter.txt": LETTER.encode()})})),
        ("letters.jsonl", lambda: (json.dumps({"id": 1, "text": LETTER}) + "\n\n").encode()),
        ("letters.csv", lambda: pd.DataFrame({"Text": [LETTER]}).to_csv().encode()),
        ("letters.parquet", lambda: pd.DataFrame({"text": [LETTER]}).to_parquet()),
        ("tables.zip", lambda: make_zip({"t.jsonl": json.dumps({"letter": LETTER}).encode()})),
    ],
)
def test_each_kind_of_file_gives_its_letter(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    assert words(list(read_sources([tmp_path / name]))) == [" ".join(LETTER.split())]


def test_html_is_set_as_a_browser_sets_it(tmp_path: Path) -> None:
    page = "<html><head><style>x{}</style></head><body><h2>CASE SUMMARY:</h2><p>A &lt; B<br>C<script>1</script>"
    (tmp_path / "a.html").write_text(page)
    (reading,) = read_sources([tmp_path / "a.html"])
    assert isinstance(reading, SourceText)
    assert [line for line in reading.text.splitlines() if line] == ["CASE SUMMARY:", "A < B", "C"]


def test_a_folder_is_read_to_its_depth_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d/e.txt", ".hidden.txt", ".git/x.txt", "c/Thumbs.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(LETTER)
    names = [
        Path(r.name).relative_to(tmp_path).as_posix()
        for r in read_sources([tmp_path])
        if isinstance(r, SourceText)
    ]
    assert names == ["a.txt", "b.txt", "c/d/e.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(make_pdf(LETTER)))
    monkeypatch.setattr(sys, "stdin", stdin)
    (reading,) = read_sources(["-"])
    assert isinstance(reading, SourceText)
    assert reading.name == "stdin"
    assert "Norco" in reading.text


def test_rows_of_a_table_are_letters_by_their_number(tmp_path: Path) -> None:
    rows = [{"body": LETTER}, {"body": ""}, ["no"], {"body": 5}, {"other": "x"}, {"body": LETTER}]
    lines = [
        *(json.dumps(row) for row in rows[:3]),
        "{broken",
        *(json.dumps(row) for row in rows[3:]),
    ]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(lines))
    readings = list(read_sources([path]))
    assert [isinstance(r, SourceText) for r in readings] == [True, *[False] * 5, True]
    assert [r.name for r in readings if isinstance(r, SourceText)] == [f"{path}#1", f"{path}#7"]


def test_the_text_column_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    pd.DataFrame({"text": ["wrong"], "findings": [LETTER]}).to_csv(path)
    assert words(list(read_sources([path], text_column="findings"))) == [" ".join(LETTER.split())]
    (error,) = read_sources([path], text_column="absent")
    assert isinstance(error, ReadingError)
    assert "findings" in error.reason
    assert "--text-column" in error.remedy


def _zip_of_depth(depth: int) -> bytes:
    data = LETTER.encode()
    name = "letter.txt"
    for level in range(depth):
        data, name = make_zip({name: data}), f"{level}.zip"
    return data


BAD = [
    ("empty.txt", b"", "identify", "empty"),
    ("blank.txt", b" \n \n", "decode", "no text"),
    ("binary.txt", bytes(range(256)) * 50, "decode", "binary"),
    ("large.txt", b"pain " * 10_000_000, "open", "too large"),
    ("long.txt", b"pain " * 500_000, "decode", "too long"),
    ("letter.docx", make_zip({"word/document.xml": b"<w/>"}), "identify", "unsupported"),
    ("photo.jpg", b"\xff\xd8\xff\xe0", "identify", "unsupported"),
    ("really-pdf.txt", make_pdf(LETTER), "identify", "named as text, but holds pdf"),
    ("really-text.pdf", LETTER.encode(), "identify", "named as pdf, but holds text"),
    ("really-html.txt", b"<!DOCTYPE html><html></html>", "identify", "but holds html"),
    ("really-photo.txt", b"\xff\xd8\xff\xe0\x00", "identify", "a JPEG picture"),
    ("photo", b"\x89PNG\r\n\x1a\n", "identify", "a PNG picture"),
    ("truncated.pdf", make_pdf(LETTER)[:300], "decode", "damaged or truncated PDF"),
    ("locked.pdf", make_pdf(LETTER, password="secret"), "decode", "locked by a password"),
    ("scanned.pdf", make_scan(), "decode", "without a text layer"),
    ("empty.html", b"<html><body></body></html>", "decode", "without text"),
    (
        "truncated.zip",
        make_zip({"letter.txt": LETTER.encode()})[:60],
        "unpack",
        "damaged or truncated",
    ),
    ("nothing.zip", make_zip({}), "unpack", "without files"),
    ("deep.zip", _zip_of_depth(6), "unpack", "nested more than 3 deep"),
    ("bomb.zip", make_zip({"letter.txt": bytes(200_000_000)}), "unpack", "zip bomb"),
    ("large-member.zip", make_zip({"a.txt": bytes(40_000_000)}), "open", "too large"),
    (
        "truncated.parquet",
        pd.DataFrame({"text": [LETTER]}).to_parquet()[:200],
        "unpack",
        "damaged Parquet",
    ),
    ("no-column.parquet", pd.DataFrame({"x": [1]}).to_parquet(), "unpack", "no text column"),
    ("no-column.csv", b"a,b\n1,2\n", "unpack", "no text column"),
    ("no-rows.csv", b"text\n", "unpack", "without rows"),
    ("no-rows.jsonl", b"\n\n", "unpack", "without rows"),
]


@pytest.mark.parametrize(("name", "data", "stage", "reason"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_file_is_one_error_that_says_what_to_do(
    tmp_path: Path, name: str, data: bytes, stage: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = read_sources([tmp_path / name])
    assert isinstance(error, ReadingError)
    assert error.source.startswith(str(tmp_path / name))
    assert error.stage == stage
    assert reason in error.reason
    assert error.remedy.endswith(".")
    assert "Norco" not in str(error)


def test_the_rest_of_an_archive_is_read_where_a_member_is_bad(tmp_path: Path) -> None:
    members = {
        "1.txt": LETTER.encode(),
        "2.txt": b"",
        "3.pdf": b"%PDF-1.7",
        "4.txt": LETTER.encode(),
    }
    (tmp_path / "a.zip").write_bytes(make_zip(members))
    readings = list(read_sources([tmp_path / "a.zip"]))
    assert [isinstance(r, SourceText) for r in readings] == [True, False, False, True]


def test_a_flipped_bit_in_an_archive_costs_its_member_alone(tmp_path: Path) -> None:
    data = bytearray(make_zip({"1.txt": LETTER.encode() * 3, "2.txt": LETTER.encode()}))
    data[45] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    readings = list(read_sources([tmp_path / "a.zip"]))
    assert len(readings) == 2
    assert isinstance(readings[1], SourceText)


@pytest.mark.parametrize(
    ("make", "stage"),
    [
        (lambda _: None, "find"),
        (lambda path: path.mkdir(), "find"),
        (lambda path: os.mkfifo(path), "open"),
    ],
    ids=["absent", "empty folder", "pipe"],
)
def test_a_path_that_holds_no_letter(
    tmp_path: Path, make: Callable[[Path], None], stage: str
) -> None:
    path = tmp_path / "letter"
    make(path)
    (error,) = read_sources([path])
    assert isinstance(error, ReadingError)
    assert error.stage == stage


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER)
    path.chmod(0)
    if os.access(path, os.R_OK):  # The superuser reads everything: refuse it in its place.

        def refuse(*arguments: object, **options: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
    (error,) = read_sources([path])
    assert isinstance(error, ReadingError)
    assert (error.stage, error.reason) == ("open", "cannot be opened: Permission denied")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "letters"
    outside.write_text(LETTER)
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (error,) = read_sources([folder])
    assert isinstance(error, ReadingError)
    assert "link out of the folder" in error.reason


def test_read_one_wants_one_letter(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.zip"
    one.write_text(LETTER)
    two.write_bytes(make_zip({"1.txt": LETTER.encode(), "2.txt": LETTER.encode()}))
    assert read_one(one).text == LETTER
    with pytest.raises(ReadingError, match="more than one letter"):
        read_one(two)
    with pytest.raises(ReadingError, match="no such file"):
        read_one(tmp_path / "absent.txt")


def test_characters_that_no_table_holds_are_replaced_one_for_one() -> None:
    source = SourceText("letter", "pain\x00 and \ud800 more")
    assert source.text == "pain\ufffd and \ufffd more"
    assert len(source.sha256) == 64


def test_limits_are_those_of_the_documentation() -> None:
    assert (LIMITS.file_bytes, LIMITS.text_characters, LIMITS.archive_depth) == (
        32_000_000,
        2_000_000,
        3,
    )
