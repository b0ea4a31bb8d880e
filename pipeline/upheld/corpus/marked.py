"""Letters annotated inline, each a text file with its header fields in front."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from upheld.corpus.document import CorpusError, Document, GoldItem, LabelledSpan, text_hash
from upheld.corpus.front import layout_of, read_front
from upheld.corpus.markup import Marked, parse
from upheld.corpus.typesetting import typeset
from upheld.layout.letter import HEADER_FIELDS

_FRONT = re.compile(r"---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)


def read_marked(path: Path) -> Document:
    """Read one letter that is annotated inline.

    The file begins with lines `key: value` between two lines `---`: `family`, the header fields
    that the letter states, and, if wanted, `layout` (names of `SETTINGS` joined by `+`: how the
    lines are set), `hand` (a word on the style), `case` and `author`. Behind them stands the
    letter with the marks of `upheld.corpus.markup`, each paragraph a line. The document's id is
    the file's name without its suffix.

    Raises:
        CorpusError: the file is not of that form; the message names it and the line.
        OSError: the file cannot be read.

    """
    try:
        content = path.read_text(encoding="utf-8-sig")
        front = _FRONT.match(content)
        if front is None:
            raise CorpusError("it does not begin with lines 'key: value' between two lines '---'")
        values = read_front(front[1])
        marked = _parse(content[front.end() :], front[0].count("\n"))
        return _to_document(path.stem, path.parent.name, values, marked)
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: not UTF-8: save it as UTF-8") from None
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from None


def find_marked(folder: Path) -> tuple[list[Path], list[Path]]:
    """Find the marked letters (`.txt`, `.TXT`) of a folder and its folders.

    Returns:
        The letters and the files that are none, each in the order of their names.

    Raises:
        CorpusError: there is no such folder, no letter in it, or two letters have one name.

    """
    if not folder.is_dir():
        raise CorpusError(f"{folder} is no folder: give the folder that holds the letters (.txt)")
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    letters = [path for path in files if path.suffix.lower() == ".txt"]
    if not letters:
        raise CorpusError(f"{folder}: there is no letter (.txt) in it")
    by_name: dict[str, Path] = {}
    for path in letters:
        first = by_name.setdefault(path.stem, path)
        if first != path:
            raise CorpusError(
                f"{path} has the name of {first}, and the name is the id: rename one of them"
            )
    return letters, [path for path in files if path not in set(letters)]


def read_marked_folder(folder: Path) -> list[Document]:
    """Read all marked letters (`.txt`) of a folder and its folders, in the order of their names.

    Raises:
        CorpusError: as `find_marked` and `read_marked`.
        OSError: a file cannot be read.

    """
    return [read_marked(path) for path in find_marked(folder)[0]]


def _parse(markup: str, lines_before: int) -> Marked:
    """Take the marks out of a letter; faults are named by the line of the file that holds it."""
    try:
        marked = parse(markup)
    except CorpusError:
        # The same fault, at its line of the file, of which the last one has words.
        parse("\n" * lines_before + markup.rstrip())
        raise
    _require_words(marked, lines_before)
    return marked


def _require_words(marked: Marked, lines_before: int) -> None:
    """Refuse marks that begin or end with white space: setting the lines would hide it."""
    places = [(span.start, span.end) for span in marked.spans]
    places += [(item.start, item.end) for item in marked.items]
    for start, end in places:
        words = marked.text[start:end]
        if not words or words != words.strip():
            line = lines_before + marked.text.count("\n", 0, start) + 1
            raise CorpusError(f"line {line}: a mark is empty, or has white space at an edge")


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


def _to_document(name: str, folder: str, front: Mapping[str, Any], marked: Marked) -> Document:
    layout = layout_of(front)
    text, label, items = set_lines(
        marked,
        layout,
        rng=random.Random(name),  # noqa: S311 - line widths need no secrecy.
        number=front.get("case_number", "CM13-0000000"),
    )
    return Document(
        id=name,
        text=text,
        label=label,
        part="letters",
        case=front.get("case", name),
        author=front.get("author", folder),
        sha256=text_hash(text),
        family=front["family"],
        letter={key: front.get(key) for key in HEADER_FIELDS},
        items=items,
        extra={"layout": "+".join(layout)} | ({"hand": front["hand"]} if "hand" in front else {}),
    )
