"""Texts with their expected spans marked inline: `<item upheld>MRI</item> ... <rationale>...`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)(\w+)((?: [\w-]+)*)>")


@dataclass(frozen=True)
class Marked:
    """A marked stretch: its tag, the words behind the tag's name, and its place in the text."""

    tag: str
    words: tuple[str, ...]
    start: int
    end: int


def parse(markup: str) -> tuple[str, list[Marked]]:
    """Take the tags out of a text and give the text and what they marked, in order."""
    pieces: list[str] = []
    length = position = 0
    opened: list[tuple[str, tuple[str, ...], int]] = []
    found: list[Marked] = []
    for match in _TAG.finditer(markup):
        pieces.append(markup[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match[1]:
            tag, words, start = opened.pop()
            assert tag == match[2], f"</{match[2]}> closes <{tag}>"
            found.append(Marked(tag, words, start, length))
        else:
            opened.append((match[2], tuple(match[3].split()), length))
    assert not opened, f"never closed: {opened}"
    return "".join(pieces) + markup[position:], sorted(found, key=lambda marked: marked.start)


def spans(found: list[Marked], tag: str) -> list[tuple[int, int]]:
    """Give the places of all stretches with one tag."""
    return [(marked.start, marked.end) for marked in found if marked.tag == tag]
