"""What is too large to be held is read in place: tar archives and tables, a piece at a time."""

from __future__ import annotations

import io
import random
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from memory import held_by_reading
from upheld.reading import ReadingError, SourceText, read_sources
from upheld.reading.limits import Limits

LETTER = "1. MRI of the knee is not medically necessary and appropriate. "
LETTERS, SIZE = 400, 16_000  # Some 13 MB.
SMALL = Limits(file_bytes=500_000)


def texts() -> Iterator[str]:
    """Give letters that do not compress well."""
    rng = random.Random(1)
    for number in range(LETTERS):
        yield f"{number} {LETTER}" + rng.randbytes(SIZE).hex()


def write_tar(path: Path) -> None:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number, text in enumerate(texts()):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))


def write_csv(path: Path) -> None:
    with path.open("w", encoding="cp1252") as stream:
        stream.write("text\n")
        for text in texts():
            stream.write(f'"{text} \u00a7 1"\n')


def write_jsonl(path: Path) -> None:
    with path.open("w") as stream:
        for text in texts():
            stream.write(f'{{"text": "{text}"}}\n')


def write_parquet(path: Path) -> None:
    pq.write_table(pa.table({"text": list(texts())}), path, row_group_size=10)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("letters.tar.gz", write_tar),
        ("letters.csv", write_csv),
        ("letters.jsonl", write_jsonl),
        ("letters.parquet", write_parquet),
    ],
    ids=["tar", "csv", "jsonl", "parquet"],
)
def test_memory_does_not_grow_with_the_archive(
    name: str, write: Callable[[Path], None], tmp_path: Path
) -> None:
    """Some letters at a time, of a Parquet table a group of rows."""
    write(tmp_path / name)
    assert sum(map(len, texts())) > 10 * SMALL.file_bytes
    held = held_by_reading(tmp_path / name, SMALL, piece=100_000)
    assert (held.letters, held.errors) == (LETTERS, 0)
    assert held.bytes < 6_000_000


def test_a_large_table_says_what_a_small_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = 'text\n"caf\u00e9, 1"\n"two\nlines"\nthree\n'
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(rows.encode(encoding))
        whole = list(read_sources([path]))
        with monkeypatch.context() as patch:
            patch.setattr("upheld.reading.tables.LIMITS", Limits(file_bytes=12))
            assert list(read_sources([path])) == whole
        assert [r.text for r in whole if isinstance(r, SourceText)] == [
            "caf\u00e9, 1",
            "two\nlines",
            "three",
        ]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:200] + bytes(50) + data[250:], "damaged"),
        (lambda data: data[:0] + b"no archive at all", "named as tar, but holds text"),
    ],
    ids=["cut", "overwritten", "text"],
)
def test_a_damaged_tar_archive_is_an_error(
    damage: Callable[[bytes], bytes], reason: str, tmp_path: Path
) -> None:
    write_small = tmp_path / "whole.tar.gz"
    with tarfile.open(write_small, "w:gz") as archive:
        rng = random.Random(1)
        for number in range(5):
            data = LETTER.encode() + rng.randbytes(3_000).hex().encode()
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    path = tmp_path / "a.tar.gz"
    path.write_bytes(damage(write_small.read_bytes()))
    errors = [r for r in read_sources([path]) if isinstance(r, ReadingError)]
    assert errors
    assert errors[-1].reason.startswith(reason)


def test_links_and_bombs_in_a_tar_archive_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for number in range(3):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = 3_000_000
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    monkeypatch.setattr("upheld.reading.archives.LIMITS", Limits(archive_floor=2_000_000))
    reasons = [
        r.reason for r in read_sources([tmp_path / "a.tar.gz"]) if isinstance(r, ReadingError)
    ]
    assert reasons[0] == "a link or device in an archive"
    assert reasons[-1].endswith("a bomb")
