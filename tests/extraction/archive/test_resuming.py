"""A run that stops at any moment goes on from there; one that is finished is left alone; more letters are added."""

from __future__ import annotations

import errno
import json
import random
import shutil
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from archives import PLAIN, contents, files_of, sources_of, write_archive
from upheld.extraction.archive import ArchiveError, Report, extract_archive
from upheld.extraction.archive.one_process import OneProcess
from upheld.extraction.archive.originals import Originals
from upheld.extraction.archive.store import FolderStore
from upheld.extraction.batches import BatchRows, MakeReadBatch, ReadBatch
from upheld.reading import RawLetter


class PowerCut(BaseException):
    """Nothing that the program could catch."""


def extract(folder: Path, out: Path, **options: Any) -> Report:
    return extract_archive(
        [folder], out, OneProcess, entities=False, **{"make": PLAIN, "shard_letters": 7, **options}
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "letters", 40)


def test_each_letter_is_in_one_shard_in_the_order_of_the_input(
    archive: Path, tmp_path: Path
) -> None:
    report = extract(archive, tmp_path / "out")
    assert (report.letters, report.errors) == (36, 4)
    assert sources_of(tmp_path / "out") == files_of(archive)
    entries = [json.loads(p.read_text()) for p in sorted((tmp_path / "out/shards").iterdir())]
    assert [len(entry["sources"]) for entry in entries] == [7, 7, 7, 7, 7, 5]
    assert [name for entry in entries for name in entry["sources"]] == files_of(archive)
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    assert (manifest["complete"], manifest["letters"], manifest["errors"]) == (True, 36, 4)


def test_a_second_run_does_nothing(archive: Path, tmp_path: Path) -> None:
    extract(archive, tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    report = extract(archive, tmp_path / "out")
    assert (report.letters, report.errors, report.all_letters, report.all_errors) == (0, 0, 36, 4)
    del times[tmp_path / "out/.lock"]
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.mark.parametrize("seed", range(6))
def test_a_run_that_is_cut_off_between_any_two_writes_goes_on(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    extract(archive, tmp_path / "whole")
    rng = random.Random(seed)
    put = FolderStore.put

    def put_or_cut(store: FolderStore, name: str, data: bytes) -> None:
        if rng.random() < 0.15:
            part = Path(store.name) / f"{name.rpartition('/')[0]}/.{name.rpartition('/')[2]}.part"
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data[: len(data) // 2])
            raise PowerCut
        put(store, name, data)

    monkeypatch.setattr(FolderStore, "put", put_or_cut)
    cuts = 0
    while True:
        try:
            extract(archive, tmp_path / "out")
            break
        except PowerCut:
            cuts += 1
    monkeypatch.undo()
    assert cuts
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write_archive(folder, 9, first=40),
        lambda folder: (folder / "0" / "00000a.txt").write_text("new, in front of others"),
        lambda folder: (folder / "1" / "00001.txt").unlink(),
        lambda folder: (folder / "9.txt").write_text("new, in front of all"),
    ],
    ids=["more behind", "one between", "one gone", "one in front"],
)
@pytest.mark.parametrize("lost", [(), (2,), (0, 4), (5,)], ids=str)
def test_new_letters_are_added_to_what_is_there(
    archive: Path, tmp_path: Path, change: Callable[[Path], object], lost: tuple[int, ...]
) -> None:
    """Whichever shards an earlier run did not come to, each letter is there once in the end."""
    out = tmp_path / "out"
    extract(archive, out)
    before = set(files_of(archive))
    for number in lost:
        (out / "shards" / f"0-{number:06}.json").unlink()
    kept = contents(out)
    change(archive)
    extract(archive, out)
    gone = before - set(files_of(archive))
    found = sources_of(out)
    assert len(found) == len(set(found))
    assert set(files_of(archive)) <= set(found) <= before | set(files_of(archive))
    assert set(found) - set(files_of(archive)) == {name for name in gone if name in found}
    after = contents(out)
    assert all(after[name] == kept[name] for name in kept if name.startswith("shards/"))
    assert extract(archive, out).letters == 0


def noting(names: list[str]) -> MakeReadBatch:
    """Make what reads letters without entities, and notes the name of each."""

    def make() -> ReadBatch:
        read = PLAIN()

        def note(letters: Sequence[RawLetter]) -> BatchRows:
            names.extend(letter.name for letter in letters)
            return read(letters)

        return note

    return make


@pytest.mark.parametrize("shard_letters", [2, 7, 500])
def test_letters_of_the_same_content_are_read_once_in_all_of_the_archive(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shard_letters: int
) -> None:
    """Broken ones as well; and the tables are those of letters that were each read."""
    shutil.copytree(archive / "1", archive / "copies" / "of 1")
    # That a file is empty is seen before anything reads it.
    distinct = {path.read_bytes() for path in archive.rglob("*") if path.is_file()} - {b""}
    names: list[str] = []
    extract(archive, tmp_path / "out", make=noting(names), shard_letters=shard_letters)
    assert len(names) == len(distinct) < len(files_of(archive))
    monkeypatch.setattr(Originals, "get", lambda *_: None)
    monkeypatch.setattr(Originals, "add", lambda *_: None)
    extract(archive, tmp_path / "each", shard_letters=shard_letters)
    assert contents(tmp_path / "out") == contents(tmp_path / "each")


@pytest.mark.parametrize("shard_letters", [2, 7])
def test_contents_that_an_earlier_run_has_read_are_not_read_again(
    archive: Path, tmp_path: Path, shard_letters: int
) -> None:
    """By a run that goes on, and by one that takes new files."""
    out, whole = tmp_path / "out", tmp_path / "whole"
    names: list[str] = []
    extract(archive, out, make=noting(names), shard_letters=shard_letters)
    shutil.copytree(archive / "1", archive / "copies" / "of 1")
    before = len(names)
    report = extract(archive, out, make=noting(names), shard_letters=shard_letters)
    assert report.letters + report.errors == len(files_of(archive / "1"))
    assert len(names) == before
    extract(archive, whole, shard_letters=shard_letters)
    assert sources_of(out) == sources_of(whole)
    written = contents(whole)
    *_, last = sorted((whole / "shards").glob("*.json"))
    last.unlink()
    names.clear()
    extract(archive, whole, make=noting(names), shard_letters=shard_letters)
    assert contents(whole) == written
    assert not [name for name in names if "copies" in name]


@pytest.mark.parametrize(
    ("name", "value"),
    [("words", []), ("words", None), ("contents", ["x"] * 7), ("sizes", 7), ("contents", [7] * 7)],
)
def test_a_damaged_entry_says_so(archive: Path, tmp_path: Path, name: str, value: object) -> None:
    extract(archive, tmp_path / "out")
    path = tmp_path / "out/shards/0-000001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    with pytest.raises(
        ArchiveError, match=r"shards/0-000001\.json: no entry of a shard .*Delete it"
    ):
        extract(archive, tmp_path / "out")


def test_a_shard_that_is_taken_away_while_its_rows_are_needed_ends_the_run(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = FolderStore.put

    def put_and_lose(store: FolderStore, name: str, data: bytes) -> None:
        put(store, name, data)
        if name == "shards/0-000000.json":
            (Path(store.name) / "items/0-000000.parquet").unlink()

    shutil.copytree(archive, archive / "copies")
    monkeypatch.setattr(FolderStore, "put", put_and_lose)
    with pytest.raises(ArchiveError, match=r"items/0-000000\.parquet: changed.*--overwrite"):
        extract(archive, tmp_path / "out")


def test_letters_of_one_name_are_all_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of names that are there twice.
        for number in range(5):
            archive.writestr("same.txt", f"1. MRI {number} is not medically necessary.")
    extract(tmp_path / "a.zip", tmp_path / "out", shard_letters=2)
    assert len(sources_of(tmp_path / "out")) == 5
    (tmp_path / "out/shards/0-000001.json").unlink()
    (tmp_path / "b.zip").write_bytes((tmp_path / "a.zip").read_bytes())
    report = extract_archive(
        [tmp_path / "b.zip", tmp_path / "a.zip"],
        tmp_path / "out",
        OneProcess,
        entities=False,
        make=PLAIN,
        shard_letters=2,
    )
    assert (report.letters, report.all_letters) == (7, 10)


def test_a_letter_that_has_changed_keeps_its_rows_and_is_named(
    archive: Path, tmp_path: Path
) -> None:
    extract(archive, tmp_path / "out")
    (archive / "1" / "00004.txt").write_text("something else")
    report = extract(archive, tmp_path / "out")
    assert report.changed == (str(archive / "1" / "00004.txt"),)
    assert report.letters == 0


@pytest.mark.parametrize("options", [{"shard_letters": 8}, {"text_column": "words"}], ids=str)
def test_other_options_are_refused(archive: Path, tmp_path: Path, options: dict[str, Any]) -> None:
    extract(archive, tmp_path / "out")
    kept = contents(tmp_path / "out")
    (name,) = options
    with pytest.raises(ArchiveError, match=rf"made with {name} .*--overwrite"):
        extract(archive, tmp_path / "out", **options)
    assert contents(tmp_path / "out") == kept
    report = extract(archive, tmp_path / "out", overwrite=True, **options)
    assert report.letters == 36
    assert sources_of(tmp_path / "out") == files_of(archive)


def test_another_model_is_refused(archive: Path, tmp_path: Path) -> None:
    def run(model: Path) -> Report:
        return extract_archive([archive], tmp_path / "out", OneProcess, model=model, make=PLAIN)

    for name in ("model", "same"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.cfg").write_text("[nlp]")
    run(tmp_path / "model")
    assert run(tmp_path / "same").letters == 0  # The same model elsewhere.
    (tmp_path / "same" / "weights").write_bytes(b"1")
    with pytest.raises(ArchiveError, match=r"made with model [0-9a-f]{12}, now [0-9a-f]{12}"):
        run(tmp_path / "same")
    with pytest.raises(OSError, match="no spaCy pipeline"):
        run(tmp_path / "absent")


def test_folders_of_somebody_else_are_left_alone(archive: Path, tmp_path: Path) -> None:
    mine = tmp_path / "out" / "letters" / "mine.parquet"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    for overwrite in (False, True):
        with pytest.raises(ArchiveError, match="holds files"):
            extract(archive, tmp_path / "out", overwrite=overwrite)
    assert mine.read_text() == "mine"
    with pytest.raises(ArchiveError, match="is to be read"):
        extract(archive, archive / "out")


def test_two_runs_do_not_write_into_one_folder(archive: Path, tmp_path: Path) -> None:
    from upheld.extraction.archive.store import only_one

    with (
        only_one(FolderStore(tmp_path / "out")),
        pytest.raises(ArchiveError, match="another run writes there"),
    ):
        extract(archive, tmp_path / "out")


def test_a_full_disk_leaves_nothing_half_written(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    extract(archive, tmp_path / "whole")
    left = 12

    def fsync(handle: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("upheld.extraction.archive.store.os.fsync", fsync)
    with pytest.raises(OSError, match="No space left"):
        extract(archive, tmp_path / "out")
    assert not [name for name in contents(tmp_path / "out") if name.endswith(".part")]
    monkeypatch.undo()
    extract(archive, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_shard_of_large_letters_holds_fewer(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upheld.extraction.archive.planning.SHARD_BYTES", 200)
    out = tmp_path / "out"
    extract(archive, out)
    whole = contents(out)
    entries = [json.loads(path.read_text()) for path in sorted((out / "shards").iterdir())]
    assert {len(entry["sources"]) for entry in entries} > {3}
    assert [entry["last"] for entry in entries] == [False] * (len(entries) - 1) + [True]
    for entry in entries[2::3]:
        (out / "shards" / f"{entry['shard']}.json").unlink()
    extract(archive, out)
    assert contents(out) == whole
