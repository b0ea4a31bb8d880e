"""The ways in which extraction from PDF spoils a letter, each a function from text to text."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable

FOOTER = "Final Determination Letter for IMR Case Number {number}  {page}"


def blank_lines(text: str, rng: random.Random) -> str:
    """Put a blank line after every line."""
    return text.replace("\n", "\n\n")


def crlf(text: str, rng: random.Random) -> str:
    """End the lines as Windows does, with stray spaces."""
    return text.replace("\n", " \r\n")


def wrap(text: str, rng: random.Random) -> str:
    """Wrap the lines at 80 to 100 columns, where they are not shorter already."""
    width = rng.randint(80, 100)
    lines = [textwrap.wrap(line, width) or [""] for line in text.split("\n")]
    return "\n".join(piece for line in lines for piece in line)


def hyphenate(text: str, rng: random.Random) -> str:
    """Wrap at 80 to 100 columns, with words broken over the lines' ends."""
    width = rng.randint(80, 100)
    return "\n".join(
        piece for line in text.split("\n") for piece in _wrap_hyphenated(line, width, rng)
    )


def _wrap_hyphenated(line: str, width: int, rng: random.Random) -> list[str]:
    if len(line) <= width:
        return [line]
    pieces, current = [], ""
    for word in line.split():
        room = width - len(current) - 2
        if len(current) + 1 + len(word) <= width:
            current = f"{current} {word}".strip()
        elif re.fullmatch(r"[a-z]{8,}", word) and 3 <= room <= len(word) - 3 and rng.random() < 0.5:
            pieces.append(f"{current} {word[:room]}-")
            current = word[room:]
        else:
            pieces.append(current)
            current = word
    return [*pieces, current]


def footers(text: str, rng: random.Random, number: str = "CM14-0012345") -> str:
    """Wrap, and put a page footer between two lines now and then, also within a sentence."""
    lines = wrap(text, rng).split("\n")
    noisy, page, left = [], 1, rng.randint(5, 20)
    for line in lines:
        noisy.append(line)
        left -= 1
        if left == 0:
            page += 1
            noisy += ["", FOOTER.format(number=number, page=page), ""]
            left = rng.randint(8, 25)
    return "\n".join(noisy)


def everything(text: str, rng: random.Random, number: str = "CM14-0012345") -> str:
    """All at once: hyphenated, wrapped, with footers and a blank line after every line."""
    return crlf(blank_lines(footers(hyphenate(text, rng), rng, number), rng), rng)


NOISES: dict[str, Callable[..., str]] = {
    "blank_lines": blank_lines,
    "crlf": crlf,
    "wrap": wrap,
    "hyphenate": hyphenate,
    "footers": footers,
    "everything": everything,
}
