"""Entities come with the letters they stand in, in every form of output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from typer.testing import CliRunner

import upheld
from samples import SAMPLES
from upheld.cli import app
from upheld.extraction import EntityFinder, Extraction, Outcome, extract_each, run
from upheld.reading import ReadingError

LETTERS = SAMPLES / "letters"


@pytest.fixture
def finder(small_model: Path) -> EntityFinder:
    return EntityFinder(small_model)


def extractions(outcomes: list[Outcome]) -> list[Extraction]:
    return [outcome for outcome in outcomes if isinstance(outcome, Extraction)]


def test_each_letter_has_the_entities_of_the_pipeline(
    finder: EntityFinder, small_model: Path
) -> None:
    nlp = upheld.load(small_model)
    found = extractions(list(extract_each([LETTERS], finder=finder)))
    assert sum(len(extraction.entities) for extraction in found) > 50
    for extraction in found:
        letter = extraction.letter
        doc = nlp(letter)  # type: ignore[arg-type]
        assert [(e.start, e.end, e.label) for e in extraction.entities] == [
            (e.start_char, e.end_char, e.label_) for e in doc.ents
        ]
        for entity in extraction.entities:
            assert entity.text == " ".join(entity.text.split())
            assert entity.text
            assert entity.section == letter.section_at(entity.start)


def test_the_words_of_an_entity_are_mended(finder: EntityFinder, letter_text: str) -> None:
    """Lines are broken in the source, not in the entity's words."""
    wrapped = upheld.read_text("\n".join(letter_text.replace("\n", "\n\n").split(" ")))
    assert all("\n" not in entity.text for entity in finder.find(wrapped))


class _Failing:
    """In place of a pipeline: fails on one letter."""

    def __init__(self, pipeline: Any, source: str) -> None:
        self.pipeline = pipeline
        self.source = source

    def __call__(self, letter: upheld.Letter) -> Any:
        if letter.source == self.source:
            raise RuntimeError(letter.text)
        return self.pipeline(letter)

    def pipe(self, letters: list[upheld.Letter]) -> Any:
        return map(self, letters)


def test_a_letter_on_which_the_pipeline_fails_is_an_error(
    finder: EntityFinder, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes = list(extract_each([LETTERS], finder=finder))
    unlucky = extractions(outcomes)[3].letter
    finder.nlp = _Failing(finder.nlp, unlucky.source)  # type: ignore[assignment]
    again = list(extract_each([LETTERS], finder=finder))
    (error,) = [outcome for outcome in again if isinstance(outcome, ReadingError)]
    assert (error.source, error.stage) == (unlucky.source, "entities")
    assert unlucky.text[:40] not in str(error) + caplog.text
    kept = [o for o in extractions(outcomes) if o.letter.source != unlucky.source]
    assert extractions(again) == kept
    assert run([LETTERS], finder=finder).errors == 1


def test_tables_hold_the_entities(small_model: Path) -> None:
    tables = upheld.extract_tables(LETTERS, model=small_model)
    assert len(tables.entities) > 50
    assert set(tables.entities["source"]) <= set(tables.letters["source"])
    assert len(upheld.extract_tables(LETTERS, entities=False).entities) == 0


def test_the_commands_find_entities(small_model: Path, letter_path: Path, tmp_path: Path) -> None:
    model = ["--model", str(small_model)]
    lines = ["extract", str(letter_path), "--format", "jsonl", "--out", str(tmp_path / "a.jsonl")]
    assert CliRunner().invoke(app, [*lines, *model]).exit_code == 0
    record = json.loads((tmp_path / "a.jsonl").read_text())
    assert {e["label"] for e in record["entities"]} > {"TREATMENT"}
    shown = CliRunner().invoke(app, ["show", str(letter_path), "--out", "-", *model])
    marks = html.fromstring(shown.stdout).xpath("//span[contains(@class, 'entity')]")
    assert len(marks) >= len(record["entities"])
    plain = CliRunner().invoke(app, ["show", str(letter_path), "--out", "-", "--no-entities"])
    assert not html.fromstring(plain.stdout).xpath("//span[contains(@class, 'entity')]")


@pytest.mark.parametrize("command", ["extract", "show"])
def test_a_model_that_is_not_there_is_an_error(
    command: str, letter_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    form = ["--format", "jsonl"] if command == "extract" else []
    arguments = [command, str(letter_path), *form, "--out", str(out), "--model", "absent"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "absent: no spaCy pipeline" in result.stderr
    assert not out.exists()
