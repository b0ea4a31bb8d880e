"""upheld: read Independent Medical Review determination letters and turn them into data.

import upheld

letter = upheld.read("letter.pdf")     # one letter
letter = upheld.read_text(text)        # one that is in memory
frame = upheld.extract("letters/")     # many: one row a disputed item
doc = upheld.load()(letter)            # in a spaCy pipeline
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upheld.layout import Header, Item, Letter, Section, Span, lay_out
from upheld.reading import ReadingError, SourceText, read_one

if TYPE_CHECKING:
    from upheld import findings as findings
    from upheld import plots as plots
    from upheld.components import load as load
    from upheld.extraction.frames import Tables as Tables
    from upheld.extraction.frames import extract as extract
    from upheld.extraction.frames import extract_tables as extract_tables

__all__ = [
    "Header",
    "Item",
    "Letter",
    "ReadingError",
    "Section",
    "SourceText",
    "Span",
    "Tables",
    "extract",
    "extract_tables",
    "findings",
    "load",
    "plots",
    "read",
    "read_text",
]
__version__ = version("upheld")

# Loaded on first use: spaCy and pandas take a second that `upheld.read` need not wait for.
_LAZY = {
    "load": "upheld.components",
    "extract": "upheld.extraction.frames",
    "extract_tables": "upheld.extraction.frames",
    "Tables": "upheld.extraction.frames",
}


def read(source: str | Path) -> Letter:
    """Read one letter from a text, PDF or HTML file, or from `-`, standard input.

    A letter without a recognised item comes back with an empty list of items.

    Raises:
        ReadingError: the file cannot be read, or holds more than one letter.

    """
    return lay_out(read_one(source))


def read_text(text: str, source: str = "text") -> Letter:
    """Read one letter from a text in memory; `source` names it in tables and errors.

    A letter without a recognised item comes back with an empty list of items.
    """
    return lay_out(SourceText(source, text))


def __dir__() -> list[str]:
    """List the public names, those that are loaded on first use with them."""
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Load the parts of the interface that need spaCy, pandas or matplotlib when they are first used."""
    from importlib import import_module

    if name in {"findings", "plots"}:
        return import_module(f"upheld.{name}")
    if name not in _LAZY:
        raise AttributeError(f"module 'upheld' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
