"""Corpus files: JSON Lines, one document a line, and stand-off annotations without texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from upheld.corpus import values
from upheld.corpus.agreement import FileReading
from upheld.corpus.document import CorpusError, Document, LabelledSpan, text_hash
from upheld.corpus.standoff import StandOff, with_text
from upheld.corpus.whole import whole_file

__all__ = [
    "StandOff",
    "read_documents",
    "read_lines",
    "read_readings",
    "read_standoff",
    "read_texts",
    "with_text",
    "write_documents",
    "write_lines",
]

_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


def read_lines(
    path: Path, faults: list[CorpusError] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the objects of a JSON Lines file with the numbers of their lines, from 1.

    Args:
        path: the file.
        faults: takes the errors of single lines, which are then passed over; without it the
            first is raised.

    Raises:
        CorpusError: a line is no JSON object, or not UTF-8; the message names file and line.
        OSError: the file cannot be opened.

    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = _to_record(line)
            except CorpusError as error:
                _raise_or_keep(CorpusError(f"{path}:{number}: {error}"), faults)
                continue
            if record is not None:
                yield number, record


def _to_record(line: bytes) -> dict[str, Any] | None:
    """Give the object of a line; None for an empty one, with or without a byte order mark."""
    try:
        words = line.decode("utf-8-sig")
        if not words.strip(" \t\r\n"):
            return None
        record = json.loads(words)
        if _HALF_PAIR.search(line):  # Two halves make a character, one cannot be written.
            json.dumps(record, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise CorpusError("half of a surrogate pair stands alone: write the file anew") from None
    except ValueError:
        raise CorpusError("not a line of JSON in UTF-8") from None
    except RecursionError:
        raise CorpusError("the line nests too deep: not a document of a corpus") from None
    if not isinstance(record, dict):
        raise CorpusError("not a JSON object")
    return record


def _raise_or_keep(error: CorpusError, faults: list[CorpusError] | None) -> None:
    if faults is None:
        raise error from None
    faults.append(error)


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    """Write objects as JSON Lines, UTF-8, and give their number. The folder is made if need be.

    The file appears when it is whole: an interrupted run leaves none.

    Raises:
        CorpusError: the path names a folder; no record was asked for yet.
        OSError: the file cannot be written.

    """
    if path.is_dir():
        raise CorpusError(f"{path} is a folder: give the name of a file to write")
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with whole_file(path) as whole, whole.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_documents(path: Path, faults: list[CorpusError] | None = None) -> Iterator[Document]:
    """Read the documents of a corpus file (JSON Lines with `id`, `text` and `label`).

    With `faults`, lines that hold no document are passed over and their errors go there.

    Raises:
        CorpusError: a line holds no document; the message names file and line.
        OSError: the file cannot be opened.

    """
    for number, record in read_lines(path, faults):
        try:
            document = Document.from_json(record)
        except CorpusError as error:
            _raise_or_keep(CorpusError(f"{path}:{number}: {error}"), faults)
            continue
        yield document


def write_documents(path: Path, documents: Iterable[Document]) -> int:
    """Write documents to a corpus file and give their number."""
    return write_lines(path, (document.to_json() for document in documents))


def read_standoff(path: Path, faults: list[CorpusError] | None = None) -> Iterator[StandOff]:
    """Read stand-off annotations (JSON Lines with `id`, `sha256` and `label`).

    With `faults`, lines that hold none are passed over and their errors go there.

    Raises:
        CorpusError: a line holds none; the message names file and line.
        OSError: the file cannot be opened.

    """
    for number, record in read_lines(path, faults):
        try:
            entry = _to_standoff(record, f"{path}:{number}")
        except CorpusError as error:
            _raise_or_keep(error, faults)
            continue
        yield entry


def _to_standoff(record: Mapping[str, Any], place: str) -> StandOff:
    try:
        return StandOff.from_json(record)
    except CorpusError as error:
        raise CorpusError(f"{place}: {error}") from None


def read_texts(path: Path, faults: list[CorpusError] | None = None) -> dict[str, str]:
    """Read texts by id from a JSON Lines file with `id` and `text`; other keys are passed over.

    With `faults`, lines that hold no text are passed over and their errors go there.

    Raises:
        CorpusError: a line has no id or no text, or the id of another line.
        OSError: the file cannot be opened.

    """
    texts: dict[str, str] = {}
    for number, record in read_lines(path, faults):
        try:
            name, text = _to_text(record)
            if name in texts:
                raise CorpusError(f"{name} stands twice: keep one text of this id")
        except CorpusError as error:
            _raise_or_keep(CorpusError(f"{path}:{number}: {error}"), faults)
            continue
        texts[name] = text
    return texts


def _to_text(record: Mapping[str, Any]) -> tuple[str, str]:
    if record.get("id") is None or record.get("text") is None:
        raise CorpusError("'id' or 'text' is missing")
    try:
        return values.name(record["id"], "id"), values.text(record["text"], "text")
    except values.WrongValueError as error:
        raise CorpusError(f"no text of a report: {error}") from None


def read_readings(path: Path) -> FileReading:
    """Read the spans of each document by its id, from documents or stand-off annotations.

    The hash of a document is that of its text where it has one, else the `sha256` that is told.

    Raises:
        CorpusError: a line holds neither, or a document stands twice; there is no document.
        OSError: the file cannot be opened.

    """
    spans: dict[str, tuple[LabelledSpan, ...]] = {}
    hashes: dict[str, str] = {}
    for number, record in read_lines(path):
        place = f"{path}:{number}"
        told = _hash_of_reading(record, place)
        # A reading need not tell a hash, a stand-off annotation must.
        entry = _to_standoff({**record, "sha256": "0" * 64 if told is None else told}, place)
        if entry.id in spans:
            raise CorpusError(f"{place}: {entry.id} stands twice")
        spans[entry.id] = entry.label
        if told is not None:
            hashes[entry.id] = entry.sha256
    if not spans:
        raise CorpusError(f"{path}: there is no document in it: give a reading with documents")
    return FileReading(spans, source=str(path), hashes=hashes)


def _hash_of_reading(record: Mapping[str, Any], place: str) -> Any:
    """Give the hash of the text that was read; None where the record does not tell it."""
    text = record.get("text")
    if text is None:
        told = record.get("sha256")
        return None if told == "" else told
    if not isinstance(text, str):
        raise CorpusError(f"{place}: text is not a string")
    return text_hash(text)
