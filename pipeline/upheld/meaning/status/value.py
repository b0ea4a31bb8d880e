"""What a status is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a diagnosis or a treatment.

    `value` is `present`, `denied`, `suspected`, `past`, `tried`, `general` or `other`, as `annotations/meaning.md`
    defines them; `result` of a tried treatment is `helped`, `failed` or `mixed`, of all else None.
    """

    value: str
    result: str | None = None


PRESENT = Status("present")
PAST = Status("past")
GENERAL = Status("general")
OTHER = Status("other")
