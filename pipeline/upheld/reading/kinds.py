"""What kind of file a name promises and what kind its first bytes show."""

from __future__ import annotations

import re
from pathlib import PurePath

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tar.gz": "tar",
    ".tar.bz2": "tar",
    ".tar.xz": "tar",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
"""The supported kinds of files by suffix. A file without a suffix is taken for what it holds."""

TABLES = frozenset({"jsonl", "csv", "parquet"})
ARCHIVES = frozenset({"zip", "tar"})

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_TAR_AT = 257  # Where the first header of a tar archive has its signature.
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)


def named_kind(name: str) -> str | None:
    """Give the kind that a file name promises; None for a suffix that is not supported."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    double = PurePath(path.stem).suffix.lower() + suffix
    return SUFFIXES.get(double, SUFFIXES.get(suffix)) if suffix else "any"


def shown_kind(data: bytes) -> str:
    """Give the kind that a file's first bytes show, `text` where they show none in particular."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[_TAR_AT:].startswith(b"ustar"):
        return "tar"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "html" if _HTML.match(data[:2048].removeprefix(b"\xef\xbb\xbf")) else "text"
