"""Models vote on the spans of reports; what is held out is never labelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora import small_corpus, write_split_corpus
from upheld.cli import app
from upheld.components import LetterEnglish
from upheld.corpus.document import LABELS, CorpusError, LabelledSpan, text_hash
from upheld.corpus.files import read_standoff, write_lines
from upheld.corpus.folder import load_corpus
from upheld.corpus.splits import Splits
from upheld.corpus.standoff import StandOff
from upheld.training.labelling import label_reports, load_voters, unjudged, vote
from upheld.training.silver import read_silver

T, D = "TREATMENT", "DIAGNOSIS"
# As a heading of a letter, which ends no report.
HEADING = "\n\nHOW THE IMR FINAL DETERMINATION WAS MADE\n\n"


@pytest.mark.parametrize(
    ("readings", "kept"),
    [
        ([], []),
        ([[]], []),
        ([[(0, 5, T), (9, 12, D)]], [(0, 5, T), (9, 12, D)]),
        ([[(0, 5, T)], [(0, 5, T)], []], [(0, 5, T)]),
        ([[(0, 5, T)], [], []], []),
        ([[(0, 5, T)], []], []),
        ([[(0, 5, T)], [(0, 5, D)], [(0, 4, T)]], []),
        ([[(0, 5, T)], [(0, 5, D)], [(0, 5, D)]], [(0, 5, D)]),
        ([[(0, 5, T), (0, 5, T)], []], []),
        ([[(9, 12, D), (0, 5, T), (3, 10, T)]], [(3, 10, T)]),
        ([[(3, 6, T), (0, 3, T), (5, 8, D)]], [(0, 3, T), (3, 6, T)]),
        ([[(0, 3, T), (0, 3, D)]], [(0, 3, D)]),
    ],
    ids=[
        "no reading",
        "nothing found",
        "one reading",
        "two of three",
        "one of three",
        "half is not enough",
        "three ways",
        "label by majority",
        "twice by one",
        "the longest",
        "of equal ones the first, and neighbours",
        "the same edges",
    ],
)
def test_more_than_half_of_the_readings_keep_a_span(
    readings: list[list[tuple[int, int, str]]], kept: list[tuple[int, int, str]]
) -> None:
    spans = [[LabelledSpan(*span) for span in reading] for reading in readings]
    assert vote(spans) == tuple(LabelledSpan(*span) for span in kept)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus with a report on each side: `train`, `development` and `test`."""
    folder = write_split_corpus(tmp_path / "corpus")
    sides = {name: name for name in ("train", "development", "test")}
    texts = {name: f"{name}: {small_corpus().documents[0].text}" for name in sides}
    entries = [StandOff(name, text_hash(text), ()) for name, text in texts.items()]
    write_lines(folder / "reports" / "all.jsonl", (entry.to_json() for entry in entries))
    write_reports(tmp_path / "reports.jsonl", texts)
    Splits(small_corpus().splits.sides | sides).write(folder / "splits.json")
    return folder


def write_reports(path: Path, texts: dict[str, str]) -> Path:
    write_lines(path, ({"id": name, "text": text} for name, text in texts.items()))
    return path


def test_what_is_held_out_is_not_labelled(corpus: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    loaded = load_corpus(corpus, reports=reports)
    (test,) = [d for d in loaded.documents if d.id == "test"]
    assert list(unjudged(loaded, reports)) == ["train"]
    more = write_reports(tmp_path / "more.jsonl", {"new": "Norco.", "copy": test.text})
    assert list(unjudged(loaded, more)) == ["new"]
    held = write_reports(tmp_path / "held.jsonl", {"test": test.text})
    with pytest.raises(CorpusError, match=r"held\.jsonl: no report that is not held out"):
        unjudged(loaded, held)


def test_a_report_is_read_to_its_end(small_model: Path) -> None:
    text = small_corpus().documents[2].text
    voters = load_voters([small_model])
    texts = {"plain": text, "twice": text + HEADING + text}
    plain, twice = label_reports(voters, texts)
    assert plain.label
    assert max(span.end for span in twice.label) > len(text) + len(HEADING)


def test_the_command_writes_what_training_reads(
    corpus: Path, small_model: Path, tmp_path: Path
) -> None:
    out, reports = tmp_path / "made" / "silver.jsonl", tmp_path / "reports.jsonl"
    command = ["train", "silver", "--corpus", str(corpus), "--reports", str(reports)]
    models = ["--model", str(small_model), "--model", str(small_model)]
    result = CliRunner().invoke(app, [*command, *models, "--out", str(out)])
    assert result.exit_code == 0, result.output
    (entry,) = read_standoff(out)
    assert (entry.id, entry.annotator, len(entry.sha256)) == ("train", "teacher", 16)
    assert f"{len(entry.label)} spans in 1 reports" in result.output
    (document,) = read_silver(out, reports, load_corpus(corpus, reports=reports))
    assert document.label == entry.label
    assert {span.label for span in document.label} <= set(LABELS)
    assert len(document.label) > 3
    assert all(text == text.strip() for text in _words(document.text, document.label))


def _words(text: str, spans: tuple[LabelledSpan, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_a_model_that_finds_nothing_annotated_is_an_error(tmp_path: Path) -> None:
    nlp = LetterEnglish()
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "OTHER", "pattern": "knee"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path)
    with pytest.raises(CorpusError, match="finds none of TREATMENT"):
        load_voters([tmp_path])


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--model", "nowhere"], 1, "nowhere: no spaCy pipeline"),
        ([], 2, "--model"),
    ],
)
def test_a_wrong_command_says_so_and_writes_nothing(
    options: list[str], status: int, message: str, corpus: Path, tmp_path: Path
) -> None:
    out, reports = tmp_path / "silver.jsonl", tmp_path / "reports.jsonl"
    command = ["train", "silver", "--corpus", str(corpus), "--reports", str(reports)]
    result = CliRunner().invoke(app, [*command, "--out", str(out), *options])
    assert result.exit_code == status
    assert message in result.output
    assert not out.exists()
