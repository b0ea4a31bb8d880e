"""What the commands that speak with a server share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from upheld.annotating.errors import AnnotateError
from upheld.annotating.exchange import Server
from upheld.annotating.kinds import KindName
from upheld.cli.saying import clear_errors

Project = Annotated[
    str, typer.Option("--project", metavar="NAME", help="Name of the project on the server.")
]
KindOption = Annotated[
    KindName,
    typer.Option(help="What is annotated: entities, or disputed items with their decisions."),
]
Address = Annotated[str, typer.Option(envvar="DOCCANO_URL", help="Address of the doccano server.")]
User = Annotated[
    str,
    typer.Option(
        envvar="DOCCANO_USER",
        help="Who logs in; the password comes from DOCCANO_PASSWORD or is asked for.",
    ),
]
LOOPBACK = "http://127.0.0.1:8000"
ADMIN = "admin"


def log_in(address: str, user: str) -> Server:
    """Give the server with the password from the environment, or from a prompt."""
    if not address.startswith(("http://", "https://")):
        raise typer.BadParameter(f"--server {address}: give an address as {LOOPBACK}")
    password = os.environ.get("DOCCANO_PASSWORD") or typer.prompt(
        f"Password of {user}", hide_input=True, err=True
    )
    return Server(address.rstrip("/"), user, password)


@contextmanager
def clear_failures() -> Iterator[None]:
    """Turn what is wrong with the server, or with a corpus, into one line and exit status 1."""
    with clear_errors(AnnotateError):
        yield
