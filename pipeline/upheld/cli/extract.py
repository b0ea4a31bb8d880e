"""`upheld extract`: letters to tables."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from upheld.cli.extract_archive import ArchiveChoice, EngineName, extract_shards
from upheld.cli.options import Model, load_finder
from upheld.display.terminal import ItemTable, print_errors, printable
from upheld.extraction import SCHEMAS, LostLetterError, Outcome, run
from upheld.extraction.stream import Sink
from upheld.extraction.writers import CsvWriter, JsonlWriter, ParquetWriter, Writer
from upheld.reading import ReadingError


class Format(StrEnum):
    """What `upheld extract` writes."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class _Errors:
    def __init__(self) -> None:
        self.found: list[ReadingError] = []

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, ReadingError):
            self.found.append(outcome)


def extract(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Letters (.txt .pdf .html), folders, .zip and .tar archives, tables with a text column"
            " (.jsonl .csv .parquet), addresses of such (s3://bucket/letters), or - for standard input.",
        ),
    ],
    formats: Annotated[
        list[Format] | None,
        typer.Option(
            "--format",
            help="table: items in the terminal (default); jsonl: one object a letter;"
            " csv, parquet: the tables letters, items, entities, errors. May be given more than once.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            help="Where to write: a file for jsonl, a folder for csv, parquet and shards (or its address)."
            " Without it, jsonl goes to standard output.",
        ),
    ] = None,
    text_column: Annotated[
        str | None,
        typer.Option(help="Name of the text column of tables, if it is none of the usual."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first letter that cannot be read.")
    ] = False,
    entities: Annotated[
        bool,
        typer.Option(
            help="Find the entities for jsonl, csv and parquet; without them it is several times as fast."
        ),
    ] = True,
    model: Model = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Read with so many processes into Parquet shards, which a later run goes on with.",
        ),
    ] = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(
            help="Read into shards by: one-process; workers, one a processor; ray, a cluster."
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            help="Address of the Ray cluster, or auto for that of this machine; without it a new one is started."
        ),
    ] = None,
    shard_letters: Annotated[
        int | None, typer.Option(min=1, help="Letters of a shard; 500 by default.")
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1, help="Seconds that reading one letter may take; 60 by default. For shards."
        ),
    ] = None,
    memory_limit: Annotated[
        int | None,
        typer.Option(
            min=50,
            help="Megabytes that reading may take beside the model; 1000 by default. For shards.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Read into shards anew what was read before.")
    ] = False,
) -> None:
    """Read letters into tables of items, decisions and entities.

    Exit status: 0 if every letter was read, 1 if any was not, 2 if the command was wrong.
    """
    choice = ArchiveChoice(
        engine, workers, address, shard_letters, time_limit, memory_limit, overwrite
    )
    if choice.is_made:
        if formats not in (None, [Format.parquet]):
            raise typer.BadParameter("shards are Parquet: leave --format out")
        if strict:
            raise typer.BadParameter("--strict stops at an error: shards keep all of them")
        extract_shards(
            sources, out, choice, text_column=text_column, entities=entities, model=model
        )
        return
    choice.require_made()
    _extract(
        sources,
        formats,
        None if out is None else Path(out),
        text_column=text_column,
        strict=strict,
        entities=entities,
        model=model,
    )


def _extract(
    sources: list[str],
    formats: list[Format] | None,
    out: Path | None,
    *,
    text_column: str | None,
    strict: bool,
    entities: bool,
    model: str | None,
) -> None:
    """Read letters into the formats that are wanted, in this process."""
    wanted = formats or [Format.table]
    console, messages = Console(), Console(stderr=True)
    table = ItemTable()
    errors = _Errors()
    if Format.jsonl in wanted and out is None and Format.table in wanted:
        raise typer.BadParameter("jsonl and table would mix on standard output: give --out")
    _refuse_overwriting(sources, out)
    try:
        with ExitStack() as stack:
            writers = [stack.enter_context(writer) for writer in _writers(wanted, out)]
            sinks: list[Sink] = [errors, *writers]
            if Format.table in wanted:
                sinks.append(table)
            finder = load_finder(model) if entities and writers else None
            tally = run(sources, sinks, strict=strict, text_column=text_column, finder=finder)
    except ReadingError as error:
        print_errors([error], messages)
        raise typer.Exit(1) from None
    except (LostLetterError, OSError) as error:
        messages.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    table.print(console)
    print_errors(errors.found, messages)
    summary = messages if Format.jsonl in wanted and out is None else console
    summary.print(str(tally), highlight=False, soft_wrap=True)
    for path in (path for writer in writers for path in writer.paths):
        summary.print(
            f"written: {printable(str(path))}", highlight=False, markup=False, soft_wrap=True
        )
    if errors.found:
        raise typer.Exit(1)


def _writers(wanted: list[Format], out: Path | None) -> list[Writer]:
    writers: list[Writer] = []
    for chosen in dict.fromkeys(wanted):
        if chosen is Format.jsonl:
            path = out / "letters.jsonl" if out is not None and _is_folder(out) else out
            writers.append(JsonlWriter(path))
        elif chosen is not Format.table:
            if out is None:
                raise typer.BadParameter(f"{chosen} writes several tables: give --out FOLDER")
            if out.is_file() and out.suffix.lower() != f".{chosen}":
                raise typer.BadParameter(f"{out} is a file: {chosen} needs a folder as --out")
            writers.append(CsvWriter(out) if chosen is Format.csv else ParquetWriter(out))
    if out is not None and not writers:
        raise typer.BadParameter("--out needs --format jsonl, csv or parquet")
    return writers


def _refuse_overwriting(sources: list[str], out: Path | None) -> None:
    """Refuse to write over what is to be read."""
    if out is None:
        return
    names = [f"{table}{suffix}" for table in SCHEMAS for suffix in (".csv", ".parquet", ".jsonl")]
    for path in [out, *(out / name for name in names)]:
        if not path.is_file():
            continue
        for source in sources:
            if path.resolve().is_relative_to(Path(source).resolve()):
                raise typer.BadParameter(f"{path} is among the sources: give another --out")


def _is_folder(out: Path) -> bool:
    return out.is_dir() or not out.suffix
