"""Names of files that are no letters by their nature."""

from __future__ import annotations

from pathlib import PurePosixPath

_BY_SYSTEMS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


def is_hidden(name: str) -> bool:
    """Say whether a path is one that operating systems leave behind or keep out of sight."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in _BY_SYSTEMS or (part.startswith(".") and part.strip(".")) for part in parts)
