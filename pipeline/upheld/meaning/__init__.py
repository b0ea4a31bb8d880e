"""What entities mean: status, quantity, site and side, code; and what a disputed item asks for."""

from __future__ import annotations

from upheld.meaning.meanings import Meaning, find_meanings
from upheld.meaning.mentions import Mention

__all__ = ["Meaning", "Mention", "find_meanings"]
