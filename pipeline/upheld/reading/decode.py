"""From bytes to text: UTF-8, UTF-8 and UTF-16 with a byte order mark, UTF-16, Windows-1252."""

from __future__ import annotations

import codecs
import re

from upheld.reading.errors import ReadingError

_WORD = re.compile(r"\w")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_MOST_CONTROL = 0.02
_LONGEST_CHARACTER = 4


def decode(data: bytes, name: str) -> str:
    """Decode the text of a letter.

    The encoding is the one that the byte order mark names, else UTF-16 where every other byte is
    zero, else UTF-8 where the bytes are valid (but for a character cut off at the end), else
    Windows-1252.

    Raises:
        ReadingError: there is no text, or the bytes are no text.

    """
    text = _decode(data)
    if not _WORD.search(text):
        raise ReadingError(name, "decode", "no text in it", "Fetch the letter again.")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise ReadingError(
            name, "decode", "binary data, not text", "Give the letter as text, PDF or HTML."
        )
    return text


def _decode(data: bytes) -> str:
    encoding = guess_encoding(data)
    if encoding != "utf-8-sig":
        return data.decode(encoding, errors="replace")
    if data.startswith(codecs.BOM_UTF8):
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - _LONGEST_CHARACTER and error.start > 0:
            return data[: error.start].decode("utf-8")
        return data.decode("cp1252", errors="replace")


def guess_encoding(data: bytes) -> str:
    """Tell the encoding of a text by its beginning: a kind of UTF-16, else `utf-8-sig`, be it UTF-8 or not."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    if len(sample) >= 4 and not data.startswith(codecs.BOM_UTF8):
        if sample[1::2].count(0) > 0.4 * len(sample):
            return "utf-16-le"
        if sample[::2].count(0) > 0.4 * len(sample):
            return "utf-16-be"
    return "utf-8-sig"
