"""`upheld report`: what was measured of a model as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.saying import clear_errors, say


def report(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...",
            help="Folders that `upheld evaluate` wrote, as out/evaluation/development.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The report's file; by default report.html in the first folder."),
    ] = None,
    title: Annotated[str, typer.Option(help="The report's title.")] = "What was measured",
) -> None:
    """Turn the metrics of a model into one HTML file with its figures and tables.

    The file loads nothing and runs no script. Needs the extra `figures`. Exit status 1 if there is nothing to report.
    """
    with clear_errors(ImportError, ValueError):
        from upheld.display.reports import render_report

        page = render_report(folders, title=title)
        path = out or folders[0] / "report.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    say(f"written: {path}")
