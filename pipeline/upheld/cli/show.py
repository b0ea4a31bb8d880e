"""`upheld show`: one letter as a page."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Annotated, NoReturn

import typer
from rich.console import Console

import upheld
from upheld.cli.options import Model, load_finder
from upheld.display.page import render_page
from upheld.display.terminal import print_errors, printable
from upheld.reading import ReadingError


def show(
    letter: Annotated[
        str, typer.Argument(metavar="LETTER", help="A letter, or - for standard input.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            help="The page's file; by default the letter's name with .html, here; - is standard output."
        ),
    ] = None,
    entities: Annotated[bool, typer.Option(help="Mark the entities as well.")] = True,
    model: Model = None,
) -> None:
    """Write a letter as an HTML page, highlighted."""
    try:
        found = upheld.read(letter)
    except ReadingError as error:
        print_errors([error], Console(stderr=True))
        raise typer.Exit(1) from None
    page = render_page(found, load_finder(model).find(found) if entities else ())
    if out == Path("-"):
        typer.echo(page)
        return
    path = out or Path(f"{PurePath(found.source).stem}.html")
    if path.exists() and Path(letter).exists() and path.samefile(letter):
        raise typer.BadParameter(f"{path} is the letter itself: give another --out")
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        _fail(error)
    Console().print(
        f"written: {printable(str(path))}", highlight=False, markup=False, soft_wrap=True
    )


def _fail(error: OSError) -> NoReturn:
    Console(stderr=True).print(f"error: {printable(str(error))}", markup=False, soft_wrap=True)
    raise typer.Exit(1) from None
