"""Where two readings differ, in words; and what the train side has of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora import document, write_corpus
from upheld.cli import app
from upheld.corpus.agreement import FileReading
from upheld.corpus.differences import differences_in_sentences, kind_of
from upheld.corpus.document import CorpusError, Document, LabelledSpan
from upheld.corpus.files import read_lines, write_lines
from upheld.corpus.folder import Corpus
from upheld.corpus.known_words import known_words
from upheld.corpus.splits import Splits

T, B = "TREATMENT", "BODY_PART"


def spans(*held: tuple[int, int, str]) -> tuple[LabelledSpan, ...]:
    return tuple(LabelledSpan(*span) for span in held)


def reading(document: Document, *held: tuple[int, int, str], **hashes: str) -> FileReading:
    return FileReading({document.id: spans(*held)}, source="reading.jsonl", hashes=hashes)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (spans((0, 3, T)), (), "whether"),
        ((), spans((0, 3, T)), "whether"),
        (spans((0, 3, T)), spans((0, 3, B)), "label"),
        (spans((0, 3, T)), spans((0, 5, T)), "extent"),
        (spans((0, 9, T)), spans((0, 3, T), (4, 9, T)), "parts"),
        (spans((0, 9, T)), spans((0, 3, T), (4, 9, B)), "several"),
        (spans((0, 9, T)), spans((0, 3, B)), "several"),
    ],
)
def test_kinds(
    first: tuple[LabelledSpan, ...], second: tuple[LabelledSpan, ...], kind: str
) -> None:
    assert kind_of(first, second) == kind


def test_a_place_stands_in_its_sentence() -> None:
    text = document("No change. An [[TREATMENT|MRI\nscan]] of the knee was asked for. He is 40.")
    start = text.text.index("MRI")
    end = text.label[0].end
    first = reading(text, (start, end, T))
    second = reading(text, (start, start + 3, T), (end + 8, end + 12, B))
    one, other = differences_in_sentences([text], first, second)
    assert (one["kind"], other["kind"]) == ("extent", "whether")
    assert one["sentence"].startswith("An MRI")
    assert one["sentence"].endswith("was asked for.")
    for place in (one, other):
        cut = [place["sentence"][a:b] for a, b, _ in [*place["first"], *place["second"]]]
        assert cut == (["MRI\nscan", "MRI"] if place is one else ["knee"])
    assert one["gold"] == one["first"]
    assert other["gold"] == []


def test_a_reading_of_another_text_is_refused() -> None:
    text = document("An [[TREATMENT|MRI]].")
    wrong = reading(text, (3, 6, T), a="0123456789abcdef")
    with pytest.raises(CorpusError, match=r"reading.jsonl: a: a text with hash 0123456789abcdef"):
        list(differences_in_sentences([text], wrong, reading(text)))


def test_documents_that_nobody_read_are_passed_over() -> None:
    text = document("An [[TREATMENT|MRI]].")
    nothing = FileReading({}, source="reading.jsonl", hashes={})
    assert list(differences_in_sentences([text], nothing, nothing)) == []
    with pytest.raises(CorpusError):
        list(differences_in_sentences([text], reading(text), nothing))


def write(folder: Path) -> Path:
    documents = [
        document("[[TREATMENT|MRI]] of the [[BODY_PART|knee]].", "a"),
        document("[[TREATMENT|mri]], a [[BODY_PART|hip]], [[DIAGNOSIS|knee]].", "b"),
        document("Secret [[TREATMENT|MRI]].", "c"),
    ]
    write_corpus(folder, documents)
    Splits({"a": "train", "b": "development", "c": "test"}).write(folder / "splits.json")
    for name, label in (("first", T), ("second", B)):
        marked = [
            {
                "id": d.id,
                "sha256": d.sha256[:16],
                "label": [[d.label[0].start, d.label[0].end, label]],
            }
            for d in documents
        ]
        write_lines(folder / f"{name}.jsonl", marked)
    return folder


def test_the_command_never_shows_the_test_side(tmp_path: Path) -> None:
    folder = write(tmp_path / "corpus")
    out = tmp_path / "out" / "differences.jsonl"
    command = ["corpus", "differences", folder, folder / "first.jsonl", folder / "second.jsonl"]
    result = CliRunner().invoke(app, [*map(str, command), "--out", str(out)])
    assert result.stdout == f"label: 1\n{out}: 1 places\n"
    assert [place["document"] for _, place in read_lines(out)] == ["b"]
    result = CliRunner().invoke(app, [*map(str, command), "--out", str(out), "--side", "test"])
    assert result.exit_code == 2


def test_known_words() -> None:
    documents = [
        document("[[TREATMENT|MRI  scan]] of the [[BODY_PART|knee]].", "a"),
        document("[[TREATMENT|mri scan]], [[BODY_PART|hip]], [[DIAGNOSIS|knee]].", "b"),
    ]
    told = known_words(Corpus(documents, Splits({"a": "train", "b": "development"})))
    assert told.drop(columns=["side", "part"]).to_numpy().tolist() == [
        ["TREATMENT", 1, 1, 0, 0, 1.0],
        ["BODY_PART", 1, 0, 0, 1, 0.0],
        ["DIAGNOSIS", 1, 0, 1, 0, 0.0],
    ]


def test_stats_and_agreement_write_tables(tmp_path: Path) -> None:
    import pandas as pd

    folder = write(tmp_path / "corpus")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["corpus", "stats", str(folder), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert pd.read_csv(out / "counts.csv")["spans"].tolist() == [2, 3, 1]
    known = pd.read_csv(out / "known_words.csv")
    assert known["side"].tolist() == ["development"] * 3 + ["test"]
    command = ["corpus", "agreement", folder / "first.jsonl", folder / "first.jsonl", "--out"]
    CliRunner().invoke(app, [*map(str, command), str(out / "a.csv")])
    table = pd.read_csv(out / "a.csv").set_index("label")
    assert table.loc["all"].tolist() == [1.0, 3, 0, 0]
