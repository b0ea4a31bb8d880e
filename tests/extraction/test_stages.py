"""What each stage of reading letters takes of a processor, counted for those that are read and those that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_info

import upheld
from samples import SAMPLES
from upheld.components import LetterEnglish
from upheld.extraction import EntityFinder, Outcome
from upheld.extraction.batches import BatchRows, rows_of
from upheld.extraction.records import Extraction
from upheld.extraction.stages import StageTimes, time_stages
from upheld.extraction.stream import extract_each
from upheld.reading import SourceText, read_sources

LETTERS = SAMPLES / "letters"
NO_LETTER = "Nothing in dispute here."


@pytest.fixture
def finder(small_model: Path) -> EntityFinder:
    return EntityFinder(small_model)


def test_letters_in_are_letters_and_errors(finder: EntityFinder, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text(NO_LETTER)
    readings = list(read_sources([LETTERS, tmp_path]))
    times = time_stages(iter(readings), finder)
    assert (times.letters, times.errors) == (len(readings) - 1, 1)
    texts = [reading.text for reading in readings if isinstance(reading, SourceText)]
    assert times.words == sum(len(t.split()) for t in texts) - len(NO_LETTER.split())
    first, *_, last = times.seconds
    assert (first, last) == ("reading", "rows of tables")
    assert {"tokens", "upheld_entities"} <= set(times.seconds)
    assert times.total == pytest.approx(sum(times.seconds.values()))
    assert times.total > 0


def test_what_is_timed_is_what_a_worker_does(
    finder: EntityFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are those of letters with their entities, by one thread."""
    rows: list[BatchRows] = []
    threads: set[int] = set()

    def note(outcomes: list[Outcome]) -> BatchRows:
        threads.update(pool["num_threads"] for pool in threadpool_info())
        rows.append(rows_of(outcomes))
        return rows[-1]

    monkeypatch.setattr("upheld.extraction.stages.rows_of", note)
    time_stages(read_sources([LETTERS]), finder)
    told = sum(len(batch.tables["entities"]) for batch in rows)
    found = sum(
        len(o.entities) for o in extract_each([LETTERS], finder=finder) if isinstance(o, Extraction)
    )
    assert told == found > 50
    assert threads == {1}


def test_a_letter_on_which_a_component_fails_costs_that_letter(
    finder: EntityFinder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readings = list(read_sources([LETTERS]))
    unlucky = upheld.read(LETTERS / "imr-2014" / "01-lumbar-epidural.txt")
    made = LetterEnglish.to_doc

    def fail(nlp: LetterEnglish, letter: str | upheld.Letter) -> Any:
        if isinstance(letter, upheld.Letter) and letter.text == unlucky.text:
            raise ValueError(letter.text)
        return made(nlp, letter)

    monkeypatch.setattr(LetterEnglish, "to_doc", fail)
    times = time_stages(readings, finder)
    assert (times.letters, times.errors) == (len(readings) - 1, 1)
    assert "ValueError" in caplog.text
    assert "medically" not in caplog.text


def test_nothing_takes_hardly_anything(finder: EntityFinder) -> None:
    times = time_stages([], finder)
    assert (times.letters, times.errors, times.words) == (0, 0, 0)
    assert list(times.seconds) == ["reading"]


def test_time_is_added_up_by_stage() -> None:
    times = StageTimes()
    assert times.spend("one", lambda: 1) == 1
    before = times.seconds["one"]
    times.spend("one", lambda: sum(range(100_000)))
    assert times.seconds["one"] > before
