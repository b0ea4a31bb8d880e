"""The letters in a file that may hold several: an archive or a table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from upheld.reading.archives import Member, unpack
from upheld.reading.errors import ReadingError
from upheld.reading.identify import HEAD, holds_letters, identify, read_letter, to_letter, too_large
from upheld.reading.kinds import ARCHIVES, TABLES
from upheld.reading.limits import LIMITS
from upheld.reading.raw import Found, RawLetter, found_error, found_raw
from upheld.reading.tables import read_table


def find_in_file(
    stream: BinaryIO, name: str, size: int, text_column: str | None
) -> Iterator[Found]:
    """Find the letters in an open file, which may be one letter itself; `size` is that of the file in bytes."""
    head = stream.read(HEAD)
    stream.seek(0)
    kind = identify(head, name)
    if isinstance(kind, ReadingError):
        yield found_error(kind, size)
    elif kind in TABLES:
        yield from _find_in_table(stream, kind, name, size, text_column)
    elif kind in ARCHIVES:
        yield from _find_in_archive(stream, kind, name, text_column, 1)
    else:
        yield Found(name, size, partial(read_letter, stream, name))


def find_in_memory(
    data: bytes, name: str, kind: str, text_column: str | None, depth: int
) -> Iterator[Found]:
    """Find the letters in the bytes of a file of some kind that lies in so many archives."""
    if len(data) > LIMITS.file_bytes:
        yield found_error(too_large(name), len(data))
    elif kind in TABLES:
        yield from _find_in_table(io.BytesIO(data), kind, name, len(data), text_column)
    elif kind in ARCHIVES:
        yield from _find_in_archive(io.BytesIO(data), kind, name, text_column, depth + 1)
    else:
        yield found_raw(RawLetter(name, kind, data), len(data))


def _find_in_table(
    stream: BinaryIO, kind: str, name: str, size: int, text_column: str | None
) -> Iterator[Found]:
    told = 0
    for record in read_table(stream, kind, name, text_column):
        # The part of the table that has been gone through since the letter before.
        place = min(size, stream.tell())
        taken, told = max(0, place - told), max(place, told)
        if isinstance(record, ReadingError):
            yield found_error(record, taken)
        else:
            yield found_raw(RawLetter(record[0], "row", record[1]), taken)


def _find_in_archive(
    stream: BinaryIO, kind: str, name: str, text_column: str | None, depth: int
) -> Iterator[Found]:
    if depth > LIMITS.archive_depth:
        yield found_error(
            ReadingError(
                name,
                "unpack",
                f"archives nested more than {LIMITS.archive_depth} deep",
                "Unpack it.",
            )
        )
        return
    for member in unpack(stream, name, kind):
        if isinstance(member, ReadingError):
            yield found_error(member)
        elif not holds_letters(member.name):
            yield Found(member.name, member.size, partial(_read_member, member))
        else:
            yield from _find_in_member(member, text_column, depth)


def _read_member(member: Member) -> RawLetter | ReadingError:
    data = member.read()
    return data if isinstance(data, ReadingError) else to_letter(data, member.name)


def _find_in_member(member: Member, text_column: str | None, depth: int) -> Iterator[Found]:
    data = member.read()
    kind = data if isinstance(data, ReadingError) else identify(data[:HEAD], member.name)
    if isinstance(data, ReadingError) or isinstance(kind, ReadingError):
        yield found_error(data if isinstance(data, ReadingError) else kind, member.size)  # type: ignore[arg-type]
    else:
        yield from find_in_memory(data, member.name, kind, text_column, depth)
