"""What reading hands on: the text of one letter and where it came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def writable(text: str) -> str:
    """Put U+FFFD in the place of characters that no table can hold: NUL and halves of surrogate pairs."""
    return _UNWRITABLE.sub("\ufffd", text)


def written_name(source: str) -> str:
    """Give the name of a source as every name that leaves the program: what UTF-8 cannot hold is replaced."""
    return source.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class SourceText:
    """The text of one letter: the decoded file, or what was extracted from a PDF or HTML page.

    `name` says where it came from. Characters that no table can hold (NUL, halves of surrogate
    pairs) stand in the text as U+FFFD, one for one, so that offsets stay.
    """

    name: str
    text: str = field(repr=False)

    def __post_init__(self) -> None:
        """Replace the characters that no table can hold."""
        if _UNWRITABLE.search(self.name):
            object.__setattr__(self, "name", writable(self.name))
        if _UNWRITABLE.search(self.text):
            object.__setattr__(self, "text", writable(self.text))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits: the letter's identity."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
