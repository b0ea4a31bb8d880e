"""Items and errors as tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from upheld.extraction import Outcome
from upheld.layout import Letter
from upheld.reading import ReadingError

_STYLES = {"upheld": "red", "overturned": "green", None: "yellow"}
_UNDECIDED = "not stated"


class ItemTable:
    """Collects outcomes and shows their items as one table: letter, number, item, decision."""

    def __init__(self) -> None:
        """Start with an empty table."""
        self._table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        self._table.add_column("Letter", overflow="fold", no_wrap=False)
        self._table.add_column("#", justify="right")
        self._table.add_column("Disputed item", overflow="fold", ratio=1)
        self._table.add_column("Decision", no_wrap=True)

    def add(self, outcome: Outcome) -> None:
        """Add the items of one letter; an error adds nothing."""
        if not isinstance(outcome, ReadingError):
            self._add_letter(outcome.letter)

    def _add_letter(self, letter: Letter) -> None:
        name = PurePath(letter.source).name
        for item in letter.items:
            decision = Text(item.decision or _UNDECIDED, style=_STYLES[item.decision])
            first = f"{letter.family}\n{printable(name)}" if item.number == 1 else ""
            last = item.number == len(letter.items)
            self._table.add_row(
                Text(first),
                str(item.number),
                Text(printable(item.text)),
                decision,
                end_section=last,
            )

    def print(self, console: Console) -> None:
        """Print the table, if it has rows."""
        if self._table.row_count:
            console.print(self._table)


def print_errors(errors: Sequence[ReadingError], console: Console) -> None:
    """Print each error on a line of its own."""
    for error in errors:
        console.print(Text(f"error: {printable(str(error))}", style="red"), soft_wrap=True)


def printable(text: str) -> str:
    """Make a text harmless to a terminal: what is no printable character becomes U+FFFD."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
