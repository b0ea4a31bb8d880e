"""`upheld show`: one letter as a page."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Annotated

import typer
from rich.console import Console

import upheld
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
) -> None:
    """Write a letter as an HTML page, highlighted."""
    try:
        found = upheld.read(letter)
    except ReadingError as error:
        print_errors([error], Console(stderr=True))
        raise typer.Exit(1) from None
    if out == Path("-"):
        typer.echo(render_page(found))
        return
    path = out or Path(f"{PurePath(found.source).stem}.html")
    if path.exists() and Path(letter).exists() and path.samefile(letter):
        raise typer.BadParameter(f"{path} is the letter itself: give another --out")
    try:
        path.write_text(render_page(found), encoding="utf-8")
    except OSError as error:
        Console(stderr=True).print(f"error: {printable(str(error))}", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None
    Console().print(
        f"written: {printable(str(path))}", highlight=False, markup=False, soft_wrap=True
    )
