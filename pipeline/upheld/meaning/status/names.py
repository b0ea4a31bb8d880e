"""Names of treatments and diagnoses: which of them a letter told of before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

# Words that many names share, which tell nothing of what is named.
_COMMON = frozenset(
    "pain of the and in left right bilateral chronic severe mild moderate acute syndrome symptoms disease injury both"
    " low upper lower trial unit therapy treatment program use".split()
)
_NAME = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[frozenset[str], str]:
    """Give the beginnings of a name's telling words, and its initials (none of one word)."""
    words = _NAME.findall(name.lower())
    parts = frozenset(w[:6] for w in words if len(w) > 2 and w not in _COMMON)
    initials = "".join(w[0] for w in words if w not in ("of", "the", "and"))
    return parts, initials if len(initials) > 1 else ""


@dataclass(slots=True)
class Names:
    """Names that were met in a part of the letter."""

    parts: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def add(self, name: str) -> None:
        """Remember a name, its words and its initials."""
        parts, initials = name_parts(name)
        self.parts |= parts
        self.whole.add(name.lower())
        if initials:
            self.whole.add(initials)

    def knows(self, name: str) -> float:
        """Give the share of a name's words that were met."""
        if name.lower() in self.whole:
            return 1.0
        parts, _ = name_parts(name)
        return len(parts & self.parts) / len(parts) if parts else 0.0
