"""The words of an item as the tables have them."""

from __future__ import annotations

import re

_HYPHEN = re.compile(r"[-\u2010-\u2015]")


def plain(text: str) -> str:
    """Give words small, a hyphen a space, one space between two."""
    return " ".join(_HYPHEN.sub(" ", text.lower()).split())
