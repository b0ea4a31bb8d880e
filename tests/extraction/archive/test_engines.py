"""Whatever reads an archive, the same tables come out, byte for byte; so they do if a machine goes away half-way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.fs as pafs
import pytest

from archives import LIMITS, PLAIN, Faulty, contents, files_of, sources_of, write_archive
from clusters import Cluster, start_cluster
from object_store import get_folder, put_folder
from upheld.extraction.archive import Report, extract_archive
from upheld.extraction.archive.engine import WorkersFailedError
from upheld.extraction.archive.one_process import OneProcess
from upheld.extraction.archive.ray_cluster import RayCluster
from upheld.extraction.archive.workers import Workers

LETTERS = 100


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with start_cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("archive") / "letters", LETTERS, whole=True)


@pytest.fixture(scope="module")
def expected(archive: Path) -> dict[str, bytes]:
    out = archive.parent / "expected"
    report = extract(archive, out, OneProcess)
    assert (report.letters, report.errors) == (90, 10)
    assert sources_of(out) == files_of(archive)
    return contents(out)


def extract(folder: Path, out: Path, engine: Any, **options: Any) -> Report:
    options = {"shard_letters": 30, "make": PLAIN, **options}
    return extract_archive([folder], out, engine, entities=False, **options)


def engine_of(name: str, cluster: Cluster | None) -> Any:
    if name == "one process":
        return OneProcess
    if name == "ray":
        assert cluster is not None
        return partial(RayCluster, address=cluster.address)
    return partial(Workers, workers=int(name.split(maxsplit=1)[0]))


@pytest.mark.parametrize("name", ["one process", "1 worker", "3 workers", "ray"])
def test_every_engine_gives_the_same_bytes(
    name: str, archive: Path, expected: dict[str, bytes], tmp_path: Path, request: Any
) -> None:
    cluster = request.getfixturevalue("cluster") if name == "ray" else None
    out = tmp_path / "out"
    engine = engine_of(name, cluster)
    report = extract(archive, out, engine)
    assert (report.letters, report.errors) == (90, 10)
    assert contents(out) == expected
    assert set(pd.read_parquet(out / "errors")["stage"]) == {"identify", "decode"}
    again = extract(archive, out, engine)
    assert (again.letters, again.errors, again.all_letters) == (0, 0, 90)
    assert contents(out) == expected


@pytest.mark.parametrize("name", ["one process", "2 workers", "ray"])
def test_an_archive_in_a_bucket_is_read_into_a_bucket_and_again(
    name: str, archive: Path, object_store: pafs.S3FileSystem, request: Any
) -> None:
    cluster = request.getfixturevalue("cluster") if name == "ray" else None
    bucket, tables = "archive", f"tables-{name.split(maxsplit=1)[0]}"
    put_folder(object_store, archive, f"{bucket}/letters")
    object_store.create_dir(tables)

    def run() -> tuple[int, int, int]:
        source, out = f"s3://{bucket}/letters", f"s3://{tables}/out"
        options = {"shard_letters": 30, "make": PLAIN, "entities": False}
        report = extract_archive([source], out, engine_of(name, cluster), **options)
        return report.letters, report.errors, report.all_letters

    assert run() == (90, 10, 90)
    first = get_folder(object_store, f"{tables}/out")
    assert len([path for path in first if path.startswith("letters/")]) == 4
    assert run() == (0, 0, 90)
    # As if killed before the second shard was entered.
    object_store.delete_file(f"{tables}/out/shards/0-000001.json")
    letters, errors, all_letters = run()
    assert (letters + errors, all_letters) == (30, 90)
    assert get_folder(object_store, f"{tables}/out") == first


def test_a_node_that_goes_away_half_way_costs_nothing(
    cluster: Cluster, archive: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    killed = False

    def show(state: Any, *, last: bool = False) -> None:
        nonlocal killed
        if state.letters and not killed:
            killed = True
            cluster.kill_a_node()

    out = tmp_path / "out"
    report = extract(
        archive, out, partial(RayCluster, address=cluster.address, workers=2), show=show
    )
    assert killed
    assert (report.letters, report.errors) == (90, 10)
    assert contents(out) == expected


def test_what_a_letter_does_to_an_actor_is_told_as_by_workers(
    cluster: Cluster, tmp_path: Path
) -> None:
    from archives import CRASH, HANG, SHORT

    folder = write_archive(tmp_path / "letters", 20)
    for name, what in (("a.txt", CRASH), ("b.txt", HANG)):
        (folder / name).write_text(SHORT.format(name) + what)
    for name in ("2 workers", "ray"):
        extract(folder, tmp_path / name, engine_of(name, cluster), make=Faulty, limits=LIMITS)
    assert contents(tmp_path / "ray") == contents(tmp_path / "2 workers")
    assert set(pd.read_parquet(tmp_path / "ray" / "errors")["stage"]) > {"worker"}


@pytest.mark.usefixtures("cluster")  # A process keeps how it is known to clusters from the first.
def test_a_cluster_that_is_not_there_is_a_clear_error(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkersFailedError, match=r"no Ray cluster at .*ray start"):
        extract(archive, tmp_path / "out", partial(RayCluster, address="127.0.0.1:1"))
