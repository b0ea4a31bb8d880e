"""A dictionary of the entities of the training documents: what learning by heart gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.matcher import PhraseMatcher
from spacy.strings import StringStore
from spacy.tokens import Doc

from upheld.components import LetterEnglish
from upheld.training.finders import Finder, TokenSpan, clinical_spans


def learn_dictionary(docs: Sequence[Doc]) -> Finder:
    """Learn every entity by heart, letter case aside, each with the label that it has most often.

    Where found entities overlap, the longest wins, then the earliest.
    """
    labels: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for ent in doc.ents:
            labels[tuple(token.lower_ for token in ent)][ent.label_] += 1
    vocab = LetterEnglish().vocab  # Knows the lower case of words; a bare one does not.
    matcher = PhraseMatcher(vocab, attr="LOWER")
    for words, counted in labels.items():
        label = max(counted, key=lambda name: (counted[name], name))
        matcher.add(label, [Doc(vocab, words=list(words))])
    return lambda docs: _find(matcher, vocab.strings, docs)


def _find(
    matcher: PhraseMatcher, names: StringStore, docs: Iterable[Doc]
) -> Iterator[list[TokenSpan]]:
    for doc in docs:
        spans = [(start, end, names[label]) for label, start, end in matcher(doc)]
        yield _longest(clinical_spans(doc, spans))


def _longest(spans: Iterable[TokenSpan]) -> list[TokenSpan]:
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], *span)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)
