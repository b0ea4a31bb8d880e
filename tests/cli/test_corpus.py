"""`upheld corpus`: what its commands print and write, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from corpora import LETTER, document, write_corpus
from upheld.cli import app
from upheld.corpus.document import LabelledSpan
from upheld.corpus.files import read_documents, write_documents
from upheld.corpus.splits import Splits


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one good letter."""
    made = write_corpus(tmp_path / "corpus", [document("No [[DIAGNOSIS|knee pain]] now.")])
    Splits({"a": "train"}).write(made / "splits.json")
    return made


def test_check_passes_a_good_corpus(folder: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 0
    assert result.stdout == "1 documents checked: 0 errors, 0 warnings\n"


def test_check_names_file_document_offsets_and_reason_but_no_word(folder: Path) -> None:
    bad = document("Secret [[DIAGNOSIS|knee ]]pain", "b")
    write_documents(folder / "letters" / "bad.jsonl", [bad])
    result = run("check", folder)
    assert result.exit_code == 1
    assert "bad.jsonl: b[7:12] error: white space: at an edge of the span" in result.stderr
    assert "b[0:0] error: split: case b has no side" in result.stderr
    assert "Secret" not in result.output
    assert "knee" not in result.output


def test_check_quiet_leaves_the_warnings_out(folder: Path) -> None:
    more = [document(f"[[BODY_PART|knee pain]] {n}", f"b{n}") for n in range(2)]
    write_documents(folder / "letters" / "more.jsonl", more)
    run("split", folder)
    loud, quiet = run("check", folder), run("check", folder, "--quiet")
    assert loud.exit_code == quiet.exit_code == 0
    assert "a[3:12] warning: two labels: DIAGNOSIS here, BODY_PART 2 times" in loud.stdout
    assert quiet.stdout == "3 documents checked: 0 errors, 1 warnings\n"


def test_check_goes_on_past_what_cannot_be_read(folder: Path) -> None:
    bad = json.dumps(document("[[DIAGNOSIS|knee ]]pain", "a").to_json())
    (folder / "letters" / "z.jsonl").write_text('{"id": "SECRET"}\n{\n' + bad)
    result = run("check", folder)
    assert result.exit_code == 1
    assert "z.jsonl:1: the key 'text' is missing" in result.stderr
    assert "z.jsonl:2: not a line of JSON" in result.stderr
    assert "z.jsonl: a[0:5] error: white space" in result.stderr
    assert "SECRET" not in result.output
    assert result.stdout == "2 documents checked: 4 errors, 0 warnings\n"


def test_unreadable_lines_alone_fail_the_check(folder: Path) -> None:
    (folder / "letters" / "z.jsonl").write_text("{\n")
    result = run("check", folder)
    assert result.exit_code == 1
    assert result.stdout == "1 documents checked: 1 errors, 0 warnings\n"


def test_check_says_what_it_passed_over(folder: Path) -> None:
    (folder / "letters" / "b.json").write_text("{}")
    for command in ("check", "stats"):
        result = run(command, folder)
        assert result.exit_code == 0
        assert f"left out: {folder / 'letters' / 'b.json'}: not a .jsonl file" in result.stdout


def test_stats(folder: Path) -> None:
    result = run("stats", folder, "--by", "side", "--by", "author")
    assert result.exit_code == 0
    assert "| train | 1 | 4 | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 |" in result.stdout
    assert "| author |" in result.stdout
    assert all(line.startswith("| ") for line in result.stdout.splitlines() if line)
    assert run("stats", folder, "--by", "colour").exit_code == 2


def test_build(folder: Path, tmp_path: Path) -> None:
    result = run("build", folder, "--out", tmp_path / "built")
    assert result.exit_code == 0
    assert "train.spacy" in result.stdout
    assert "spans left out: 0" in result.stdout
    assert (tmp_path / "built" / "development.spacy").is_file()


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (
            "[[BODY_PART|Knee]].",
            "more.jsonl: b: case b has no side (1 such documents): run 'upheld",
        ),
        ("Secret [[DIAGNOSIS|knee ]]pain", "more.jsonl: b[7:12] error: white space"),
    ],
)
def test_build_refuses_what_it_would_drop_or_change(
    folder: Path, tmp_path: Path, added: str, message: str
) -> None:
    write_documents(folder / "letters" / "more.jsonl", [document(added, "b")])
    if "error" in message:
        Splits({"a": "train", "b": "test"}).write(folder / "splits.json")
    result = run("build", folder, "--out", tmp_path / "built")
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Secret" not in result.output
    assert not (tmp_path / "built").exists()


def test_split_moves_none(folder: Path) -> None:
    more = [document(f"x {n}", f"b{n}", author="them") for n in range(4)]
    write_documents(folder / "letters" / "more.jsonl", more)
    result = run("split", folder, "--author", "them=test")
    assert result.stdout == "4 new cases: 0 train, 0 development, 4 test\n"
    assert Splits.read(folder / "splits.json").side_of("a") == "train"
    assert run("split", folder, "--author", "them=nowhere").exit_code == 2


def test_split_refuses_an_author_without_documents(folder: Path) -> None:
    before = (folder / "splits.json").read_bytes()
    result = run("split", folder, "--author", "simulatr=train")
    assert result.exit_code == 1
    assert "no document has the author 'simulatr'" in result.stderr
    assert (folder / "splits.json").read_bytes() == before


def test_import_writes_what_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LETTER, encoding="utf-8")
    result = run("import", tmp_path / "in", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    (read,) = read_documents(tmp_path / "out.jsonl")
    assert (read.id, len(read.label)) == ("a", 8)


def test_import_writes_nothing_where_there_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    broken = LETTER.replace("[[BODY_PART|knee]] is", "[[BODY_PART|kne]]e is")
    (tmp_path / "in" / "a.txt").write_text(broken, encoding="utf-8")
    result = run("import", tmp_path / "in", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "tokens" in result.stderr
    assert "nothing written" in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_import_names_the_file_of_a_fault(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    broken = LETTER.replace("[[BODY_PART|knee]] is", "[[BODY_PART|kne]]e is")
    (tmp_path / "in" / "a.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "in" / "deep" / "b.txt").write_text(broken, encoding="utf-8")
    result = run("import", tmp_path / "in", "--out", tmp_path / "out.jsonl")
    assert f"{tmp_path / 'in' / 'deep' / 'b.txt'}: b[" in result.stderr
    assert "a.txt" not in result.stderr


def test_import_names_what_it_passes_over(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.TXT", "b.doc"):
        (tmp_path / "in" / name).write_text(LETTER, encoding="utf-8")
    result = run("import", tmp_path / "in", "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    assert f"left out: {tmp_path / 'in' / 'b.doc'}: not a letter (.txt)" in result.stdout
    assert [read.id for read in read_documents(tmp_path / "out.jsonl")] == ["a"]


@pytest.mark.parametrize("place", ["nowhere", "empty", "out.jsonl"])
def test_import_of_a_wrong_path_leaves_the_file_alone(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "out.jsonl").write_text("precious\n")
    result = run("import", tmp_path / place, "--out", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert str(tmp_path / place) in result.stderr
    assert (tmp_path / "out.jsonl").read_text() == "precious\n"


@pytest.mark.parametrize("out", [".", "", "made.jsonl"])
def test_simulate_refuses_a_folder_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "made.jsonl").mkdir()
    asked: list[int] = []
    monkeypatch.setattr("upheld.corpus.simulator.simulate", lambda *_, **__: map(asked.append, [1]))
    result = run("simulate", "--letters", "1", "--out", out)
    assert result.exit_code == 1
    assert "is a folder: give the name of a file" in result.stderr
    assert asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["made.jsonl"]


def test_agreement(tmp_path: Path) -> None:
    first = document("[[DIAGNOSIS|knee pain]] and [[TREATMENT|ice]]")
    second = document("[[BODY_PART|knee]] pain and [[TREATMENT|ice]]")
    write_documents(tmp_path / "a.jsonl", [first])
    write_documents(tmp_path / "b.jsonl", [second])
    result = run("agreement", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--list")
    assert result.exit_code == 0
    assert "a: [0:9] DIAGNOSIS | [0:4] BODY_PART" in result.stdout
    assert "| TREATMENT | 1.000 | 1 | 0 | 0 |" in result.stdout
    assert "| all | 0.500 | 1 | 1 | 1 |" in result.stdout


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (["knee pain"], ["other words"], "a: the text has hash"),
        ([], [], "a.jsonl: there is no document in it"),
    ],
)
def test_agreement_refuses_what_it_cannot_compare(
    tmp_path: Path, first: list[str], second: list[str], message: str
) -> None:
    write_documents(tmp_path / "a.jsonl", map(document, first))
    write_documents(tmp_path / "b.jsonl", map(document, second))
    result = run("agreement", tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stdout == ""


def test_agreement_refuses_labels_that_it_would_not_count(tmp_path: Path) -> None:
    label = (LabelledSpan(0, 4, "Drug"),)
    for name in ("a.jsonl", "b.jsonl"):
        write_documents(tmp_path / name, [document("knee pain", label=label)])
    result = run("agreement", tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert result.exit_code == 1
    assert "a.jsonl: a[0:4]: label: Drug is none of" in result.stderr


@pytest.mark.parametrize("command", ["check", "stats", "split"])
def test_a_folder_without_a_corpus(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path)
    assert result.exit_code == 1
    assert "no corpus" in result.stderr


def test_a_broken_file_is_named(folder: Path) -> None:
    (folder / "letters" / "z.jsonl").write_text("{\n")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "z.jsonl:1: not a line of JSON" in result.stderr
