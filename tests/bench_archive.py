"""`make bench`: speed of archives read into shards: where the time goes, workers, memory, and growth.

`python tests/bench_archive.py --letters N` measures on more letters. Nothing here is a test.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from archives import PLAIN, SHORT
from benching import forget_kept
from upheld.cli.bench import stage_table
from upheld.corpus.simulator import simulate
from upheld.extraction.archive import Report, extract_archive
from upheld.extraction.archive.one_process import OneProcess
from upheld.extraction.archive.workers import Workers
from upheld.extraction.entities import EntityFinder
from upheld.extraction.stages import time_stages
from upheld.reading import SourceText

_ROUNDS = 3
_ONE_WORKER = "1 worker"


class Watched(Workers):
    """Workers whose largest memory is noted at the end."""

    peaks: tuple[int, ...] = ()

    def close(self) -> None:
        """Note the memory, and end the workers."""
        pids = [worker._process.pid for worker in self._workers]
        Watched.peaks = tuple(_peak(pid) for pid in pids if pid)
        super().close()


def _peak(pid: int) -> int:
    """Give the largest memory of a process in megabytes, 0 where the system does not say."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next(
        (int(line.split()[1]) * 1024 // 1_000_000 for line in lines if line.startswith("VmHWM")), 0
    )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give how long a processor is busy with something, in seconds, whatever else it does, and what comes of it."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def stages(texts: list[str]) -> Table:
    """Say how the time is divided among the stages."""
    readings = (SourceText(f"{n}", text) for n, text in enumerate(texts))
    return stage_table(time_stages(readings, EntityFinder()))


def workers(texts: list[str], folder: Path) -> Table:
    """Compare engines on the same letters, loading of the model aside, in turn: medians of some rounds."""
    archive = folder / "letters.jsonl"
    archive.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    table = Table("Engine", "letters/s", "words/s", "ratio", "peak MB a worker")
    table.title = f"Shards, model loaded, {_ROUNDS} rounds in turn"
    engines = {
        "one process": OneProcess,
        _ONE_WORKER: partial(Watched, workers=1),
        "2 workers": partial(Watched, workers=2),
    }
    times: dict[str, list[float]] = {name: [] for name in engines}
    peaks: dict[str, tuple[int, ...]] = {}
    for number in range(_ROUNDS):
        for name, engine in engines.items():
            forget_kept()  # This process reads the same letters in each round.
            seconds, report = run([archive], folder / f"{name} {number}", engine)
            times[name].append(seconds)
            peaks[name] = () if engine is OneProcess else Watched.peaks
    base = statistics.median(times[_ONE_WORKER])
    for name, held in times.items():
        seconds = statistics.median(held)
        speeds = f"{report.letters / seconds:.1f}", f"{report.words / seconds:,.0f}"
        table.add_row(name, *speeds, f"{base / seconds:.2f}", ", ".join(map(str, peaks[name])))
    return table


def run(sources: list[Path], out: Path, engine: Any, **options: Any) -> tuple[float, Report]:
    """Extract and give the seconds from the first worker that had loaded its model, and the report."""
    ready: list[float] = []

    def start(*arguments: Any) -> Any:
        started = engine(*arguments)
        while started.free != started.workers:
            started.wait(0.1)
        ready.append(time.perf_counter())
        return started

    report = extract_archive(sources, out, start, shard_letters=100, **options)
    return time.perf_counter() - ready[0], report


def growth(folder: Path) -> Table:
    """Say how much longer a run takes over twice the letters: short ones, so that the run itself is what is timed."""
    table = Table(
        "Letters", "s of a processor", "beside half of them", title="Short letters, one process"
    )
    before = 0.0
    for letters in (1_000, 2_000, 4_000):
        path = folder / f"{letters}.jsonl"
        path.write_text(
            "".join(json.dumps({"text": SHORT.format(n)}) + "\n" for n in range(letters))
        )
        work = partial(run, [path], folder / str(letters), OneProcess, entities=False, make=PLAIN)
        seconds, _ = timed(work)
        table.add_row(f"{letters:,}", f"{seconds:.1f}", f"{seconds / before:.2f}" if before else "")
        before = seconds
    return table


def main(letters: Annotated[int, typer.Option(min=1, help="Simulated letters.")] = 200) -> None:
    """Print the tables."""
    texts = [document.text for document in simulate(letters, seed=3)]
    words = sum(len(text.split()) for text in texts)
    console = Console(width=100)
    console.print(
        f"{letters} simulated letters, {words:,} words; {os.cpu_count()} processors, load"
        f" {os.getloadavg()[0]:.1f} at the start; Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for table in (stages(texts), workers(texts, Path(folder)), growth(Path(folder))):
            console.print(table)


if __name__ == "__main__":
    typer.run(main)
