"""The ways in which extraction from PDF sets the lines of a letter, spans carried along."""

from __future__ import annotations

import random
import re
import textwrap
from bisect import bisect_left
from collections.abc import Callable, Sequence

_FOOTER = "Final Determination Letter for IMR Case Number {number}  {page}"
# Characters of the private use area around what a setting adds, other than white space.
_ADDED, _END = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_ADDED}{_END}]")
_ADDITION = re.compile(f"{_ADDED}[^{_END}]*{_END}|\\s+")


def typeset(
    text: str,
    spans: Sequence[tuple[int, int]],
    layout: Sequence[str],
    *,
    rng: random.Random,
    number: str = "CM14-0012345",
) -> tuple[str, list[tuple[int, int]]]:
    """Set the lines of a text and give it with the new places of its spans, in the same order.

    The spans have no say in how the lines come out. A span that is empty or begins or ends with
    white space is trimmed.

    Args:
        text: the text, paragraphs as single lines.
        spans: character ranges of the text, end exclusive.
        layout: names of `SETTINGS`, applied one after the other; `plain` does nothing.
        rng: where line widths and breaks are drawn from.
        number: the case number that page footers show.

    Raises:
        KeyError: a setting has no such name.

    """
    source = _MARKS.sub("\ufffd", text)
    held = source
    for name in layout:
        if name != "plain":
            held = SETTINGS[name](held, rng, number)
    return _MARKS.sub("", held), _carry(source, held, spans)


def _carry(source: str, held: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans their new places: the characters of the source, but white space, stand in order."""
    before = [place for place, character in enumerate(source) if not character.isspace()]
    after: list[int] = []
    taken = position = 0
    for match in [*_ADDITION.finditer(held), None]:
        start, end = match.span() if match else (len(held), len(held))
        after += range(position - taken, start - taken)
        taken += len(_MARKS.findall(match.group())) if match else 0
        position = end
    carried = []
    for start, end in spans:
        first, last = bisect_left(before, start), bisect_left(before, end) - 1
        if first > last:
            place = after[first] if first < len(after) else len(held) - taken
            carried.append((place, place))
        else:
            carried.append((after[first], after[last] + 1))
    return carried


def _blank_lines(text: str, _rng: random.Random, _number: str) -> str:
    """Put a blank line after every line."""
    return text.replace("\n", "\n\n")


def _crlf(text: str, _rng: random.Random, _number: str) -> str:
    """End the lines as Windows does, with stray spaces."""
    return text.replace("\n", " \r\n")


def _wrap(text: str, rng: random.Random, _number: str) -> str:
    """Wrap the lines at 80 to 100 columns, where they are not shorter already."""
    width = rng.randint(80, 100)
    lines = [textwrap.wrap(line, width) or [""] for line in text.split("\n")]
    return "\n".join(piece for line in lines for piece in line)


def _hyphenate(text: str, rng: random.Random, _number: str) -> str:
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
            pieces.append(f"{current} {word[:room]}{_ADDED}-{_END}")
            current = word[room:]
        else:
            pieces.append(current)
            current = word
    return [*pieces, current]


def _footers(text: str, rng: random.Random, number: str) -> str:
    """Wrap, and put a page footer between two lines now and then, also within a sentence."""
    lines = _wrap(text, rng, number).split("\n")
    noisy, page, left = [], 1, rng.randint(5, 20)
    for line in lines:
        noisy.append(line)
        left -= 1
        if left == 0:
            page += 1
            footer = _FOOTER.format(number=number, page=page)
            noisy += ["", f"{_ADDED}{footer}{_END}", ""]
            left = rng.randint(8, 25)
    return "\n".join(noisy)


def _everything(text: str, rng: random.Random, number: str) -> str:
    """All at once: hyphenated, wrapped, with footers and a blank line after every line."""
    for setting in (_hyphenate, _footers, _blank_lines, _crlf):
        text = setting(text, rng, number)
    return text


SETTINGS: dict[str, Callable[[str, random.Random, str], str]] = {
    "blank_lines": _blank_lines,
    "crlf": _crlf,
    "wrap": _wrap,
    "hyphenate": _hyphenate,
    "footers": _footers,
    "everything": _everything,
}
WITH_FOOTERS: frozenset[str] = frozenset({"footers", "everything"})
