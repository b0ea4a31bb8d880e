"""Corpora in the forms that training reads: spaCy `DocBin` files and `datasets` folders."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import datasets
from spacy.tokens import Doc, DocBin, Span

from upheld.components import LetterEnglish
from upheld.corpus.checking import check_document
from upheld.corpus.comparing import files_of
from upheld.corpus.document import CorpusError, Document, LabelledSpan
from upheld.corpus.folder import Corpus
from upheld.corpus.splits import SIDES
from upheld.layout import Letter, lay_out
from upheld.reading.reflow import FUNCTION_WORDS, ReflowedText, reflow
from upheld.reading.source import SourceText

_FEATURES = datasets.Features(
    {
        "id": datasets.Value("string"),
        "part": datasets.Value("string"),
        "family": datasets.Value("string"),
        "tokens": datasets.List(datasets.Value("string")),
        "starts": datasets.List(datasets.Value("int64")),
        "tags": datasets.List(datasets.Value("string")),
    }
)

# What `datasets` writes into a folder, and the caches that it leaves there.
_OF_DATASETS = re.compile(r"(?:data|cache)-[\w-]+\.arrow|dataset_info\.json|state\.json")


@dataclass
class Built:
    """What was built: documents and spans by side, and the spans that no clinical part holds.

    `lost` holds document, start, end and label of each such span: none is lost in silence.
    """

    documents: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    lost: list[tuple[str, LabelledSpan, str]] = field(default_factory=list)


def build(corpus: Corpus, out: Path) -> Built:
    """Write `<side>.spacy` for each side of a corpus, and the `datasets` folder `<side>/` where it has documents.

    A `Doc` is the reflowed text of one document, as the entity model reads it; its user data name
    the document (`id`, `part`, `family`, `case`). `doc.spans["clinical"]` holds the parts that carry
    spans: gold entities lie in them alone. A row of a `datasets` folder holds the same document as
    `tokens`, `starts` (offsets of the tokens in the source text) and `tags` (IOB). What was built
    there before is removed first.

    Raises:
        CorpusError: a case has no side, a document has a fault, or a folder that would be replaced
            holds what was not built; nothing is written or removed.
        OSError: the folder cannot be written.

    """
    require_fit(corpus)
    out.mkdir(parents=True, exist_ok=True)
    _clear(out)
    built = Built()
    for side in SIDES:
        docs = list(to_docs(corpus.side(side), built, side))
        DocBin(docs=docs, store_user_data=True).to_disk(out / f"{side}.spacy")
        rows = [_row(doc) for doc in docs]
        columns = {name: [row[name] for row in rows] for name in _FEATURES}
        if rows:  # `datasets` saves a folder without rows, but cannot load it.
            datasets.Dataset.from_dict(columns, features=_FEATURES).save_to_disk(str(out / side))
    return built


def require_fit(corpus: Corpus) -> None:
    """Refuse a corpus with a case that has no side, or with a fault.

    The first would be left out; the second makes spaCy move spans, or fail without a name.

    Raises:
        CorpusError: there is one; the message names the first and counts them.

    """
    sources = files_of(corpus.documents, corpus.sources or "")
    placed = list(zip(sources, corpus.documents, strict=True))
    without = [(s, d) for s, d in placed if corpus.splits.side_of(d.case) is None]
    if without:
        source, document = without[0]
        raise CorpusError(
            f"{source + ': ' if source else ''}{document.id}: case {document.case} has no side"
            f" ({len(without)} such documents): run 'upheld corpus split'"
        )
    faults = [f for s, d in placed for f in check_document(d, s) if not f.warning]
    if faults:
        raise CorpusError(f"{faults[0]} ({len(faults)} such errors): run 'upheld corpus check'")


def _clear(out: Path) -> None:
    """Remove what was built before: a side that has no documents any more would keep its old ones."""
    for folder in (out / side for side in SIDES):
        if not _may_be_replaced(folder):
            raise CorpusError(
                f"{folder} would be replaced, but holds what 'upheld corpus build' did not write:"
                " move it away, or give another --out"
            )
    for side in SIDES:
        (out / f"{side}.spacy").unlink(missing_ok=True)
        if (out / side).is_dir():
            shutil.rmtree(out / side)


def _may_be_replaced(folder: Path) -> bool:
    """Say whether there is nothing at that place, or a folder as `build` writes it."""
    if folder.is_symlink() or folder.is_file():
        return False
    held = folder.iterdir() if folder.exists() else ()
    return all(path.is_file() and _OF_DATASETS.fullmatch(path.name) for path in held)


def to_docs(documents: Iterable[Document], built: Built, side: str = "") -> Iterator[Doc]:
    """Give each document as a spaCy `Doc` over its reflowed text; counts go into `built`."""
    nlp = LetterEnglish()
    for document in documents:
        letter, view = _read(document)
        doc = nlp.make_doc(view.text)
        doc.user_data.update(
            id=document.id,
            part=document.part,
            family=document.family or "",
            case=document.case,
            source_starts=[view.to_source(t.idx, t.idx + len(t))[0] for t in doc],
        )
        clinical = _clinical_parts(doc, letter)
        doc.spans["clinical"] = clinical
        ents, lost = _entities(doc, document, view, clinical)
        doc.set_ents(ents, default="outside")
        built.documents[side] += 1
        built.spans[side] += len(ents)
        built.lost += lost
        yield doc


def _read(document: Document) -> tuple[Letter | None, ReflowedText]:
    """Give the letter that a document is, None for a report, and its reflowed text."""
    text = document.text[: document.annotated]
    if document.family is None:
        return None, reflow(text)
    letter = lay_out(SourceText(document.id, text))
    return letter, letter.reflowed


def _clinical_parts(doc: Doc, letter: Letter | None) -> list[Span]:
    if letter is None:
        return [Span(doc, 0, len(doc), "report")] if len(doc) else []
    parts = [
        doc.char_span(
            letter.reflowed.to_view(part.start),
            letter.reflowed.to_view(part.end),
            label="letter",
            alignment_mode="expand",
        )
        for part in letter.clinical_parts()
    ]
    return [part for part in parts if part is not None]


def _entities(
    doc: Doc, document: Document, view: ReflowedText, clinical: Sequence[Span]
) -> tuple[list[Span], list[tuple[str, LabelledSpan, str]]]:
    """Carry the gold spans over to the view, and say which could not be carried and why."""
    inside = {index for part in clinical for index in range(part.start, part.end)}
    ents, lost = [], []
    for span in sorted(document.label):
        start, end = view.to_view(span.start), view.to_view(span.end)
        ent = doc.char_span(start, end, label=span.label)
        if ent is None:
            lost.append((document.id, span, "off the tokens of the reflowed text"))
        elif not inside.issuperset(range(ent.start, ent.end)):
            lost.append((document.id, span, "outside the clinical parts that the reader finds"))
        else:
            ents.append(without_glued(ent))
    return ents, lost


def without_glued(ent: Span) -> Span:
    """Leave out the function words at the edges of a span that the text runs together with its words.

    Spans of the gold, and of a `Doc` over the source, end with a token of the source (`neck painand`), and the view
    parts that token (`neck pain and`).

    Args:
        ent: of a `Doc` that `to_docs` made.

    """
    starts = ent.doc.user_data["source_starts"]
    start, end = ent.start, ent.end

    def glued(index: int) -> bool:
        """Say whether no white space stands in the source between a word and the next."""
        both = ent.doc[index].is_alpha and ent.doc[index + 1].is_alpha
        return bool(both and starts[index] + len(ent.doc[index]) == starts[index + 1])

    while end - start > 1 and ent.doc[end - 1].lower_ in FUNCTION_WORDS and glued(end - 2):
        end -= 1
    while end - start > 1 and ent.doc[start].lower_ in FUNCTION_WORDS and glued(start):
        start += 1
    return Span(ent.doc, start, end, label=ent.label)


def _row(doc: Doc) -> dict[str, object]:
    return {
        "id": doc.user_data["id"],
        "part": doc.user_data["part"],
        "family": doc.user_data["family"],
        "tokens": [token.text for token in doc],
        "starts": doc.user_data["source_starts"],
        "tags": iob_tags(doc),
    }


def iob_tags(tokens: Doc | Span) -> list[str]:
    """Give the IOB tag of each token: `B-TREATMENT`, `I-TREATMENT`, `O`."""
    return [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in tokens]
