"""`upheld bench`: the speed of reading, of letters and of simulated ones."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from samples import SAMPLES
from upheld.cli.app import app
from upheld.cli.bench import stage_table
from upheld.extraction.stages import StageTimes

RUNNER = CliRunner(env={"COLUMNS": "120"})


def test_so_many_letters_are_read(small_model: Path) -> None:
    asked = ["bench", str(SAMPLES / "letters"), "--letters", "3", "--model", str(small_model)]
    run = RUNNER.invoke(app, asked)
    assert run.exit_code == 0, run.output
    assert "3 letters" in run.output
    for stage in ("reading", "layout and requests", "upheld_entities", "rows of tables"):
        assert stage in run.output
    assert "hours of one processor" in run.output


def test_without_letters_simulated_ones_are_read(small_model: Path) -> None:
    run = RUNNER.invoke(app, ["bench", "--letters", "2", "--model", str(small_model)])
    assert run.exit_code == 0, run.output
    assert "2 letters" in run.output


def test_what_cannot_be_read_is_told(small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing in dispute here.")
    run = RUNNER.invoke(app, ["bench", str(tmp_path), "--model", str(small_model)])
    assert run.exit_code == 1
    assert "1 could not be read" in run.output
    assert "error: no letter was read" in run.output
    missing = RUNNER.invoke(app, ["bench", "--model", str(tmp_path / "no-model")])
    assert missing.exit_code == 1
    assert missing.output.startswith("error: ")


def test_the_table_says_what_a_letter_takes_and_an_archive() -> None:
    seconds = {"tokens": 0.2, "upheld_entities": 0.4, "upheld_meaning": 0.3}
    table = stage_table(StageTimes(letters=10, words=6_300, seconds=seconds))
    columns = [[str(cell) for cell in column.cells] for column in table.columns]
    assert columns == [
        ["tokens", "upheld_entities", "upheld_meaning", "together"],
        ["20.0", "40.0", "30.0", "90.0"],
        ["22 %", "44 %", "33 %", "7,000 words/s"],
        ["0.50", "1.00", "0.75", ""],
    ]
    # 90 ms a letter, one and a half million times.
    assert table.caption == "1,500,000 such letters: 38 hours of one processor"


def test_a_pipeline_without_entities_is_compared_with_nothing() -> None:
    table = stage_table(StageTimes(letters=1, words=10, seconds={"tokens": 0.5}))
    assert list(table.columns[3].cells) == ["", ""]


def test_names_of_components_are_no_markup() -> None:
    table = stage_table(StageTimes(letters=1, words=10, seconds={"[/]": 0.5, "[red]x": 0.5}))
    console = Console(width=120, file=StringIO())
    console.print(table)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[/]" in shown
    assert "[red]x" in shown
