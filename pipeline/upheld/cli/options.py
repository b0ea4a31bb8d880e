"""What the commands that read letters take in common."""

from __future__ import annotations

from typing import Annotated

import typer

Model = Annotated[
    str | None,
    typer.Option(
        help="Folder or package of the pipeline that finds the entities, by default that of the program."
    ),
]
