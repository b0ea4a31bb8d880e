"""Passages that documents of two sides share: what is held out must not be a copy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from upheld.corpus.document import Document
from upheld.corpus.folder import Corpus

# Words in a row, of which so many stand in labelled spans.
RUN = 20
_LABELLED = 4
# Fixed phrases of the format, which authors share: what stands around a request is no passage.
_FORMAT = re.compile(
    r"medically necessary|utilization schedule|determined the request|regarding the request|claims administrator"
    r"|case number|at dispute"
)
_PERMUTATIONS = 128
_JACCARD = 0.35
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Shared:
    """Two documents on two sides, and what they share: a passage, or most of their words.

    `words` is the number of words in a row that both hold (0 where only the sets of phrases are
    alike); `jaccard` the estimated likeness of their sets of five-word phrases, 0 to 1.
    """

    first: str
    second: str
    words: int
    jaccard: float


def shared_passages(
    corpus: Corpus,
    held_out: str = "test",
    *,
    against: Collection[str] | None = None,
    run: int = RUN,
) -> list[Shared]:
    """Find the documents outside a side that share long passages with one on it.

    They are the documents of the sides `against`; without it all others, those of no side as well.

    A passage is `run` words in a row, numbers aside, of which four or more stand in labelled spans and none in the
    fixed phrases of the format. Beside it,
    MinHash finds documents alike on the whole.
    """
    inside = corpus.side(held_out)
    outside = [
        document
        for document in corpus.documents
        if (side := corpus.splits.side_of(document.case)) != held_out
        and (against is None or side in against)
    ]
    runs: dict[str, str] = {}
    for document in inside:
        for words in _runs(document, run):
            runs.setdefault(words, document.id)
    found = [
        Shared(runs[words], document.id, run, 0.0)
        for document in outside
        for words in dict.fromkeys(_runs(document, run))
        if words in runs
    ]
    return [*_first_of_each(found), *_alike(inside, outside)]


def _first_of_each(found: Iterable[Shared]) -> list[Shared]:
    return list({(shared.first, shared.second): shared for shared in found}.values())


def _alike(inside: list[Document], outside: list[Document]) -> Iterator[Shared]:
    index = MinHashLSH(threshold=_JACCARD, num_perm=_PERMUTATIONS)
    # By place, not by id: two documents may have the same one.
    hashes = {at: value for at, d in enumerate(inside) if not (value := _minhash(d)).is_empty()}
    for at, value in hashes.items():
        index.insert(at, value)
    for document in outside:
        value = _minhash(document)
        for at in sorted(index.query(value)):
            jaccard = hashes[at].jaccard(value)
            if jaccard >= _JACCARD:  # The index answers with candidates.
                yield Shared(inside[at].id, document.id, 0, jaccard)


def _runs(document: Document, run: int) -> Iterator[str]:
    """Give every run of words of which enough stand in labelled spans."""
    words = [(m.start(), m.end(), m.group().lower()) for m in _words(document)]
    labelled = [False] * len(words)
    spans = sorted(document.label)
    at = 0
    for position, (start, end, _) in enumerate(words):
        while at < len(spans) and spans[at].end <= start:
            at += 1
        labelled[position] = at < len(spans) and spans[at].start < end
    for first in range(len(words) - run + 1):
        if sum(labelled[first : first + run]) >= _LABELLED:
            passage = " ".join(word for _, _, word in words[first : first + run])
            if not _FORMAT.search(passage):
                yield passage


def _minhash(document: Document) -> MinHash:
    words = [m.group().lower() for m in _words(document)]
    value = MinHash(num_perm=_PERMUTATIONS)
    value.update_batch([" ".join(words[n : n + 5]).encode() for n in range(len(words) - 4)])
    return value


def _words(document: Document) -> Iterator[re.Match[str]]:
    return _WORD.finditer(document.text, 0, document.annotated)
