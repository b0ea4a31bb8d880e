"""Names that the tables of entity scores use, for those who write them and those who read them."""

from __future__ import annotations

ALL = "all"
"""Stands for the value of a group where the rows of all its values are summed."""

GROUPS: tuple[str, ...] = ("part", "family", "label")

NOTHING = "nothing"
"""Stands for the label of a span that is not there: of a miss what was found, of a false alarm what the gold has."""
