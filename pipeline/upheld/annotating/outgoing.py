"""Letters on their way to the annotation tool."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from upheld.annotating.kinds import UNDECIDED, Kind
from upheld.annotating.offsets import BrowserOffsets
from upheld.annotating.spans import keep_spans
from upheld.corpus.checking import check_document
from upheld.corpus.document import Document, GoldItem, LabelledSpan
from upheld.corpus.files import read_documents
from upheld.corpus.folder import load_corpus
from upheld.extraction import EntityFinder
from upheld.layout import Letter, lay_out
from upheld.reading import ReadingError, SourceText, read_sources

_NO_NAME = re.compile(r"[^\w.-]+")


def read_outgoing(
    source: str, *, text_column: str | None = None
) -> Iterator[Document | ReadingError]:
    """Read the documents of a corpus, or letters as documents without labels.

    Args:
        source: a corpus folder, a corpus file (`.jsonl` with `label`), or whatever `upheld extract` reads.
        text_column: name of the text column of tables.

    Yields:
        Each document, or why a letter could not be read. Reports are left out: they are kept without their texts.

    Raises:
        CorpusError: a corpus cannot be read.
        OSError: a file cannot be opened.

    """
    path = Path(source)
    if path.is_dir() and any(path.glob("letters/*.jsonl")):
        yield from load_corpus(path).documents
    elif path.suffix == ".jsonl" and path.is_file() and _is_corpus_file(path):
        yield from read_documents(path)
    else:
        for reading in read_sources([source], text_column=text_column):
            yield reading if isinstance(reading, ReadingError) else to_document(lay_out(reading))


def _is_corpus_file(path: Path) -> bool:
    with path.open("rb") as lines:
        try:
            first = json.loads(next(lines, b"{}"))
        except ValueError:
            return False
    return isinstance(first, dict) and {"id", "text", "label"} <= first.keys()


def to_document(letter: Letter) -> Document:
    """Make a document without labels of a letter that the program read.

    Its id is the name of its file with eight digits of its hash. What the program read of the layout goes along,
    marked as such (`read_by`), where it is sound.
    """
    stem = PurePath(letter.source.partition("#")[0]).stem
    row = letter.source.partition("#")[2]
    name = "-".join(filter(None, [_NO_NAME.sub("-", stem), row, letter.sha256[:8]]))
    bare = Document(
        id=name,
        text=letter.text,
        label=(),
        part="letters",
        case=letter.header.case_number or name,
        author="unknown",
        sha256=letter.sha256,
        extra={"source": PurePath(letter.source).name},
    )
    items = tuple(
        GoldItem(item.number, item.text, item.start, item.end, item.decision)
        for item in letter.items
    )
    laid_out = replace(
        bare,
        family=letter.family,
        letter={k: v for k, v in asdict(letter.header).items() if v is not None},
        items=items,
        extra={**bare.extra, "read_by": "program"},
    )
    return bare if check_document(laid_out) else laid_out


@cache
def _finder(model: str | Path | None) -> EntityFinder:
    """Load a pipeline once, however many uploads a program makes."""
    return EntityFinder(model)


class PreLabeller:
    """Labels documents with the current model."""

    def __init__(self, model: str | Path | None = None) -> None:
        """Name the pipeline, as for `upheld.load`; it is loaded when entities are asked for."""
        self._model = model

    def label(self, document: Document, kind: Kind) -> Document:
        """Give a document with the entities, or the items, that the program finds in it.

        Raises:
            OSError: there is no such pipeline.

        """
        letter = lay_out(SourceText(document.id, document.text))
        if kind.name == "items":
            found = to_document(letter)
            return replace(document, items=found.items, family=found.family or document.family)
        spans = (
            LabelledSpan(each.start, each.end, each.label)
            for each in _finder(self._model).find(letter)
        )
        return keep_spans(document, spans).document


def to_record(document: Document, kind: Kind, *, labelled: bool) -> dict[str, Any]:
    """Give a document as the values that are uploaded.

    The server takes white space off both ends of a text. That is done here, and what was taken off goes along, so that
    the text comes back whole. Offsets are those of the server's page (`BrowserOffsets`).

    Args:
        document: the document.
        kind: what is annotated.
        labelled: upload its labels as well.

    Returns:
        `id`, `text`, `meta` (values that the server keeps with the text), `spans` as `[start, end, label]`.

    """
    text = document.text.strip()
    before = len(document.text) - len(document.text.lstrip())
    # What is annotated does not go along: nobody who reads independently should see it beside the text.
    without = replace(document, items=()) if kind.name == "items" else replace(document, label=())
    about = without.to_json()
    about["before"], about["after"] = document.text[:before], document.text[before + len(text) :]
    del about["text"]
    spans = _spans(document, kind) if labelled else []
    to_page = BrowserOffsets(document.text).to_page
    return {
        "id": document.id,
        "text": text,
        "meta": {
            "sha256": document.sha256,
            "letter": document.id,
            "upheld": json.dumps(about, ensure_ascii=False),
        },
        "spans": [[to_page(start), to_page(end), label] for start, end, label in spans],
    }


def _spans(document: Document, kind: Kind) -> Iterable[tuple[int, int, str]]:
    if kind.name == "items":
        return [(item.start, item.end, item.decision or UNDECIDED) for item in document.items]
    return [(span.start, span.end, span.label) for span in sorted(document.label)]
