"""`python tests/endurance.py --letters N`: many letters are read by runs that are killed, and by one that is not.

Makes simulated letters in a zip archive, some of each hundred broken, reads them undisturbed and tells what memory that
took on the way, reads them again with runs that are killed by `kill -9` at random moments, and compares all that was
written byte for byte. Not part of the tests: how long it takes is for whoever starts it to choose.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.table import Table

from upheld.corpus.simulator import simulate

_CONSOLE = Console(highlight=False, soft_wrap=True)
_EVERY = 5.0  # Seconds between looks at the memory.
_PARTS = 10  # Of a run, each of which has a row.
# What a broken letter is: a file of that suffix with that, and so many characters of the letter behind.
_DAMAGE = (
    (".txt", b"", 0),
    (".pdf", b"%PDF-1.4\n", 200),
    (".txt", b"\x00\x01\x02\x03" * 400, 0),
    (".html", b"<html><body><p>Not found</p></body></html>", 0),
    (".docx", b"PK\x03\x04", 100),
)


def write_letters(path: Path, letters: int, broken: float, seed: int, workers: int) -> int:
    """Write the archive and give how many of its letters are broken."""
    draw, damaged = random.Random(seed), 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, document in enumerate(simulate(letters, seed=seed, workers=workers)):
            suffix, data = ".txt", document.text.encode("utf-8")
            if draw.random() < broken:
                suffix, head, kept = draw.choice(_DAMAGE)
                data, damaged = head + data[:kept], damaged + 1
            archive.writestr(f"{number // 1000:03}/{number:07}{suffix}", data)
    return damaged


def start(archive: Path, out: Path, options: list[str]) -> subprocess.Popen[str]:
    """Start a run."""
    command = [sys.executable, "-m", "upheld", "extract", str(archive), "--out", str(out), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def watch(run: subprocess.Popen[str], out: Path) -> Iterator[tuple[int, float, float]]:
    """Give now and then, until a run ends, its finished shards, the MB of its process and of its greatest worker."""
    while run.poll() is None:
        try:
            process = psutil.Process(run.pid)
            below = [child.memory_info().rss for child in process.children(recursive=True)]
            yield shards(out), process.memory_info().rss / 1e6, max(below, default=0) / 1e6
        except psutil.NoSuchProcess:  # It ended, or a worker did, while it was looked at.
            continue
        time.sleep(_EVERY)


def tell_memory(seen: list[tuple[int, float, float]], letters: int, shard_letters: int) -> None:
    """Print the most memory that was seen in each part of a run."""
    table = Table("letters", "main process, MB", "greatest worker, MB")
    size = -(-letters // _PARTS)
    for first in range(0, letters, size):
        part = [s for s in seen if first <= s[0] * shard_letters < first + size]
        most = [f"{max(s[n] for s in part):.0f}" if part else "-" for n in (1, 2)]
        table.add_row(f"{first:,} to {min(first + size, letters):,}", *most)
    _CONSOLE.print(table)


def shards(out: Path) -> int:
    """Give how many shards are finished."""
    return len(list(out.glob("shards/*.json")))


def disturb(
    archive: Path, out: Path, options: list[str], kills: int, whole: int, seed: int
) -> None:
    """Read the archive by runs that are killed once another share of the shards is finished, at a random moment."""
    draw = random.Random(seed)
    for kill in range(1, kills + 1):
        run = start(archive, out, options)
        while run.poll() is None and shards(out) < kill * whole / (kills + 1):
            time.sleep(0.05)
        time.sleep(draw.random() * 3)
        if run.poll() is not None:
            raise SystemExit("a run was at its end before it could be killed: give more letters")
        run.send_signal(signal.SIGKILL)
        run.communicate()
        _CONSOLE.print(f"killed after {shards(out)} of {whole} shards")


def digests(out: Path) -> Iterator[tuple[str, str]]:
    """Give the hash of each file that was written."""
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != ".lock":
            yield path.relative_to(out).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def main(
    letters: Annotated[int, typer.Option(min=1, help="How many letters.")],
    out: Annotated[Path, typer.Option(help="A folder for all of it.")] = Path("out/endurance"),
    broken: Annotated[float, typer.Option(min=0, max=1, help="Share of broken ones.")] = 0.02,
    kills: Annotated[int, typer.Option(min=0, help="How many runs are killed; 0 for none.")] = 5,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 2,
    shard_letters: Annotated[int, typer.Option(min=1, help="Letters of a shard.")] = 100,
    entities: Annotated[bool, typer.Option(help="Find entities as well.")] = True,
    seed: Annotated[int, typer.Option(help="Of the letters and of the moments.")] = 1,
) -> None:
    """Read letters undisturbed and by runs that are killed, and compare."""
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"letters-{letters}-{seed}.zip"
    damaged = write_letters(archive, letters, broken, seed, workers)
    _CONSOLE.print(f"{archive}: {letters} letters, {damaged} of them broken")
    options = ["--workers", str(workers), "--shard-letters", str(shard_letters)]
    options += [] if entities else ["--no-entities"]
    whole, resumed = out / "undisturbed", out / "resumed"
    for folder in (whole, resumed):
        shutil.rmtree(folder, ignore_errors=True)
    run = start(archive, whole, options)
    seen = list(watch(run, whole))
    _, told = run.communicate()
    _CONSOLE.print(told.strip())
    _CONSOLE.print(f"undisturbed: {shards(whole)} shards")
    tell_memory(seen, letters, shard_letters)
    if not kills:
        return
    disturb(archive, resumed, options, kills, shards(whole), seed)
    _, told = start(archive, resumed, options).communicate()
    _CONSOLE.print(told.strip())
    same = list(digests(whole)) == list(digests(resumed))
    _CONSOLE.print(
        f"{len(list(digests(whole)))} files, the same in both: {'yes' if same else 'NO'}"
    )
    raise SystemExit(0 if same else 1)


if __name__ == "__main__":
    typer.run(main)
