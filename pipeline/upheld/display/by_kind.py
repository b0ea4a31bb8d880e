"""Entries sorted by their kind, an even draw of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any


def draw_by_kind(
    entries: Sequence[Mapping[str, Any]], kinds: Iterable[str], most: int
) -> Iterator[tuple[str, int, list[Mapping[str, Any]]]]:
    """Give each kind, how many entries have it as their `kind`, and `most` of them at most.

    Of a kind with more every so many is given.
    """
    for kind in kinds:
        own = [entry for entry in entries if entry["kind"] == kind]
        yield kind, len(own), own[:: max(1, -(-len(own) // most))]
