"""Letters in zip archives, read in place and within limits."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from upheld.reading.errors import ReadingError
from upheld.reading.limits import LIMITS
from upheld.reading.names import is_hidden

_FETCH = "Fetch the archive again."


def unpack(archive: io.BufferedIOBase, name: str) -> Iterator[tuple[str, bytes] | ReadingError]:
    """Yield the name and the bytes of each file in a zip archive, or why it cannot be read.

    Nothing is written to disk. A member's true size is what counts, not what it declares; an
    archive that would unpack to far more than its own size is refused whole.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [entry for entry in opened.infolist() if not entry.is_dir()]
            members = [entry for entry in members if not is_hidden(entry.filename)]
            refusal = _refuse(opened, members, name)
            if refusal:
                yield refusal
                return
            if not members:
                yield ReadingError(name, "unpack", "an archive without files", _FETCH)
            for member in members:
                yield _read_member(opened, member, name)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        reason = f"damaged or truncated zip archive ({type(error).__name__})"
        yield ReadingError(name, "unpack", reason, _FETCH)


def _refuse(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str
) -> ReadingError | None:
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    archive_size = opened.start_dir + 1
    if declared > LIMITS.archive_floor and declared > LIMITS.archive_ratio * archive_size:
        return ReadingError(
            name,
            "unpack",
            f"would unpack {archive_size:,} bytes to {declared:,}: a zip bomb",
            "Take the letters out of it with care, if there are any.",
        )
    if packed > archive_size:
        return ReadingError(name, "unpack", "members that overlap: a zip bomb", "Do not open it.")
    return None


def _read_member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str
) -> tuple[str, bytes] | ReadingError:
    source = f"{name}/{member.filename}"
    try:
        with opened.open(member) as stream:
            data = stream.read(LIMITS.file_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError) as error:
        return ReadingError(source, "unpack", f"damaged member ({type(error).__name__})", _FETCH)
    except NotImplementedError:
        return ReadingError(source, "unpack", "unknown kind of compression", "Pack it again.")
    except RuntimeError:
        return ReadingError(
            source, "unpack", "locked by a password", "Make the archive without a password."
        )
    return source, data
