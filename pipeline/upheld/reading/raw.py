"""Letters as their sources hold them: found by name, then read, then turned into text, each step on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from upheld.reading.decode import decode
from upheld.reading.errors import ReadingError
from upheld.reading.limits import LIMITS
from upheld.reading.source import SourceText, writable

Reading = SourceText | ReadingError
"""What each letter of the input comes to: its text, or why there is none."""

_KINDS = ("text", "pdf", "html")


@dataclass(frozen=True, slots=True)
class RawLetter:
    """One letter as its source holds it: the bytes of a file, or the text of a table's row.

    `kind` is `text`, `pdf` or `html` for bytes, `row` for text.
    """

    name: str
    kind: str
    data: bytes | str = field(repr=False)

    def to_text(self) -> Reading:
        """Give the letter's text, or why there is none: what may take long, or fail in a library."""
        try:
            if isinstance(self.data, str):
                return _bounded(SourceText(self.name, self.data))
            if self.kind not in _KINDS:
                raise ReadingError(
                    self.name, "identify", f"holds {self.kind}", "Give text, PDF or HTML."
                )
            return _bounded(SourceText(self.name, _extract(self.kind, self.data, self.name)))
        except ReadingError as error:
            return error


@dataclass(frozen=True, slots=True)
class Found:
    """A letter that was found: its name, what it takes of the input, and how to read it.

    `size` is in bytes of the input. `read` must be called before the next letter is looked for,
    or not at all, unless the letter is `apart`: a file of its own.
    """

    name: str
    size: int
    read: Callable[[], RawLetter | ReadingError] = field(repr=False)
    apart: bool = False

    @property
    def source(self) -> str:
        """The name as it stands in tables."""
        return writable(self.name)

    def to_text(self) -> Reading:
        """Read the letter and give its text, or why there is none."""
        raw = self.read()
        return raw if isinstance(raw, ReadingError) else raw.to_text()


def _extract(kind: str, data: bytes, name: str) -> str:
    """Give the text of a file; a library is loaded with the first file of its kind, for it takes memory."""
    if kind == "pdf":
        from upheld.reading.pdf import extract_pdf

        return extract_pdf(data, name)
    if kind == "html":
        from upheld.reading.html import extract_html

        return extract_html(data, name)
    return decode(data, name)


def found_error(error: ReadingError, size: int = 0) -> Found:
    """Make an error that stands in a letter's place one that was found."""
    return Found(error.source, size, lambda: error)


def found_raw(raw: RawLetter, size: int = 0) -> Found:
    """Make a letter that is in memory one that was found."""
    return Found(raw.name, size, lambda: raw)


def _bounded(source: SourceText) -> SourceText:
    if len(source.text) > LIMITS.text_characters:
        raise ReadingError(
            source.name,
            "decode",
            f"{len(source.text):,} characters, too long for a letter",
            "Split it into letters.",
        )
    return source
