"""How far annotators agree: span by span, token by token, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from sklearn.metrics import cohen_kappa_score
from spacy.tokenizer import Tokenizer

from upheld.components import LetterEnglish
from upheld.corpus.agreement import Counts, agreement
from upheld.corpus.document import LABELS, CorpusError, Document, LabelledSpan
from upheld.corpus.files import read_documents

_NOTHING = "O"


@dataclass(frozen=True)
class Reader:
    """An annotator's documents by the hash of their text."""

    name: str
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two readers agree on the letters that both read.

    `counts` are those of `upheld.corpus.agreement`, by label and under `all`. `kappa` is Cohen's, -1 to 1, of the
    labels of `tokens` tokens, `O` among them; 1 where both gave all tokens the same one label. `alone` counts the
    letters that one of them did not read.
    """

    first: str
    second: str
    letters: int
    alone: int
    counts: Mapping[str, Counts]
    kappa: float
    tokens: int


@dataclass(frozen=True)
class Place:
    """A stretch of a letter that readers marked differently.

    `spans` holds what each reader marked there, by name: readers who did not read the letter are left out.
    """

    document: Document
    start: int
    end: int
    spans: Mapping[str, tuple[LabelledSpan, ...]]


def read_readers(paths: Sequence[Path]) -> list[Reader]:
    """Read corpus files as readers; one is named by the annotator of its documents, else by its file.

    Raises:
        CorpusError: a file holds no document, a text twice, or a label that is none of `LABELS`; two readers have the
            same name.
        OSError: a file cannot be opened.

    """
    readers = [_read(path) for path in paths]
    names = [reader.name for reader in readers]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CorpusError(f"two files are of the annotator {twice[0]}: give one of each")
    return readers


def _read(path: Path) -> Reader:
    documents: dict[str, Document] = {}
    for document in read_documents(path):
        if document.sha256 in documents:
            raise CorpusError(f"{path}: {document.id}: this text stands twice")
        if wrong := sorted(s for s in document.label if s.label not in LABELS):
            raise CorpusError(
                f"{path}: {document.id}[{wrong[0].start}:{wrong[0].end}]: its label is none of {', '.join(LABELS)}"
            )
        documents[document.sha256] = document
    if not documents:
        raise CorpusError(f"{path}: there is no document in it")
    names = {str(d.extra["annotator"]) for d in documents.values() if d.extra.get("annotator")}
    return Reader(names.pop() if len(names) == 1 else path.stem, documents)


def compare(readers: Sequence[Reader]) -> list[Comparison]:
    """Compare each pair of readers, on the letters that both read.

    Raises:
        CorpusError: two of them read no letter in common.

    """
    return [_compare(*pair) for pair in combinations(readers, 2)]


def _compare(first: Reader, second: Reader) -> Comparison:
    common = [sha256 for sha256 in first.documents if sha256 in second.documents]
    if not common:
        raise CorpusError(
            f"{first.name} and {second.name} read no letter in common: nothing can be compared"
        )
    ones = {sha256: first.documents[sha256] for sha256 in common}
    others = {sha256: second.documents[sha256] for sha256 in common}
    counts = agreement(
        {sha256: d.label for sha256, d in ones.items()},
        {sha256: d.label for sha256, d in others.items()},
    )
    tags = [token_labels(d) for d in ones.values()], [token_labels(d) for d in others.values()]
    flat = [[tag for each in side for tag in each] for side in tags]
    return Comparison(
        first.name,
        second.name,
        len(common),
        len(first.documents) + len(second.documents) - 2 * len(common),
        counts,
        _kappa(*flat),
        len(flat[0]),
    )


def _kappa(ones: Sequence[str], others: Sequence[str]) -> float:
    if len({*ones, *others}) < 2:  # Cohen's kappa is not defined: there is nothing to tell apart.
        return 1.0
    return float(cohen_kappa_score(ones, others))


def token_labels(document: Document) -> list[str]:
    """Give the label of each token of a document, `O` where there is none; white space counts as no token."""
    tokens = [t for t in _tokenizer()(document.text[: document.annotated]) if not t.is_space]
    spans = sorted(document.label)
    labels, at = [], 0
    for token in tokens:
        while at < len(spans) and spans[at].end <= token.idx:
            at += 1
        inside = at < len(spans) and spans[at].start < token.idx + len(token)
        labels.append(spans[at].label if inside else _NOTHING)
    return labels


@cache
def _tokenizer() -> Tokenizer:
    return LetterEnglish().tokenizer


def differing_places(readers: Sequence[Reader]) -> Iterator[Place]:
    """Give the places where the readers of a letter marked it differently, in the order of letters and text."""
    letters = {sha256: d for reader in readers for sha256, d in reader.documents.items()}
    for sha256, document in letters.items():
        marked = {
            reader.name: set(reader.documents[sha256].label)
            for reader in readers
            if sha256 in reader.documents
        }
        for start, end in _clusters(set().union(*marked.values())):
            here = {
                name: tuple(sorted(s for s in spans if start <= s.start < end))
                for name, spans in marked.items()
            }
            if len(set(here.values())) > 1:
                yield Place(document, start, end, here)


def _clusters(spans: set[LabelledSpan]) -> Iterator[tuple[int, int]]:
    """Give the stretches of spans that overlap one another."""
    start, end = -1, -1
    for span in sorted(spans):
        if span.start >= end and end >= 0:
            yield start, end
            start = span.start
        elif end < 0:
            start = span.start
        end = max(end, span.end)
    if end >= 0:
        yield start, end
