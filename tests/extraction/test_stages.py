"""What each stage of reading letters takes of a processor, counted for those that are read and those that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from samples import SAMPLES
from upheld.components import LetterEnglish
from upheld.extraction.stages import StageTimes, time_stages
from upheld.reading import read_sources

LETTERS = SAMPLES / "letters"
NO_LETTER = "Nothing in dispute here."


def test_letters_in_are_letters_and_errors(small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text(NO_LETTER)
    readings = list(read_sources([LETTERS, tmp_path]))
    times = time_stages(iter(readings), model=small_model)
    assert (times.letters, times.errors) == (len(readings) - 1, 1)
    texts = [reading.text for reading in readings if hasattr(reading, "text")]
    assert times.words == sum(len(t.split()) for t in texts) - len(NO_LETTER.split())
    first, *_, last = times.seconds
    assert (first, last) == ("reading", "rows of tables")
    assert {"tokens", "upheld_entities"} <= set(times.seconds)
    assert times.total == pytest.approx(sum(times.seconds.values()))
    assert times.total > 0


def test_a_letter_on_which_a_component_fails_costs_its_batch(
    small_model: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readings = list(read_sources([LETTERS]))
    assert 16 < len(readings) <= 32
    made = LetterEnglish.to_doc

    def fail(nlp: LetterEnglish, letter: Any) -> Any:
        if letter.source == readings[-1].name:  # type: ignore[union-attr]
            raise ValueError(letter.text)
        return made(nlp, letter)

    monkeypatch.setattr(LetterEnglish, "to_doc", fail)
    times = time_stages(readings, model=small_model)
    assert (times.letters, times.errors) == (16, len(readings) - 16)
    assert "ValueError" in caplog.text
    assert "medically" not in caplog.text


def test_nothing_takes_hardly_anything(small_model: Path) -> None:
    times = time_stages([], model=small_model)
    assert (times.letters, times.errors, times.words) == (0, 0, 0)
    assert list(times.seconds) == ["reading"]


def test_time_is_added_up_by_stage() -> None:
    times = StageTimes()
    assert times.spend("one", lambda: 1) == 1
    before = times.seconds["one"]
    times.spend("one", lambda: sum(range(100_000)))
    assert times.seconds["one"] > before
