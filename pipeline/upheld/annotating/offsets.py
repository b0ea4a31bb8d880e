"""Offsets as a browser counts them: in UTF-16 code units, of which a character beyond U+FFFF (an emoji) takes two."""

from __future__ import annotations

from bisect import bisect_left


class BrowserOffsets:
    """Carries offsets of a text over to those that doccano's page shows and stores, and back.

    Offsets of the page are without the white space in front of the text, which the server takes off.
    """

    def __init__(self, text: str) -> None:
        """Take the whole text."""
        self._before = len(text) - len(text.lstrip())
        # Beyond U+FFFF; each moves all that follows by one more.
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]
        self._moved = [at - self._before + n for n, at in enumerate(self._wide)]

    def to_page(self, offset: int) -> int:
        """Give the page's offset of a character of the text."""
        return offset - self._before + bisect_left(self._wide, offset)

    def to_text(self, offset: int) -> int | None:
        """Give the offset in the text of one of the page; None in the middle of a character."""
        wide = bisect_left(self._moved, offset)
        if wide and self._moved[wide - 1] + 1 == offset:
            return None
        return offset + self._before - wide
