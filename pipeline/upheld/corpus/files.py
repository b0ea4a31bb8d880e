"""Corpus files: JSON Lines, one document a line, and stand-off annotations without texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from upheld.corpus.document import CorpusError, Document, LabelledSpan, text_hash


@dataclass(frozen=True)
class StandOff:
    """Annotations of a text that is kept elsewhere: its id, its hash, spans and their extent.

    `sha256` holds the first 16 to 64 hexadecimal digits of the text's hash. `annotator` names who
    marked the spans.
    """

    id: str
    sha256: str
    label: tuple[LabelledSpan, ...]
    annotator: str = ""
    extent: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the annotations as the plain values of one line; they hold no word of the text."""
        record: dict[str, Any] = {"id": self.id, "sha256": self.sha256}
        if self.annotator:
            record["annotator"] = self.annotator
        if self.extent is not None:
            record["extent"] = self.extent
        return record | {"label": [[s.start, s.end, s.label] for s in sorted(self.label)]}

    def on(self, document: Document) -> Document:
        """Give a document with these annotations in place of its own.

        Raises:
            CorpusError: the document's text is not the one that was annotated.

        """
        if not document.sha256.startswith(self.sha256):
            raise CorpusError(
                f"{self.id}: the text has hash {document.sha256[:16]}, but {self.sha256[:16]} was"
                " annotated: use the text that was annotated"
            )
        return replace(document, label=self.label, extent=self.extent)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read the objects of a JSON Lines file with the numbers of their lines, from 1.

    Raises:
        CorpusError: a line is no JSON object, or not UTF-8; the message names file and line.
        OSError: the file cannot be opened.

    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except ValueError:
                raise CorpusError(f"{path}:{number}: not a line of JSON in UTF-8") from None
            if not isinstance(record, dict):
                raise CorpusError(f"{path}:{number}: not a JSON object")
            yield number, record


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    """Write objects as JSON Lines, UTF-8, and give their number. The folder is made if need be.

    The file appears when it is whole: an interrupted run leaves none.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    count = 0
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += 1
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def read_documents(path: Path) -> Iterator[Document]:
    """Read the documents of a corpus file (JSON Lines with `id`, `text` and `label`).

    Raises:
        CorpusError: a line holds no document; the message names file and line.

    """
    for number, record in read_lines(path):
        try:
            yield Document.from_json(record)
        except CorpusError as error:
            raise CorpusError(f"{path}:{number}: {error}") from None


def write_documents(path: Path, documents: Iterable[Document]) -> int:
    """Write documents to a corpus file and give their number."""
    return write_lines(path, (document.to_json() for document in documents))


def read_standoff(path: Path) -> Iterator[StandOff]:
    """Read stand-off annotations (JSON Lines with `id`, `sha256` and `label`).

    Raises:
        CorpusError: a line holds none; the message names file and line.

    """
    for number, record in read_lines(path):
        yield _to_standoff(record, f"{path}:{number}")


def _to_standoff(record: Mapping[str, Any], place: str) -> StandOff:
    try:
        return StandOff(
            id=str(record["id"]),
            sha256=str(record["sha256"]),
            label=tuple(LabelledSpan(int(s), int(e), str(name)) for s, e, name in record["label"]),
            annotator=str(record.get("annotator", "")),
            extent=record.get("extent"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{place}: no stand-off annotation: {error}") from None


def read_texts(path: Path) -> dict[str, str]:
    """Read texts by id from a JSON Lines file with `id` and `text`; other keys are passed over.

    Raises:
        CorpusError: a line has no id or no text.

    """
    texts = {}
    for number, record in read_lines(path):
        if not isinstance(record.get("text"), str) or "id" not in record:
            raise CorpusError(f"{path}:{number}: 'id' or 'text' is missing")
        texts[str(record["id"])] = record["text"]
    return texts


def with_text(annotations: StandOff, text: str, part: str) -> Document:
    """Make a document of stand-off annotations and their text.

    Raises:
        CorpusError: the text is not the one that was annotated.

    """
    bare = Document(
        id=annotations.id,
        text=text,
        label=(),
        part=part,
        case=annotations.id,
        author=annotations.annotator or "unknown",
        sha256=text_hash(text),
    )
    return annotations.on(bare)


def read_readings(path: Path) -> dict[str, tuple[LabelledSpan, ...]]:
    """Read the spans of each document by its id, from documents or stand-off annotations.

    Raises:
        CorpusError: a line holds neither, or a document stands twice.

    """
    readings: dict[str, tuple[LabelledSpan, ...]] = {}
    for number, record in read_lines(path):
        entry = _to_standoff(record | {"sha256": record.get("sha256", "")}, f"{path}:{number}")
        if entry.id in readings:
            raise CorpusError(f"{path}:{number}: {entry.id} stands twice")
        readings[entry.id] = entry.label
    return readings
