"""Status: what a letter says of a diagnosis or a treatment, by the words around it and the headings above it.

After ConText (Harkema et al. 2009), with cues of medical review: what was tried and how it worked, what a guideline
says of patients at large, what utilization review refused. `annotations/meaning.md` has the rules, `tables/` the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Mention
from upheld.meaning.status.letter import read_letter
from upheld.meaning.status.value import Status

__all__ = ["Status", "find_status"]


def find_status(text: str, mentions: Sequence[Mention]) -> list[Status | None]:
    """Give a status for each treatment and each diagnosis, None for all else, in the order of the mentions.

    Args:
        text: the reflowed letter, its paragraphs parted by line feeds.
        mentions: all entities, in their order, none across another, in characters of `text`.

    """
    return read_letter(text, mentions)
