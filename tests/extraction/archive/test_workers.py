"""What a letter does to the worker that reads it costs that letter alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from archives import CRASH, FAIL, FILL, HANG, LIMITS, SHORT, Faulty, contents, files_of, sources_of
from upheld.extraction.archive import Report, extract_archive
from upheld.extraction.archive.engine import Limits, WorkersFailedError
from upheld.extraction.archive.one_process import OneProcess
from upheld.extraction.archive.workers import Workers

TWO = partial(Workers, workers=2)
LONG = "takes more than 2 seconds"
FATAL = {
    "05-hang.txt": (HANG, f"reading it {LONG}"),
    "11-crash.txt": (CRASH, "the process that read it ended (by SIGSEGV)"),
    "12-fill.txt": (FILL, "reading it takes more than 300 MB of memory"),
    "27-fail.txt": (FAIL, "the process that read it ended (ValueError)"),
}


def extract(folder: Path, out: Path, engine: Any = TWO, **options: Any) -> Report:
    options = {"shard_letters": 20, "limits": LIMITS, "make": Faulty, **options}
    return extract_archive([folder], out, engine, entities=False, **options)


def write_letters(folder: Path, fatal: list[str]) -> Path:
    folder.mkdir()
    for number in range(45):
        (folder / f"{number:02}.txt").write_text(SHORT.format(number))
    for name in fatal:
        (folder / name).write_text(SHORT.format(name) + FATAL[name][0])
    return folder


def test_a_letter_that_a_worker_does_not_survive_is_an_error_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    folder = write_letters(tmp_path / "letters", list(FATAL))
    report = extract(folder, tmp_path / "out")
    assert (report.letters, report.errors) == (45, 4)
    assert sources_of(tmp_path / "out") == files_of(folder)
    errors = pd.read_parquet(tmp_path / "out" / "errors").set_index("source")
    assert set(errors["stage"]) == {"worker"}
    for name, (_, reason) in FATAL.items():
        assert errors.loc[str(folder / name), "reason"] == reason
    assert all(
        "--time-limit" in t for t in errors.loc[errors["reason"].str.contains(LONG), "remedy"]
    )


def test_in_one_process_a_letter_that_hangs_or_fails_is_the_same_error(tmp_path: Path) -> None:
    folder = write_letters(tmp_path / "letters", ["05-hang.txt", "27-fail.txt"])
    extract(folder, tmp_path / "workers")
    extract(folder, tmp_path / "one", OneProcess)
    assert contents(tmp_path / "one") == contents(tmp_path / "workers")


class _Hunted(Workers):
    """Workers, each of which somebody kills again and again, whether it reads, loads or does nothing."""

    def __init__(self, *arguments: Any, kills: int) -> None:
        super().__init__(*arguments, workers=2)
        self._kills = kills
        self._killer = threading.Thread(target=self._kill, daemon=True)
        self._killer.start()

    def _kill(self) -> None:
        for kill in range(self._kills):
            time.sleep(0.4)
            for worker in list(self._workers):
                pid = worker._process.pid
                if worker.loaded and worker._process.is_alive() and pid:
                    os.kill(pid, signal.SIGKILL)
                    if kill % 2:
                        break


def test_workers_that_somebody_kills_are_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = write_letters(tmp_path / "letters", [])
    extract(folder, tmp_path / "whole")
    report = extract(folder, tmp_path / "out", partial(_Hunted, kills=3))
    assert report.letters + report.errors == 45
    assert sources_of(tmp_path / "out") == files_of(folder)


class _NoModel:
    def __init__(self) -> None:
        raise OSError("no such model")


def test_workers_that_cannot_load_the_model_are_not_tried_for_ever(tmp_path: Path) -> None:
    folder = write_letters(tmp_path / "letters", [])
    with pytest.raises(WorkersFailedError, match="OSError: no such model"):
        extract(folder, tmp_path / "out", make=_NoModel)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_signal_ends_a_run_with_whole_shards(tmp_path: Path, number: signal.Signals) -> None:
    folder = write_letters(tmp_path / "letters", [])
    extract(folder, tmp_path / "whole", shard_letters=4)
    shown = 0

    def show(state: Any, *, last: bool = False) -> None:
        nonlocal shown
        shown += 1
        if shown == 2:
            os.kill(os.getpid(), number)

    report = extract(folder, tmp_path / "out", OneProcess, shard_letters=4, show=show)
    assert report.stopped == number
    assert 0 < report.letters < 45
    assert report.letters % 4 == 0
    assert len(sources_of(tmp_path / "out")) == report.letters
    assert extract(folder, tmp_path / "out", OneProcess, shard_letters=4).stopped is None
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_limit_that_nothing_reaches_changes_nothing(tmp_path: Path) -> None:
    folder = write_letters(tmp_path / "letters", [])
    extract(folder, tmp_path / "one", OneProcess, limits=Limits(megabytes=None))
    extract(folder, tmp_path / "two", OneProcess)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
