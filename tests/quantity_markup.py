"""Sentences with entities, and what the measurements among them say: `{T:Norco} {M:5/325 mg=dose 5/325 mg>Norco}`.

Labels are T, D, B and M; behind `=` stands the quantity, behind `>` the words of the entity that it belongs to (`-`: to
none).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upheld.meaning.mentions import Mention

_MARK = re.compile(r"\{([TDBM]):([^=>{}]+)(?:=([^>{}]+))?(?:>([^{}]+))?\}")
_LABELS = {"T": "TREATMENT", "D": "DIAGNOSIS", "B": "BODY_PART", "M": "MEASUREMENT"}


@dataclass(frozen=True)
class Marked:
    """A text, its mentions, and of each its quantity and the words that it belongs to (None where not marked)."""

    text: str
    mentions: list[Mention]
    quantities: list[str | None]
    owners: list[str | None]


def read_marks(markup: str) -> Marked:
    """Take the marks out of a text."""
    text, position = "", 0
    mentions: list[Mention] = []
    quantities: list[str | None] = []
    owners: list[str | None] = []
    for mark in _MARK.finditer(markup):
        text += markup[position : mark.start()]
        position = mark.end()
        mentions.append(Mention(len(text), len(text) + len(mark[2]), _LABELS[mark[1]]))
        quantities.append(mark[3])
        owners.append(mark[4])
        text += mark[2]
    return Marked(text + markup[position:], mentions, quantities, owners)
