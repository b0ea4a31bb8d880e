"""Archives into shards, as a user runs it: processes of its own, which are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from archives import contents, files_of, sources_of, write_archive
from upheld.cli import app

PLAIN = ["--no-entities", "--shard-letters", "10"]


def start(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "upheld", "extract", str(folder), "--out", str(out), *PLAIN]
    return subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(folder: Path, out: Path, *options: str) -> tuple[int, str]:
    run = start(folder, out, *options)
    stdout, stderr = run.communicate(timeout=300)
    assert not stdout
    return run.returncode, stderr


def wait_for_shards(out: Path, shards: int, run: subprocess.Popen[str]) -> None:
    """Wait until a run has finished so many shards, or is at its end."""
    while run.poll() is None and len(list(out.glob("shards/*.json"))) < shards:
        time.sleep(0.005)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("archive") / "letters", 600)


@pytest.fixture(scope="module")
def whole(archive: Path) -> Path:
    out = archive.parent / "whole"
    status, told = finish(archive, out, "--engine", "one-process")
    assert status == 1  # Some letters are broken.
    assert "600 inputs in" in told
    assert "letters/s" in told
    return out


def test_killed_at_any_moment_it_goes_on_to_the_same_result(
    archive: Path, whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for shards in (1, 40):
        run = start(archive, out, "--workers", "2")
        wait_for_shards(out, shards, run)
        run.kill()
        run.communicate()
        assert len(list(out.glob("shards/*.json"))) < 60
    status, told = finish(archive, out, "--workers", "2")
    assert status == 1
    assert contents(out) == contents(whole)
    assert sources_of(out) == files_of(archive)
    errors = pd.read_parquet(out / "errors")
    assert f"in {out}: {600 - len(errors)} letters, {len(errors)} errors" in told


def test_a_signal_stops_it_in_good_order(archive: Path, whole: Path, tmp_path: Path) -> None:
    number = signal.SIGINT
    out = tmp_path / "out"
    run = start(archive, out, "--workers", "2")
    wait_for_shards(out, 1, run)
    run.send_signal(number)
    _, told = run.communicate(timeout=120)
    assert run.returncode == 128 + number, told
    assert "stopped: run the same command again" in told
    assert len(sources_of(out)) % 10 == 0
    assert 0 < len(sources_of(out)) < 600
    status, _ = finish(archive, out, "--engine", "one-process")
    assert status == 1
    assert contents(out) == contents(whole)


def test_a_file_that_cannot_be_written_stops_it_with_a_clear_error(
    archive: Path, whole: Path, tmp_path: Path
) -> None:
    """The limit of a file's size is met in the middle of a write, as the end of a disk is."""
    code = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, resource.RLIM_INFINITY))
from upheld.cli import main
main()
"""
    out = tmp_path / "out"
    arguments = ["extract", str(archive), "--out", str(out), *PLAIN, "--engine", "one-process"]
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith("error: [Errno 27] File too large")
    assert f"What is finished in {out} stays" in run.stderr
    assert not list(out.rglob("*.part"))
    finish(archive, out, "--engine", "one-process")
    assert contents(out) == contents(whole)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--workers", "2"], "shards need a folder"),
        (["--workers", "2", "--out", "o", "--format", "csv"], "leave --format out"),
        (["--workers", "2", "--out", "o", "--strict"], "shards keep all of them"),
        (["--overwrite"], "--overwrite needs --workers or --engine"),
        (["--time-limit", "5"], "--time-limit needs --workers or --engine"),
        (["--engine", "one-process", "--workers", "2", "--out", "o"], "leave --workers out"),
        (["--workers", "2", "--out", "o", "--address", "auto"], "needs --engine ray"),
    ],
    ids=str,
)
def test_options_that_do_not_go_together(
    options: list[str], message: str, letter_path: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner(env={"COLUMNS": "300"}).invoke(app, ["extract", str(letter_path), *options])
    assert run.exit_code == 2
    assert message in run.stderr


def test_other_options_are_refused_and_overwrite_starts_anew(
    letter_path: Path, tmp_path: Path
) -> None:
    arguments = ["extract", str(letter_path), "--out", str(tmp_path / "o"), "--engine"]
    arguments += ["one-process", "--no-entities"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    other = [*arguments, "--shard-letters", "3"]
    refused = CliRunner().invoke(app, other)
    assert refused.exit_code == 1
    assert "made with shard_letters 500, now 3" in refused.stderr
    assert CliRunner().invoke(app, [*other, "--overwrite"]).exit_code == 0
