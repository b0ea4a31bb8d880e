"""The ground the project stands on: its rooms, its names, what it may hold."""

from __future__ import annotations

import ast
import html
import json
import re
import subprocess
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import upheld
from corpora import REPORTS
from samples import ROOT, SAMPLES
from upheld.corpus.document import LABELS
from upheld.corpus.files import read_texts

PACKAGE = ROOT / "pipeline" / "upheld"
RUN = 20  # Words in a row that no fixed phrase of the format has.
MODULES = sorted(PACKAGE.rglob("*.py"))
# The way of a letter: a folder may use those in front of it, never one behind it.
ORDER = (
    "reading",
    "layout",
    "meaning",
    "decisions",
    "components",
    "corpus",
    "training",
    "extraction",
    "annotating",
    "findings",
    "plots",
    "display",
    "cli",
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_short_and_looks_only_back(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") < 400
    room = module.relative_to(PACKAGE).parts[0]
    if room not in ORDER:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("upheld."):
            used = str(node.module).split(".")[1]
            assert ORDER.index(used) <= ORDER.index(room), f"{room} looks forward to {used}"


def test_public_names_are_there() -> None:
    assert all(getattr(upheld, name) is not None for name in upheld.__all__)
    assert dir(upheld) == sorted(upheld.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = upheld.nothing


def test_constraints_are_exact_and_cover_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9A-Za-z.+!]+", pin) for pin in pins)
    pinned = {pin.split("==")[0].lower().replace("_", "-") for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(entry for extra in extras for entry in extra)]
    names = {Requirement(entry).name.lower().replace("_", "-") for entry in wanted}
    assert names <= pinned
    assert requires("upheld")


def test_the_project_names_no_machine_and_no_registry() -> None:
    forbidden = re.compile(
        r"(?:/work/|/root/|/home/\w|--(?:extra-)?index-url|find-links|pypi\.org/simple)"
    )
    for path in tracked():
        if (
            path.suffix in {".py", ".md", ".toml", ".txt", ".json", ".cfg", ".ipynb", ""}
            and path.name != "test_project.py"
        ):
            found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def words_of(path: Path) -> str:
    """Give what can be read in a file: of a notebook its cells and outputs, without marks between the words."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    pieces = [cell["source"] for cell in cells] + [output.get("text", []) for output in outputs]
    pieces += [
        piece
        for output in outputs
        for kind, piece in output.get("data", {}).items()
        if kind.startswith("text/")
    ]
    # Labels stand behind their spans, within a sentence.
    marks = re.compile(
        rf"<(style|small)\b.*?</\1>|<span[^>]*>(?:{'|'.join(LABELS)})</span>|<[^>]*>", re.DOTALL
    )
    return html.unescape("\n".join(marks.sub(" ", "".join(piece)) for piece in pieces))


def copied_from(others: set[str]) -> list[str]:
    """Give where the project holds a run of words of these."""
    return [
        f"{path.relative_to(ROOT)}: {sorted(found)[0]}"
        for path in tracked()
        if path.suffix in {".py", ".md", ".txt", ".json", ".jsonl", ".toml", ".html", ".ipynb"}
        if (found := others & runs(words_of(path)))
    ]


def test_no_sentence_of_the_real_letter_is_in_the_project(real_letter: Path) -> None:
    assert copied_from(runs(real_letter.read_text(encoding="utf-8"))) == []


@pytest.mark.skipif(not REPORTS.is_file(), reason="the reports are not here")
def test_no_sentence_of_a_report_is_in_the_project() -> None:
    texts = read_texts(REPORTS).values()
    assert copied_from(set().union(*map(runs, texts))) == []


def test_a_notebook_is_read_without_its_marks() -> None:
    source = SAMPLES / "letters" / "imr-2014" / "01-lumbar-epidural.txt"
    summary = re.search(r"This\s+54-year-old.{400}", source.read_text(encoding="utf-8"), re.DOTALL)
    assert summary
    found = runs(summary.group()) & runs(words_of(ROOT / "notebooks" / "01-first-letter.ipynb"))
    assert len(found) > 20


def test_every_command_of_the_makefile_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(phony.split())
