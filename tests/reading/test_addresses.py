"""Letters at addresses, through pyarrow's file systems and through fsspec: the same as on a disk."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest

from files import make_pdf, make_zip
from object_store import put_folder
from upheld.extraction.archive import extract_archive
from upheld.extraction.archive.one_process import OneProcess
from upheld.reading import ReadingError, SourceText, read_sources

TEXT = "1. MRI of the knee is not medically necessary and appropriate."


def make_tar(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


FILES = {
    "a.txt": TEXT.encode(),
    "b.pdf": make_pdf(TEXT),
    "c.zip": make_zip({"x/1.txt": b"one " + TEXT.encode(), "x/2.txt": b""}),
    "d.tar.gz": make_tar({"./1.txt": b"first " + TEXT.encode(), "2.txt": b"\x00\x01" * 99}),
    "e.jsonl": b"\n".join(json.dumps({"text": f"{n} {TEXT}"}).encode() for n in range(3)),
    "sub/a.txt": b"below " + TEXT.encode(),
    ".hidden": b"not read",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [f"row {n} {TEXT}" for n in range(4)]}), table)
    for name, data in {**FILES, "f.parquet": table.getvalue()}.items():
        path = tmp_path / "letters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "letters"


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The same files in a file system of fsspec that lives in this process."""
    system = fsspec.filesystem("memory")
    system.put(str(folder), "/kept/letters", recursive=True)
    yield "memory:///kept/letters"
    system.rm("/kept", recursive=True)


def told(source: str) -> list[tuple[str, str]]:
    """Give the names, without what stands in front of the folder, and the texts or reasons."""
    return [
        (r.name.split("letters/")[1], r.text)
        if isinstance(r, SourceText)
        else (r.source.split("letters/")[1], r.reason)
        for r in read_sources([source])
    ]


def test_an_address_gives_what_the_folder_gives(folder: Path, memory: str) -> None:
    on_disk = told(str(folder))
    assert [name for name, _ in on_disk] == [
        *("a.txt", "b.pdf", "c.zip/x/1.txt", "c.zip/x/2.txt", "d.tar.gz/1.txt", "d.tar.gz/2.txt"),
        *("e.jsonl#1", "e.jsonl#2", "e.jsonl#3"),
        *(f"f.parquet#{n}" for n in (1, 2, 3, 4)),
        "sub/a.txt",
    ]
    assert told(folder.as_uri()) == on_disk
    assert told(memory) == on_disk
    assert told(f"{memory}/c.zip") == on_disk[2:4]


def test_a_bucket_gives_what_the_folder_gives(
    folder: Path, object_store: pafs.S3FileSystem
) -> None:
    put_folder(object_store, folder, "bucket/letters")
    assert told("s3://bucket/letters") == told(str(folder))
    assert told("s3://bucket/letters/c.zip") == told(str(folder / "c.zip"))
    (absent,) = read_sources(["s3://no-such-bucket/letters"])
    assert isinstance(absent, ReadingError)
    assert absent.reason == "nothing is there"


def test_an_archive_at_an_address_is_extracted_to_an_address_and_again(
    folder: Path, memory: str, tmp_path: Path
) -> None:
    system = fsspec.filesystem("memory")

    def run(out: str) -> tuple[int, int, int]:
        report = extract_archive([memory], out, OneProcess, entities=False, shard_letters=4)
        return report.letters, report.errors, report.all_letters

    assert run("memory:///kept/out") == (12, 2, 12)
    assert run("memory:///kept/out") == (0, 0, 12)
    assert run(str(tmp_path / "out")) == (12, 2, 12)
    for path in (tmp_path / "out").rglob("*.*"):
        if path.name != ".lock":
            name = path.relative_to(tmp_path / "out").as_posix()
            assert system.cat(f"/kept/out/{name}") == path.read_bytes()
    system.rm("/kept/out/shards/0-000001.json")
    assert run("memory:///kept/out") == (3, 1, 12)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory:///absent", "nothing is there"),
        ("file:///absent/letters", "nothing is there"),
        ("nothing://at/all", "an unknown kind of address"),
        ("az://container/letters", "cannot be reached: .*adlfs"),
    ],
)
def test_what_is_not_there_is_an_error(address: str, reason: str) -> None:
    (error,) = read_sources([address])
    assert isinstance(error, ReadingError)
    assert error.source == address
    import re

    assert re.match(reason, error.reason)
