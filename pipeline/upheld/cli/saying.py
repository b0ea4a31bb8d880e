"""What commands say, and how they fail: one line on standard error and exit status 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from upheld.corpus.document import CorpusError
from upheld.display.terminal import printable


def say(words: str, *, error: bool = False) -> None:
    """Print lines as they are, however long; errors go to standard error."""
    Console(stderr=error).print(
        "\n".join(map(printable, words.split("\n"))),
        style="red" if error else None,
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


@contextmanager
def clear_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Turn what is wrong with a corpus or a file, and errors of these kinds, into one line and exit status 1."""
    told: tuple[type[Exception], ...] = (CorpusError, OSError, *kinds)
    try:
        yield
    except told as error:
        say(f"error: {error}", error=True)
        raise typer.Exit(1) from None
