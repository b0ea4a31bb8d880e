"""Status."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Mention
from upheld.meaning.status.letter import Status, read_letter

__all__ = ["Status", "find_status"]


def find_status(text: str, mentions: Sequence[Mention]) -> list[Status | None]:
    return read_letter(text, mentions)
