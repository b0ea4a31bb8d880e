"""The README keeps its word: its examples run, its output is what the commands print."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from corpora import LETTER, write_split_corpus
from doccano import Person
from files import make_pdf, make_zip
from samples import ROOT, SAMPLES
from upheld.annotating.exchange import Server
from upheld.cli import app
from upheld.corpus.document import Document
from upheld.corpus.files import read_documents
from upheld.extraction import SCHEMAS
from upheld.extraction.archive.manifest import Entry, Manifest, Options
from upheld.reading.kinds import SUFFIXES

README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = [token for token in MarkdownIt().parse(README) if token.type == "fence"]
PYTHON = [fence.content for fence in FENCES if fence.info == "python"]
CONSOLE = [fence.content for fence in FENCES if fence.info == "console"]


def commands_of(blocks: Iterable[str]) -> list[str]:
    """Give the commands of `upheld` in blocks of a terminal."""
    return [line[2:] for block in blocks for line in block.splitlines() if line[:8] == "$ upheld"]


COMMANDS = [commands for block in CONSOLE if (commands := commands_of([block]))]


@pytest.mark.parametrize("code", PYTHON)
def test_python_examples_run_and_give_what_they_say(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    promised = 0
    for line in code.splitlines():
        source, _, comment = line.partition("#")
        value: Any = None
        try:
            value = eval(source.strip(), names) if source.strip() else None
        except SyntaxError:
            exec(source, names)
        if re.fullmatch(r"\s*'.*'\s*", comment):
            assert value == ast.literal_eval(comment.strip()), line
            promised += 1
    assert promised >= 3
    assert names["doc"]._.letter == names["letter"]


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_python_of_the_docs_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for fence in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if fence.type == "fence" and fence.info == "python":
            exec(fence.content, names)


def test_the_output_of_make_run_is_the_one_printed() -> None:
    (printed,) = [block for block in CONSOLE if "24 inputs" in block]
    run = subprocess.run(
        [sys.executable, "-m", "upheld", "extract", str(SAMPLES.relative_to(ROOT) / "letters")],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    shown = [line.rstrip() for line in run.stdout.decode().splitlines()]
    before, after = printed.split("\n...\n")
    first = [line.rstrip() for line in before.splitlines()]
    assert shown[: len(first)] == first
    assert shown[-1] == after.splitlines()[0]
    assert [f"written: out/{name}.csv" for name in SCHEMAS] == after.splitlines()[1:]


@pytest.fixture
def desk(tmp_path: Path, letter_text: str) -> Path:
    """A folder with what the examples name."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text(letter_text, encoding="utf-8")
    (tmp_path / "letter.txt").write_text(letter_text, encoding="utf-8")
    (tmp_path / "summary.txt").write_text(
        "She has low back pain. Therapy failed.", encoding="utf-8"
    )
    (tmp_path / "letter.pdf").write_bytes(make_pdf(letter_text))
    (tmp_path / "archive.zip").write_bytes(make_zip({"a.txt": letter_text.encode()}))
    pd.DataFrame({"text": [letter_text]}).to_csv(tmp_path / "table.csv")
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / "a.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


def call(command: str, desk: Path) -> None:
    """Run a command of the examples in a folder."""
    run = subprocess.run(
        command.replace("upheld", f"{sys.executable} -m upheld", 1),
        shell=True,
        cwd=desk,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, f"{command}: {run.stderr.decode()}"


@pytest.mark.parametrize("commands", COMMANDS, ids=lambda commands: commands[0])
def test_commands_run_one_after_the_other(
    commands: list[str],
    desk: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if "import" not in commands[0]:
        write_split_corpus(desk / "own")
    if "annotate" in commands[0]:
        call_with_server(commands, desk, request.getfixturevalue("doccano"), monkeypatch)
        assert len(read_documents_of(desk / "own" / "letters" / "reviews.jsonl")) == 3
        return
    for command in commands:
        call(command, desk)


def test_the_commands_of_the_page_on_annotating_run(
    desk: Path, doccano: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "annotating.md").read_text(encoding="utf-8")
    blocks = [t.content for t in MarkdownIt().parse(page) if t.info == "console"]
    write_split_corpus(desk / "own")
    printed = call_with_server(commands_of(blocks), desk, doccano, monkeypatch)
    assert "alice and bob: 3 letters that both read" in printed
    assert (desk / "differences.html").is_file()
    assert len(read_documents_of(desk / "own" / "letters" / "study.jsonl")) == 3
    assert len(read_documents_of(desk / "items.admin.jsonl")) == 3
    assert len(read_documents_of(desk / "next.jsonl")) == 1


def read_documents_of(path: Path) -> list[Document]:
    return list(read_documents(path))


def call_with_server(
    commands: list[str], desk: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Run commands that speak with a server; whoever may, confirms all letters of a project that is pushed to."""
    more = {"b.txt": "Her left hip hurts.", "c.txt": "He asks for an MRI. Pain is 7/10."}
    for name, text in more.items():
        (desk / "letters" / name).write_text(text, encoding="utf-8")
    people = [Person(replace(server, user=user)) for user in ("admin", "alice", "bob")]
    monkeypatch.chdir(desk)
    monkeypatch.setenv("DOCCANO_URL", server.url)
    monkeypatch.setenv("DOCCANO_PASSWORD", server.password)
    printed, done = "", set()
    for command in commands:
        if "select" in command:  # One that no corpus holds.
            (desk / "letters" / "d.txt").write_text("A new letter.", encoding="utf-8")
            for name in ("a.txt", *more):
                (desk / "letters" / name).unlink()
        # In this process, as each new one takes seconds to start.
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}: {result.output}"
        printed += result.stdout
        project = re.search(r"push .*--project (\w+)", command)
        if project and project[1] not in done:
            done.add(project[1])
            for person in people if "alice" in command else people[:1]:
                number = person.project(project[1])
                for letter in person.letters(number):
                    person.confirm(number, letter)
    return printed


def test_the_tables_are_named() -> None:
    for name in SCHEMAS:
        assert re.search(rf"^\| `{name}` \|", README, re.MULTILINE)


def test_every_kind_of_file_is_named() -> None:
    for suffix in (".txt", ".pdf", ".html", ".jsonl", ".csv", ".parquet"):
        assert suffix in SUFFIXES
        assert f"`{suffix}`" in README


@pytest.mark.parametrize(
    "page",
    sorted(ROOT.glob("*.md"))
    + sorted(ROOT.glob("annotations/*.md"))
    + sorted(ROOT.glob("docs/*.md"))
    + sorted(ROOT.glob("notebooks/*.md")),
    ids=lambda p: p.name,
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_the_manifest_is_described_key_by_key() -> None:
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    types = {"int": "integer", "str": "text", "str | None": "text", "bool": "truth value"}
    types |= {"Options": "object", "list[str]": "list", "list[int]": "list"}
    told = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", text, re.MULTILINE)
    columns = [column for part in (Manifest, Options, Entry) for column in fields(part)]
    assert told == [(column.name, types.get(str(column.type), "object")) for column in columns]


def test_the_data_dictionary_has_every_column_with_its_type() -> None:
    types = {"string": "text", "int64": "integer", "double": "number", "bool": "truth value"}
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for part in text.split("\n## ")[1:]:
        name = part.split("\n", 1)[0]
        told = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", part, re.MULTILINE)
        schema = SCHEMAS[name]  # type: ignore[index]
        assert told == [(column.name, types[str(column.type)]) for column in schema]
    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == list(SCHEMAS)
