"""The learning curve in document and notebook is the one that is kept beside the model."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
from lxml import html

from samples import ROOT

LEARNING = ROOT / "models" / "entities" / "learning.csv"


def tables_of(name: str) -> list[pd.DataFrame]:
    """Give the tables that a kept notebook shows, as texts."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    pages = [
        output["data"]["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "<table id=" in output.get("data", {}).get("text/html", "")
    ]
    return [read(table) for page in pages for table in html.fromstring(page).iter("table")]


def read(table: html.HtmlElement) -> pd.DataFrame:
    head = [cell.text_content().strip() for cell in table.iter("th")]
    rows = [[cell.text_content().strip() for cell in row.iter("td")] for row in table.iter("tr")]
    return pd.DataFrame([row for row in rows if row], columns=head)


def rows_of(path: Path, mark: str) -> list[list[str]]:
    """Give the cells of a table between marks, as texts."""
    text = path.read_text(encoding="utf-8")
    body = text.split(f"<!-- {mark} -->\n")[1].split("<!-- /")[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_learning_curve_is_the_one_that_is_kept() -> None:
    learning = pd.read_csv(LEARNING)
    runs = learning[learning["label"] == "all"].groupby("letters")["f1"]
    kept = [
        [f"{size}", f"{f1.mean():.3f}", f"{f1.min():.3f}", f"{f1.max():.3f}"] for size, f1 in runs
    ]
    assert rows_of(ROOT / "docs" / "reports.md", "learning") == kept
    (shown,) = [table for table in tables_of("03-entities") if "lowest" in table]
    assert shown[["letters", "f1", "lowest", "highest"]].to_numpy().tolist() == kept
