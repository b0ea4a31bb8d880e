"""Letters annotated inline, each a text file with its header fields in front."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import srsly

from upheld.corpus.document import (
    FAMILIES,
    CorpusError,
    Document,
    GoldItem,
    LabelledSpan,
    text_hash,
)
from upheld.corpus.markup import Marked, parse
from upheld.corpus.typesetting import SETTINGS, typeset
from upheld.layout.letter import HEADER_FIELDS

_FRONT = re.compile(r"---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)
_OWN = {"family", "layout", "hand", "case", "author"}


def read_marked(path: Path) -> Document:
    """Read one letter that is annotated inline.

    The file begins with lines `key: value` between two lines `---`: `family`, the header fields
    that the letter states, and, if wanted, `layout` (names of `SETTINGS` joined by `+`: how the
    lines are set), `hand` (a word on the style), `case` and `author`. Behind them stands the
    letter with the marks of `upheld.corpus.markup`, each paragraph a line. The document's id is
    the file's name without its suffix.

    Raises:
        CorpusError: the file is not of that form; the message names it and the line.

    """
    try:
        content = path.read_text(encoding="utf-8")
        front = _FRONT.match(content)
        if front is None:
            raise CorpusError("it does not begin with lines 'key: value' between two lines '---'")
        values = _read_front(front[1])
        return _to_document(path.stem, path.parent.name, values, content[front.end() :])
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: not UTF-8: save it as UTF-8") from None
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from None


def read_marked_folder(folder: Path) -> list[Document]:
    """Read all marked letters (`.txt`) of a folder and its folders, in the order of their names."""
    return [read_marked(path) for path in sorted(folder.rglob("*.txt"))]


def _read_front(lines: str) -> dict[str, Any]:
    try:
        values = srsly.yaml_loads(lines)
    except Exception as error:  # srsly raises what its parser raises.
        raise CorpusError(f"the lines in front cannot be read: {type(error).__name__}") from None
    if not isinstance(values, Mapping):
        raise CorpusError("the lines in front are not 'key: value'")
    if unknown := sorted(set(values) - _OWN - set(HEADER_FIELDS)):
        known = ", ".join(sorted(_OWN | set(HEADER_FIELDS)))
        raise CorpusError(f"unknown key {unknown[0]!r} in front: known are {known}")
    if values.get("family") not in FAMILIES:
        raise CorpusError(f"family must be one of {', '.join(FAMILIES)}")
    return {key: v.isoformat() if isinstance(v, date) else v for key, v in values.items()}


def _require_words(marked: Marked) -> None:
    """Refuse marks that begin or end with white space: setting the lines would hide it."""
    places = [(span.start, span.end) for span in marked.spans]
    places += [(item.start, item.end) for item in marked.items]
    for start, end in places:
        words = marked.text[start:end]
        if not words or words != words.strip():
            line = marked.text.count("\n", 0, start) + 1
            raise CorpusError(
                f"line {line} of the letter: a mark is empty, or has white space at an edge"
            )


def set_lines(
    marked: Marked, layout: Sequence[str], *, rng: random.Random, number: str
) -> tuple[str, tuple[LabelledSpan, ...], tuple[GoldItem, ...]]:
    """Set the lines of a marked letter, and give its text, spans and items as they then stand.

    Args:
        marked: the letter, each paragraph a line.
        layout: names of `typesetting.SETTINGS`, or `plain`.
        rng: where line widths and breaks are drawn from.
        number: the case number that page footers show.

    Raises:
        KeyError: a setting has no such name.

    """
    places = [(span.start, span.end) for span in marked.spans]
    places += [(item.start, item.end) for item in marked.items]
    text, placed = typeset(marked.text, places, layout, rng=rng, number=number)
    spans, items = placed[: len(marked.spans)], placed[len(marked.spans) :]
    return (
        text,
        tuple(
            LabelledSpan(start, end, span.label)
            for (start, end), span in zip(spans, marked.spans, strict=True)
        ),
        tuple(
            GoldItem(
                number=item.number,
                text=" ".join(marked.text[item.start : item.end].split()),
                start=start,
                end=end,
                decision=item.decision,
            )
            for (start, end), item in zip(items, marked.items, strict=True)
        ),
    )


def _to_document(name: str, folder: str, values: Mapping[str, Any], markup: str) -> Document:
    marked = parse(markup)
    _require_words(marked)
    layout = str(values.get("layout") or "plain").split("+")
    if unknown := sorted(set(layout) - set(SETTINGS) - {"plain"}):
        raise CorpusError(f"unknown layout {unknown[0]!r}: known are plain, {', '.join(SETTINGS)}")
    text, label, items = set_lines(
        marked,
        layout,
        rng=random.Random(name),  # noqa: S311 - line widths need no secrecy.
        number=str(values.get("case_number") or "CM13-0000000"),
    )
    return Document(
        id=name,
        text=text,
        label=label,
        part="letters",
        case=str(values.get("case") or name),
        author=str(values.get("author") or folder),
        sha256=text_hash(text),
        family=str(values["family"]),
        letter={key: values.get(key) for key in HEADER_FIELDS},
        items=items,
        extra={"layout": "+".join(layout)} | ({"hand": values["hand"]} if "hand" in values else {}),
    )
