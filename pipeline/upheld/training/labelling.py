"""Labelling of reports by the vote of trained models, for others to learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import upheld
from upheld.components import LetterEnglish
from upheld.corpus.document import LABELS, CorpusError, LabelledSpan, text_hash
from upheld.corpus.files import read_texts
from upheld.corpus.folder import Corpus
from upheld.corpus.standoff import StandOff
from upheld.layout import Header, Letter
from upheld.training.silver import held_out

ANNOTATOR = "teacher"


def vote(readings: Sequence[Iterable[LabelledSpan]]) -> tuple[LabelledSpan, ...]:
    """Keep the spans that more than half of the readings of a text have, with these edges and this label.

    Of spans that overlap the longest stays, of equal ones the first. They come in their order.
    """
    counts = Counter(span for reading in readings for span in set(reading))
    chosen = [span for span, number in counts.items() if 2 * number > len(readings)]
    kept: list[LabelledSpan] = []
    for span in sorted(chosen, key=lambda s: (s.start - s.end, s)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def load_voters(models: Iterable[Path]) -> list[LetterEnglish]:
    """Load the models that vote.

    Raises:
        CorpusError: a model finds nothing that is annotated.
        OSError: a folder holds no pipeline, or one that needs what is not installed.

    """
    voters = []
    for path in models:
        nlp = cast(LetterEnglish, upheld.load(path))  # It takes letters.
        found = {label for labels in nlp.pipe_labels.values() for label in labels}
        if not found.intersection(LABELS):
            raise CorpusError(
                f"{path} finds none of {', '.join(LABELS)}: give a model of `upheld train entities`"
            )
        voters.append(nlp)
    return voters


def unjudged(corpus: Corpus, reports: Path) -> dict[str, str]:
    """Give the texts of the reports in a file that stand on neither the development nor the test side, by their ids.

    A text that is held out under one id is held out under every other.

    Raises:
        CorpusError: no report is left, or a line of the file is not of its form.
        OSError: the file cannot be opened.

    """
    names = held_out(corpus)
    hashes = {document.sha256 for document in corpus.documents if document.id in names}
    texts = {
        name: text
        for name, text in read_texts(reports).items()
        if name not in names and text_hash(text) not in hashes
    }
    if not texts:
        raise CorpusError(f"{reports}: no report that is not held out: give more reports")
    return texts


def label_reports(voters: Sequence[LetterEnglish], texts: Mapping[str, str]) -> Iterator[StandOff]:
    """Label texts by the vote of models, each text as a whole.

    Args:
        voters: pipelines of `upheld.load`; other labels than those of the corpus have no vote.
        texts: the texts by their ids.

    Yields:
        The stand-off annotations of each text, in the order of the texts.

    """
    readings = [_read(nlp, texts) for nlp in voters]
    for (name, text), *spans in zip(texts.items(), *readings, strict=True):
        yield StandOff(name, text_hash(text)[:16], vote(spans), ANNOTATOR)


def _read(nlp: LetterEnglish, texts: Mapping[str, str]) -> Iterator[list[LabelledSpan]]:
    letters = (_as_a_whole(name, text) for name, text in texts.items())
    for doc in nlp.pipe(letters):
        spans = [LabelledSpan(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        yield [span for span in spans if span.label in LABELS]


def _as_a_whole(name: str, text: str) -> Letter:
    """Give a report as a letter without sections, which is read from end to end, whatever headings it has."""
    return Letter(name, text, text_hash(text), "unknown", Header(), items=[], sections=[])
