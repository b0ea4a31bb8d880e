"""The parts of a run over an archive: batches, progress, what is measured, what is known."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from archives import PLAIN, SHORT, write_archive
from upheld.extraction.archive.known import Known
from upheld.extraction.archive.manifest import Entry, ShardId
from upheld.extraction.archive.measuring import Measuring
from upheld.extraction.archive.originals import Originals
from upheld.extraction.archive.planning import Draft
from upheld.extraction.archive.progress import Bar, Lines, State
from upheld.extraction.archive.shards import BATCH_BYTES, BATCH_LETTERS, OpenShard
from upheld.extraction.batches import rows_of
from upheld.reading import RawLetter, ReadingError


def open_shard(letters: list[RawLetter | ReadingError]) -> OpenShard:
    names = [f"{number}.txt" for number in range(len(letters))]
    draft = Draft(ShardId(0, 0), letters, names, [1] * len(letters), last=True)
    return OpenShard.of(draft, Originals())


@given(st.lists(st.integers(1, 400_000), max_size=60), st.integers(0, 5))
@settings(max_examples=40)
def test_batches_hold_each_letter_once_and_stay_small(sizes: list[int], errors: int) -> None:
    letters: list[RawLetter | ReadingError] = [
        RawLetter(f"{n}", "text", n.to_bytes(4, "big") + bytes(size))
        for n, size in enumerate(sizes)
    ]
    letters += [ReadingError("x", "open", "?", "!")] * errors
    shard = open_shard(letters)
    batches = shard.batches()
    assert sorted(place for b in batches for place in b.places) == list(range(len(sizes)))
    for batch in batches:
        weight = sum(len(letter.data) for letter in shard.letters(batch))
        assert len(batch.places) == 1 or weight <= BATCH_BYTES
        assert len(batch.places) <= BATCH_LETTERS
    assert shard.is_done(set()) == (not sizes)


def test_letters_of_the_same_content_are_read_once_and_all_have_their_rows() -> None:
    raws: list[RawLetter | ReadingError] = [
        RawLetter(f"{number}.txt", "text", SHORT.format(number % 3).encode()) for number in range(9)
    ]
    raws[4] = RawLetter("4.txt", "row", SHORT.format(1))  # The same words, but no bytes to decode.
    shard = open_shard(raws)
    (batch,) = shard.batches()
    assert sorted(batch.places) == [0, 1, 2, 4]
    shard.take(batch, PLAIN()(shard.letters(batch)))
    assert shard.is_done(set())

    class Kept:
        name = "kept"
        files: dict[str, bytes] = {}  # noqa: RUF012

        def put(self, name: str, data: bytes) -> None:
            self.files[name] = data

    import io

    import pandas as pd

    entry = shard.write(Kept(), Originals())  # type: ignore[arg-type]
    assert entry.rows["letters"] == entry.rows["items"] == 9
    assert (len(set(entry.contents)), len(set(entry.words)), min(entry.words) > 0) == (4, 1, True)
    items = pd.read_parquet(io.BytesIO(Kept.files["items/0-000000.parquet"]))
    assert items["source"].tolist() == [f"{n}.txt" for n in range(9)]
    assert [text.split()[2] for text in items["text"]] == [str(n % 3) for n in range(9)]


def entry(names: list[str], sizes: list[int]) -> Entry:
    rows = dict.fromkeys(("letters", "items", "entities", "errors"), 0)
    told = [0] * len(names), [""] * len(names)
    return Entry("0-000000", names, sizes, rows, *told, last=True)  # type: ignore[arg-type]


@given(st.lists(st.text(max_size=3), max_size=30), st.lists(st.text(max_size=3), max_size=30))
def test_each_known_letter_is_met_as_often_as_it_was_read(read: list[str], met: list[str]) -> None:
    known = Known([entry(read, [1] * len(read))])
    for number, name in enumerate(met):
        assert known.holds(name) == (name in read)
        assert known.meet(name, 1) == (met[:number].count(name) < read.count(name))
    assert not known.changed


def test_what_is_known_takes_33_bytes_a_letter() -> None:
    known = Known([entry([str(n) for n in range(1000)], [1] * 1000)])
    arrays = (value for value in vars(known).values() if isinstance(value, np.ndarray))
    assert sum(array.nbytes for array in arrays) == 33 * 1000


def test_a_line_a_minute_tells_how_far_it_is() -> None:
    now, lines = 0.0, []
    show = Lines(lines.append, clock=lambda: now)
    state = State(letters=90, errors=10, words=60_000, seen=500, skipped=100, total=900)
    for second in range(0, 151, 10):
        now = float(second)
        show(state)
    show(state, last=True)
    assert lines == [
        "100 letters, 1.7 letters/s, 1,000 words/s, 10 errors, 0:01:00 left",
        "100 letters, 0.8 letters/s, 500 words/s, 10 errors, 0:02:00 left",
    ]
    state.total = None
    assert "left" not in state.line(60.0)


def test_a_terminal_has_a_bar() -> None:
    console = Console(force_terminal=True, record=True, width=120)
    bar = Bar(console)
    state = State(letters=5, words=100, seen=50, total=100, started=time.monotonic() - 1)
    bar(state)
    bar(state, last=True)
    text = console.export_text()
    assert "50%" in text
    assert re.search(r"5 letters, \d\.\d letters/s, .* left", text)


def test_the_input_is_measured_beside_the_run(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "letters", 5)
    size = sum(path.stat().st_size for path in folder.rglob("*.*"))
    for source in (folder, folder.as_uri()):
        state = State()
        measuring = Measuring([source], state)
        with measuring:
            measuring._thread.join()
        assert state.total == size
    state = State()
    with Measuring([tmp_path / "absent"], state):
        pass
    assert state.total is None


def test_an_error_has_a_row_and_no_words() -> None:
    rows = rows_of([ReadingError("x", "open", "?", "!")])
    assert (rows.counts["errors"], rows.words, rows.exhausted) == ([1], [0], False)
