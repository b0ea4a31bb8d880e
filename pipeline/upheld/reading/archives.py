"""Letters in zip and tar archives, read in place and within limits."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from upheld.reading.errors import ReadingError
from upheld.reading.limits import LIMITS
from upheld.reading.names import is_hidden

_FETCH = "Fetch the archive again."
_DAMAGE = (zlib.error, lzma.LZMAError, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name behind the archive's, its size in the archive, and how to read it.

    `read` must be called before the next member is asked for, or not at all.
    """

    name: str
    size: int
    read: Callable[[], bytes | ReadingError]


def unpack(
    archive: io.BufferedIOBase | BinaryIO, name: str, kind: str
) -> Iterator[Member | ReadingError]:
    """Yield the files in an archive of the kind `zip` or `tar`, or why they cannot be read.

    Nothing is written to disk. A member's true size is what counts, not what it declares; an
    archive that would unpack to far more than its own size is refused: a zip archive whole, a tar
    archive, whose contents stand nowhere, from where it shows. A tar archive may be compressed by gzip, bzip2 or xz.
    """
    unpacked = _unpack_zip if kind == "zip" else _unpack_tar
    empty = True
    for member in unpacked(cast(BinaryIO, archive), name):
        empty = False
        yield member
    if empty:
        yield ReadingError(name, "unpack", "an archive without files", _FETCH)


def _unpack_zip(archive: BinaryIO, name: str) -> Iterator[Member | ReadingError]:
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [entry for entry in opened.infolist() if not entry.is_dir()]
            members = [entry for entry in members if not is_hidden(entry.filename)]
            refusal = _refuse(opened, members, name)
            if refusal:
                yield refusal
                return
            for member in members:
                source = f"{name}/{member.filename}"
                yield Member(source, member.compress_size, partial(_read, opened, member, source))
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
        return _bomb(name, f"would unpack {archive_size:,} bytes to {declared:,}: a zip bomb")
    if packed > archive_size:
        return ReadingError(name, "unpack", "members that overlap: a zip bomb", "Do not open it.")
    return None


def _bomb(name: str, reason: str) -> ReadingError:
    return ReadingError(
        name, "unpack", reason, "Take the letters out of it with care, if there are any."
    )


def _read(opened: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> bytes | ReadingError:
    try:
        with opened.open(member) as stream:
            return stream.read(LIMITS.file_bytes + 1)
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        return _damaged(source, error)
    except NotImplementedError:
        return ReadingError(source, "unpack", "unknown kind of compression", "Pack it again.")
    except RuntimeError:
        return ReadingError(
            source, "unpack", "locked by a password", "Make the archive without a password."
        )


def _damaged(source: str, error: Exception) -> ReadingError:
    return ReadingError(source, "unpack", f"damaged member ({type(error).__name__})", _FETCH)


def _unpack_tar(archive: BinaryIO, name: str) -> Iterator[Member | ReadingError]:
    unpacked = 0
    try:
        # As a stream, from front to back: nothing is looked for twice, whatever the compression.
        with tarfile.open(fileobj=archive, mode="r|*") as opened:
            for member in opened:
                opened.members = []  # type: ignore[attr-defined] # It would remember each of a million.
                if member.isdir() or is_hidden(member.name):
                    continue
                unpacked += member.size
                packed = archive.tell() + 1
                if unpacked > max(LIMITS.archive_floor, LIMITS.archive_ratio * packed):
                    yield _bomb(name, f"unpacks {packed:,} bytes to {unpacked:,}: a bomb")
                    return
                source = f"{name}/{member.name.removeprefix('./')}"
                if not member.isfile():
                    yield ReadingError(
                        source, "unpack", "a link or device in an archive", "Pack the file itself."
                    )
                    continue
                yield Member(source, member.size, partial(_read_tarred, opened, member, source))
    except (tarfile.TarError, ValueError, *_DAMAGE) as error:
        reason = f"damaged or truncated tar archive ({type(error).__name__})"
        yield ReadingError(name, "unpack", reason, _FETCH)


def _read_tarred(
    opened: tarfile.TarFile, member: tarfile.TarInfo, source: str
) -> bytes | ReadingError:
    try:
        stream = opened.extractfile(member)
        # Room for as many bytes as are asked for is made before they are there.
        return b"" if stream is None else stream.read(min(member.size, LIMITS.file_bytes) + 1)
    except (tarfile.TarError, *_DAMAGE) as error:
        return _damaged(source, error)
