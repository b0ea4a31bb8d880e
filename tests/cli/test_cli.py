"""The command line, as a user runs it: a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from files import make_pdf
from samples import SAMPLES
from upheld.cli import app

LETTERS = SAMPLES / "letters"


def upheld(
    *arguments: str | Path, stdin: bytes = b"", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "upheld", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={"PATH": "", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    return subprocess.CompletedProcess(
        run.args, run.returncode, run.stdout.decode(), run.stderr.decode()
    )


def test_a_table_in_the_terminal(letter_path: Path) -> None:
    run = upheld("extract", letter_path)
    assert run.returncode == 0, run.stderr
    assert "Disputed item" in run.stdout
    assert "1 input: 1 letter with 3 items" in run.stdout


def test_json_lines_from_standard_input_to_standard_output(letter_text: str) -> None:
    run = upheld("extract", "-", "--format", "jsonl", stdin=make_pdf(letter_text))
    assert run.returncode == 0, run.stderr
    (record,) = [json.loads(line) for line in run.stdout.splitlines()]
    assert record["source"] == "stdin"
    assert len(record["items"]) == 3
    assert "1 input" in run.stderr


def test_a_pdf_says_the_same_as_its_text(
    letter_path: Path, letter_text: str, tmp_path: Path
) -> None:
    (tmp_path / "letter.pdf").write_bytes(make_pdf(letter_text))
    records = []
    for source in (letter_path, tmp_path / "letter.pdf"):
        run = upheld("extract", source, "--format", "jsonl")
        assert run.returncode == 0, run.stderr
        records.append(json.loads(run.stdout))
    assert records[0]["letter"] == records[1]["letter"]
    for first, second in zip(records[0]["items"], records[1]["items"], strict=True):
        assert (first["text"], first["decision"]) == (second["text"], second["decision"])


@pytest.mark.parametrize(
    ("name", "read"), [("csv", pd.read_csv), ("parquet", pd.read_parquet)], ids=["csv", "parquet"]
)
def test_tables_into_a_folder(name: str, read: object, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        app, ["extract", str(LETTERS), "--format", name, "--out", str(tmp_path / "out")]
    )
    assert run.exit_code == 0, run.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{table}.{name}" for table in ("entities", "errors", "items", "letters")
    ]
    assert "written:" in run.output


def test_several_formats_in_one_run(letter_path: Path, tmp_path: Path) -> None:
    arguments = [
        "extract",
        str(letter_path),
        "--format",
        "jsonl",
        "--format",
        "csv",
        "--out",
        str(tmp_path / "out"),
    ]
    run = CliRunner().invoke(app, arguments)
    assert run.exit_code == 0, run.output
    assert (tmp_path / "out" / "letters.jsonl").exists()
    assert (tmp_path / "out" / "items.csv").exists()


def test_errors_are_told_and_cost_the_exit_status(letter_path: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    run = upheld("extract", tmp_path / "bad.txt", letter_path, tmp_path / "absent.pdf")
    assert run.returncode == 1
    assert "3 inputs: 1 letter with" in run.stdout
    assert "bad.txt: an empty file (identify)." in run.stderr
    assert "absent.pdf: no such file or folder (find)." in run.stderr


def test_strict_stops_and_writes_nothing(letter_path: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    run = upheld(
        "extract", letter_path, tmp_path, "--strict", "--format", "csv", "--out", tmp_path / "out"
    )
    assert run.returncode == 1
    assert "an empty file" in run.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "bad.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "x", "--format", "docx"],
        ["extract", "x", "--format", "csv"],
        ["extract", "x", "--out", "out"],
        ["extract", "x", "--format", "jsonl", "--format", "table"],
        ["nonsense"],
    ],
)
def test_a_wrong_command_is_refused_with_status_two(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_output_that_cannot_be_written_is_an_error(letter_path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    run = upheld("extract", letter_path, "--format", "csv", "--out", tmp_path / "file" / "out")
    assert run.returncode == 1
    assert "error:" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("out", ["letters/a.txt", "letters", "letters/items.csv"])
def test_what_is_to_be_read_is_never_written_over(
    letter_text: str, tmp_path: Path, out: str
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("a.txt", "items.csv"):
        (folder / name).write_text(letter_text)
    for format_ in ("jsonl", "csv"):
        arguments = ["extract", str(folder), "--format", format_, "--out", str(tmp_path / out)]
        assert CliRunner().invoke(app, arguments).exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "items.csv"]
    assert (folder / "a.txt").read_text() == letter_text


def test_a_page_that_show_wrote_is_no_letter(letter_path: Path, tmp_path: Path) -> None:
    upheld("show", letter_path, folder=tmp_path)
    run = upheld("extract", tmp_path)
    assert run.returncode == 1
    assert "a page that `upheld show` wrote (identify)" in run.stderr


def test_show_writes_to_standard_output(letter_path: Path, tmp_path: Path) -> None:
    run = upheld("show", letter_path, "--out", "-", folder=tmp_path)
    assert run.stdout.startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == []


def test_show_writes_a_page(letter_path: Path, tmp_path: Path) -> None:
    run = upheld("show", letter_path, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    page = tmp_path / f"{letter_path.stem}.html"
    assert run.stdout.strip() == f"written: {page.name}"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_show_does_not_write_over_the_letter(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>MRI: Upheld</body></html>")
    run = upheld("show", "a.html", folder=tmp_path)
    assert run.returncode == 2
    assert "MRI" in (tmp_path / "a.html").read_text()


def test_show_of_what_is_not_there(tmp_path: Path) -> None:
    run = upheld("show", tmp_path / "absent.txt")
    assert run.returncode == 1
    assert "no such file" in run.stderr


def test_version() -> None:
    import upheld as package

    assert upheld("--version").stdout.strip() == f"upheld {package.__version__}"
