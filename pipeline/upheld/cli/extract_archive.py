"""`upheld extract --workers` and `--engine`: archives of any size into Parquet shards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from upheld.display.terminal import printable

if TYPE_CHECKING:
    from upheld.extraction.archive import Report
    from upheld.extraction.archive.progress import Show
    from upheld.extraction.archive.running import MakeEngine

_SIGNALLED = 128  # What a shell adds to the number of the signal that ended a command.


class EngineName(StrEnum):
    """What reads the letters of an archive."""

    one_process = "one-process"
    workers = "workers"
    ray = "ray"


@dataclass(frozen=True, slots=True)
class ArchiveChoice:
    """How an archive is to be read; None and False stand for what was not said."""

    engine: EngineName | None
    workers: int | None
    address: str | None
    shard_letters: int | None
    time_limit: float | None
    memory_limit: int | None
    overwrite: bool

    @property
    def is_made(self) -> bool:
        """Whether shards are asked for."""
        return self.engine is not None or self.workers is not None

    def require_made(self) -> None:
        """Refuse options that mean nothing without shards.

        Raises:
            typer.BadParameter: one of them was given.

        """
        for name in ("address", "shard_letters", "time_limit", "memory_limit", "overwrite"):
            if getattr(self, name):
                option = name.replace("_", "-")
                raise typer.BadParameter(f"--{option} needs --workers or --engine")


def extract_shards(
    sources: list[str],
    out: str | None,
    choice: ArchiveChoice,
    *,
    text_column: str | None,
    entities: bool,
    model: str | None,
) -> None:
    """Read an archive into shards and say what came of it; the exit status is that of `upheld extract`."""
    from upheld.extraction.archive import ArchiveError, Limits, extract_archive
    from upheld.extraction.archive.engine import WorkersFailedError

    if out is None:
        raise typer.BadParameter("shards need a folder: give --out FOLDER")
    messages = Console(stderr=True)
    limits = Limits()
    try:
        report = extract_archive(
            sources,
            out,
            _engine(choice),
            model=model,
            entities=entities,
            text_column=text_column,
            shard_letters=choice.shard_letters or 500,
            limits=Limits(
                choice.time_limit or limits.seconds, choice.memory_limit or limits.megabytes
            ),
            overwrite=choice.overwrite,
            show=_show(messages),
        )
    except (ArchiveError, WorkersFailedError, OSError, ImportError, ValueError) as error:
        _fail(messages, error, out)
    _tell(report, out, messages)


def _engine(choice: ArchiveChoice) -> MakeEngine:
    engine = choice.engine or EngineName.workers
    if choice.address is not None and engine is not EngineName.ray:
        raise typer.BadParameter("--address is that of a Ray cluster: it needs --engine ray")
    if engine is EngineName.ray:
        from upheld.extraction.archive.ray_cluster import RayCluster

        return partial(RayCluster, workers=choice.workers, address=choice.address)
    if engine is EngineName.one_process:
        if choice.workers not in {None, 1}:
            raise typer.BadParameter("--engine one-process has one process: leave --workers out")
        from upheld.extraction.archive.one_process import OneProcess

        return OneProcess
    from upheld.extraction.archive.workers import Workers, processors

    return partial(Workers, workers=choice.workers or processors())


def _show(messages: Console) -> Show:
    from upheld.extraction.archive.progress import Bar, Lines

    if messages.is_terminal:
        return Bar(messages)
    return Lines(partial(messages.print, highlight=False, markup=False, soft_wrap=True))


def _fail(messages: Console, error: Exception, out: str) -> NoReturn:
    lines = [f"error: {error}"]
    if isinstance(error, OSError) and error.errno is not None:
        lines.append(f"What is finished in {out} stays: run the same command again to go on.")
    for line in map(printable, lines):
        messages.print(line, style="red", markup=False, soft_wrap=True, highlight=False)
    raise typer.Exit(1) from None


def _tell(report: Report, out: str, messages: Console) -> None:
    def say(text: str) -> None:
        messages.print(printable(text), highlight=False, markup=False, soft_wrap=True)

    done = report.letters + report.errors
    say(
        f"{done:,} inputs in {report.seconds:,.1f} s: {report.letters:,} letters"
        f" ({report.letters / report.seconds:,.1f} letters/s,"
        f" {report.words / report.seconds:,.0f} words/s), {report.errors:,} errors"
    )
    say(f"in {out}: {report.all_letters:,} letters, {report.all_errors:,} errors")
    if report.changed:
        say(
            f"{len(report.changed):,} letters have changed since they were read and keep their rows,"
            f" the first: {report.changed[0]}; --overwrite reads all anew"
        )
    if report.stopped is not None:
        say("stopped: run the same command again to go on")
        raise typer.Exit(_SIGNALLED + report.stopped)
    if report.all_errors or report.changed:
        raise typer.Exit(1)
