"""The whole circle with a real server: push, annotate as two users, pull, compare, check, train."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from corpora import write_split_corpus
from doccano import Person
from trained import NETWORK
from upheld.annotating.exchange import Server, pull, push
from upheld.annotating.incoming import read_pulled
from upheld.annotating.kinds import ENTITIES
from upheld.annotating.outgoing import to_record
from upheld.cli import app
from upheld.components import LetterEnglish
from upheld.corpus.document import LABELS, Document, LabelledSpan, text_hash
from upheld.corpus.files import read_documents

# White space and an emoji in front, an accent that stands apart, line ends of Windows.
ODD = "\r\n \tNote \U0001f600 of a cafe\u0301 worker.\r\n\r\nShe has knee pain and had an MRI.\r\nIt was normal. \n"
PLAIN = "He asks for aquatic therapy.\n\nThe left hip hurts, 7/10."


@pytest.fixture
def call(doccano: Server, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A caller of commands, who knows server and password."""
    monkeypatch.setenv("DOCCANO_URL", doccano.url)
    monkeypatch.setenv("DOCCANO_PASSWORD", doccano.password)
    return CliRunner()


@pytest.fixture
def letters(tmp_path: Path, letter_path: Path) -> Path:
    """A folder of three letters."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "real.txt").write_bytes(letter_path.read_bytes())
    (folder / "odd.txt").write_text(ODD, encoding="utf-8", newline="")
    (folder / "plain.txt").write_text(PLAIN, encoding="utf-8")
    return folder


def run(call: CliRunner, *arguments: str | Path) -> Result:
    return call.invoke(app, list(map(str, arguments)))


def test_the_whole_circle(doccano: Server, call: CliRunner, letters: Path, tmp_path: Path) -> None:
    name = f"circle {uuid4()}"
    pushing = ["annotate", "push", letters, "--project", name]
    pushed = run(call, *pushing, "--annotator", "alice", "--annotator", "bob")
    assert pushed.exit_code == 0, pushed.output
    assert "3 letters uploaded, 0 were there already" in pushed.stdout

    people = {
        user: Person(Server(doccano.url, user, doccano.password)) for user in ("alice", "bob")
    }
    admin = Person(doccano)
    project = admin.project(name)
    by_text = {letter["text"]: letter for letter in admin.letters(project)}
    odd, plain = by_text[ODD.strip()], by_text[PLAIN]
    for person in people.values():
        person.mark(project, odd, "knee pain", "DIAGNOSIS")
        person.mark(project, plain, "aquatic therapy", "TREATMENT")
        person.confirm(project, odd)
    people["alice"].mark(project, odd, " MRI", "TREATMENT")
    people["alice"].mark(project, odd, "norm", "DIAGNOSIS")
    people["alice"].mark_at(project, odd, 6, 7, "MEASUREMENT")
    people["alice"].confirm(project, plain)
    people["bob"].mark(project, odd, "MRI", "BODY_PART")
    people["bob"].comment(project, odd, "Is \u201cnormal\u201d one?")
    admin.confirm(project, odd)

    pulled = run(call, "annotate", "pull", "--project", name, "--out", tmp_path / "p.jsonl")
    assert pulled.exit_code == 1  # Two spans could not be kept.
    begin = ODD.index("normal")
    assert f"[{begin}:{begin + 4}] error: tokens: the span begins or ends within" in pulled.stderr
    assert "[6:7] error: place: begins or ends within a character" in pulled.stderr
    assert "warning: white space: at an edge of the span: cut off" in pulled.stdout
    held = {}
    for user in people:
        held[user] = {d.text: d for d in read_documents(tmp_path / f"p.{user}.jsonl")}
        assert set(held[user]) == {ODD, PLAIN}
    found = [(ODD[s.start : s.end], s.label) for s in held["alice"][ODD].label]
    assert found == [("knee pain", "DIAGNOSIS"), ("MRI", "TREATMENT")]
    assert held["bob"][ODD].extra["comments"] == ["Is \u201cnormal\u201d one?"]
    assert held["bob"][ODD].extra["approved_by"] == ["admin"]
    states = [held[user][PLAIN].extra["confirmed"] for user in ("alice", "bob")]
    assert states == [True, False]
    readings = [tmp_path / f"p.{user}.jsonl" for user in people]
    agreement = run(call, "corpus", "agreement", *readings)
    assert "| DIAGNOSIS | 1.000 | 1 | 0 | 0 |" in agreement.stdout

    corpus = write_split_corpus(tmp_path / "own")
    into = ["--annotator", "alice", "--into", corpus, "--out", tmp_path / "alice.jsonl"]
    merged = run(call, "annotate", "pull", "--project", name, *into)
    assert ": 2 letters added, 0 replaced; new cases: " in merged.stdout, merged.output
    assert run(call, "corpus", "check", corpus).exit_code == 0
    again = run(call, "annotate", "pull", "--project", name, *into)
    assert ": 0 letters added, 2 replaced; new cases: 0 train" in again.stdout
    small = {f"{NETWORK}.encode.width": 16, f"{NETWORK}.encode.depth": 1}
    steps = {"training.max_steps": 5, "training.eval_frequency": 5}
    values = [word for k, v in (small | steps).items() for word in ("--set", f"{k}={v}")]
    trained = run(call, "train", "entities", "--corpus", corpus, "--out", tmp_path / "m", *values)
    assert trained.exit_code == 0, trained.output
    assert (tmp_path / "m" / "config.cfg").is_file()


def test_labels_go_on_where_they_were_broken_off_and_leave_what_people_did(
    doccano: Server, call: CliRunner, letters: Path
) -> None:
    (letters / "real.txt").unlink()
    (letters / "third.txt").write_text("Severe neck pain, back pain and a rash.", encoding="utf-8")
    name = f"labels {uuid4()}"
    pushing = ["annotate", "push", letters, "--project", name, "--pre-label"]
    first = run(call, *pushing, "--annotator", "alice")
    assert first.exit_code == 0, first.output
    # An annotator sees her own labels alone, and may get those of the model herself, but not what others did.
    own = run(call, *pushing, "--user", "alice")
    assert own.stdout.splitlines()[1] == first.stdout.splitlines()[1].replace("admin", "alice")
    into = ["--out", letters / "p.jsonl", "--user", "alice"]
    refused = run(call, "annotate", "pull", "--project", name, *into)
    assert "error: alice may not do that at " in refused.stderr
    admin = Person(doccano)
    project = admin.project(name)
    by_text = {letter["text"]: letter for letter in admin.letters(project)}
    odd, plain, third = (
        by_text[text] for text in (ODD.strip(), PLAIN, "Severe neck pain, back pain and a rash.")
    )
    # One letter lacks its last labels, one is gone, one was changed.
    *_, last = admin.spans(project, plain)
    admin.call("delete", f"projects/{project}/examples/{plain['id']}/spans/{last['id']}")
    lost = admin.spans(project, odd)
    admin.call("delete", f"projects/{project}/examples/{odd['id']}")
    begin, *_ = admin.spans(project, third)
    admin.call("delete", f"projects/{project}/examples/{third['id']}/spans/{begin['id']}")

    second = run(call, *pushing)
    assert "1 letters uploaded, 2 were there already" in second.stdout
    assert f"{1 + len(lost)} labels in 2 letters, as admin's" in second.stdout
    for letter in admin.letters(project):
        admin.call("delete", f"projects/{project}/examples/{letter['id']}/spans")
        admin.confirm(project, letter)
    third_time = run(call, *pushing)
    assert "0 letters uploaded, 3 were there already\n0 labels in 0 letters" in third_time.stdout


def test_a_text_that_was_changed_on_the_server_is_refused(
    doccano: Server, call: CliRunner, letters: Path, tmp_path: Path
) -> None:
    name = f"text {uuid4()}"
    admin = Person(doccano)
    assert run(call, "annotate", "push", letters, "--project", name).exit_code == 0
    project = admin.project(name)
    (plain,) = [each for each in admin.letters(project) if each["text"] == PLAIN]
    admin.mark(project, plain, "left hip", "BODY_PART")
    admin.call("patch", f"projects/{project}/examples/{plain['id']}", text=PLAIN + " Changed.")
    result = run(call, "annotate", "pull", "--project", name, "--out", tmp_path / "p.jsonl")
    assert result.exit_code == 1
    assert "the text on the server is not the one that was pushed" in result.stderr


def test_projects_of_another_type_or_kind_are_left_alone(
    doccano: Server, call: CliRunner, letters: Path
) -> None:
    name = f"other {uuid4()}"
    Person(doccano).call(
        "post",
        "projects",
        name=name,
        description="d",
        project_type="Seq2seq",
        resourcetype="Seq2seqProject",
    )
    result = run(call, "annotate", "push", letters, "--project", name)
    assert result.exit_code == 1
    assert "is of another type, Seq2seq, and not SequenceLabeling" in result.stderr
    name = f"kind {uuid4()}"
    assert (
        run(call, "annotate", "push", letters, "--project", name, "--kind", "items").exit_code == 0
    )
    result = run(call, "annotate", "push", letters, "--project", name)
    assert "is of another kind: it has the label overturned" in result.stderr


def test_who_may_not_log_in_is_told_so(
    call: CliRunner, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCCANO_PASSWORD", "wrong")
    result = run(call, "annotate", "push", letters, "--project", "any")
    assert result.exit_code == 1
    assert "does not let admin in: the password (DOCCANO_PASSWORD) or the name" in result.stderr
    assert "wrong\n" in result.stderr
    assert result.stderr.count("\n") == 1


def test_items_and_decisions_come_back(
    doccano: Server, call: CliRunner, letters: Path, tmp_path: Path
) -> None:
    name = f"items {uuid4()}"
    kind = ["--project", name, "--kind", "items"]
    assert run(call, "annotate", "push", letters, *kind, "--pre-label").exit_code == 0
    admin = Person(doccano)
    project = admin.project(name)
    by_text = {letter["text"]: letter for letter in admin.letters(project)}
    admin.mark(project, by_text[ODD.strip()], "MRI", "undecided")
    admin.mark(project, by_text[PLAIN], "aquatic therapy", "overturned")
    result = run(call, "annotate", "pull", *kind, "--out", tmp_path / "p.jsonl")
    assert result.exit_code == 0, result.output
    documents = {d.text: d for d in read_documents(tmp_path / "p.admin.jsonl")}
    found = {
        text: [(i.number, i.text, i.decision) for i in documents[text].items]
        for text in (ODD, PLAIN)
    }
    assert found[ODD] == [(1, "MRI", None)]
    assert found[PLAIN] == [(1, "aquatic therapy", "overturned")]
    (real,) = [d for text, d in documents.items() if text not in (ODD, PLAIN)]
    assert [item.decision for item in real.items] == ["overturned", "upheld", "upheld"]
    assert real.family == "imr-2014"
    assert "read_by" not in real.extra


WORDS = st.sampled_from(
    "knee caf\u00e9 cafe\u0301 \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u0928\u0940"
    ' a\u0301\u0323b 7/10 "quoted" back\\slash \U0001d11e <b>'.split()
)
GAPS = st.sampled_from([" ", "\r\n", "\n\n", "\t", " \u00a0 ", "\u2028", ", "])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of odd words, some of its tokens labelled."""
    pieces = draw(st.lists(st.tuples(GAPS, WORDS), min_size=1, max_size=12))
    text = "".join(gap + word for gap, word in pieces) + draw(st.sampled_from(["", "\r\n ", "."]))
    tokens = [t for t in LetterEnglish().tokenizer(text) if t.text.isalnum()]
    chosen = draw(st.lists(st.sampled_from(tokens), unique=True, max_size=3)) if tokens else []
    label = tuple(
        LabelledSpan(t.idx, t.idx + len(t), draw(st.sampled_from(LABELS)))
        for t in sorted(chosen, key=lambda t: t.idx)
    )
    sha256 = text_hash(text)
    return Document(sha256[:8], text, label, "letters", sha256[:8], "somebody", sha256)


@settings(max_examples=1)
@given(st.lists(documents(), min_size=15, max_size=15, unique_by=lambda d: d.sha256))
def test_texts_and_offsets_come_back_as_they_were(doccano: Server, drawn: list[Document]) -> None:
    name = f"texts {uuid4()}"
    done = push(doccano, name, ENTITIES, (to_record(d, ENTITIES, labelled=True) for d in drawn))
    assert done.uploaded == len(drawn)
    assert done.refused == []
    pulled = read_pulled(pull(doccano, name, ENTITIES), ENTITIES)
    assert pulled.faults == []
    back = {d.id: (d.text, d.label) for d in pulled.documents.get("admin", [])}
    assert back == {d.id: (d.text, d.label) for d in drawn if d.label}
