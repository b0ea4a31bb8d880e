"""The notebooks run, and those that are kept are whole, small and the same as the documents."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from execute import execute, strip

from notebook_outputs import shared_outputs
from samples import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
_LINES = 15
_BYTES = 600_000


@pytest.fixture
def outputs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the notebooks read, on little data; they are told where it is."""
    base = tmp_path_factory.getbasetemp()
    out = shared_outputs(base.parent if base.name.startswith("popen-") else base)
    monkeypatch.setenv("UPHELD_OUT", str(out))
    monkeypatch.delenv("UPHELD_TABLES", raising=False)
    return out


def code_of(path: Path) -> list[Any]:
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def tables_of(path: Path) -> list[pd.DataFrame]:
    """Give the tables that a kept notebook shows, as texts."""
    pages = [
        output["data"]["text/html"]
        for cell in code_of(path)
        for output in cell.outputs
        if "<table" in output.get("data", {}).get("text/html", "")
    ]
    read = [table for page in pages for table in pd.read_html(StringIO(page))]
    return [table.astype(str) for table in read]


@each
def test_a_notebook_runs_on_other_data(path: Path, outputs: Path) -> None:
    before = path.read_bytes()
    executed = execute(path)  # Raises where a cell fails or warns.
    kept = nbformat.read(path, as_version=4)
    assert [cell.source for cell in executed.cells] == [cell.source for cell in kept.cells]
    # The kinds of outputs are those of the kept one: no figure and no table is missing.
    kinds = [
        [
            sorted(output.get("data", {}))
            for cell in held.cells
            for output in cell.get("outputs", [])
        ]
        for held in (executed, kept)
    ]
    assert kinds[0] == kinds[1]
    assert path.read_bytes() == before


@each
def test_a_kept_notebook_is_executed_from_the_top_without_complaint(path: Path) -> None:
    cells = code_of(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"


@each
def test_a_kept_notebook_holds_nothing_of_its_machine_and_is_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stat().st_size < _BYTES
    assert not re.search(r" at 0x[0-9a-f]{6,}|/tmp/", text)
    assert strip(nbformat.reads(text, as_version=4)) == nbformat.reads(text, as_version=4)


@each
def test_cells_are_short_and_define_nothing(path: Path) -> None:
    for cell in code_of(path):
        assert cell.source.count("\n") < _LINES
        assert not re.search(r"^\s*(?:def|class) ", cell.source, re.MULTILINE)


@each
def test_a_notebook_says_what_it_shows_and_names_no_test_document(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert any(cell.cell_type == "markdown" and cell.source.startswith("## ") for cell in cells)
    held = json.loads((ROOT / "annotations" / "splits.json").read_text(encoding="utf-8"))["test"]
    text = path.read_text(encoding="utf-8")
    assert [case for case in held if re.search(rf"\b{re.escape(case)}\b", text)] == []


def card_tables(page: str) -> list[tuple[str, pd.DataFrame]]:
    """Give the tables of a page that stand between marks, as texts, with the names of the marks."""
    text = (ROOT / page).read_text(encoding="utf-8")
    tables = []
    for name, body in re.findall(r"<!-- ([a-z][^>]*?) -->\n(.*?)<!-- /", text, re.DOTALL):
        for block in re.split(r"\n\s*\n", body.strip()):
            rows = [
                [cell.strip() for cell in line.strip("| ").split("|")]
                for line in block.splitlines()
                if line.startswith("|")
            ]
            tables.append((name, pd.DataFrame(rows[2:], columns=rows[0])))
    return tables


def test_the_corpus_is_counted_alike_in_its_card_and_in_its_notebook() -> None:
    shown = shown_rows("02-corpus.ipynb")
    told = [
        table
        for name, table in card_tables("annotations/README.md")
        if name == "counts" or (name.startswith("agreement") and "reports" not in name)
    ]
    assert len(told) == 5
    for table in told:
        assert [row for row in normal(table) if tuple(row) not in shown] == []


def shown_rows(name: str) -> set[tuple[str, ...]]:
    """Give the rows of all tables of a notebook."""
    return {tuple(row) for table in tables_of(ROOT / "notebooks" / name) for row in normal(table)}


def test_the_entity_model_has_the_scores_of_its_card_in_its_notebook() -> None:
    ((_, told),) = [held for held in card_tables("models/README.md") if held[0] == "comparison"]
    shown = shown_rows("03-entities.ipynb")
    columns = ["part", "finder", "documents", "gold", "found", "right", "precision", "recall", "F1"]
    rows = normal(told[[*columns, "overlap F1"]])
    assert len(rows) > 10
    assert [row for row in rows if tuple(row) not in shown] == []


def test_the_decision_model_has_the_scores_of_its_page_in_its_notebook() -> None:
    tables = {
        name.removeprefix("scores: "): table
        for name, table in card_tables("docs/decisions.md")
        if name.startswith("scores: ")
    }
    assert list(tables) == ["development side", "simulated"]
    # Setting, classifier, decisions, and the metrics of the notebook.
    shown = {(row[0], row[1], *row[3:]) for row in shown_rows("04-decisions.ipynb")}
    for setting, table in tables.items():
        rows = normal(table[["classifier", "ROC AUC", "PR AUC", "Brier", "ECE"]])
        assert [row for row in rows if (plain(setting), *row) not in shown] == []


def normal(table: pd.DataFrame) -> list[list[str]]:
    """Give rows as texts that do not depend on how numbers are set."""
    return [[plain(value) for value in row] for row in table.to_numpy().tolist()]


def plain(value: object) -> str:
    text = str(value).replace(",", "")
    try:
        number = float(text)
    except ValueError:
        return text
    return f"{number:.3f}"
