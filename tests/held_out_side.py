"""Whether the simulator's held-out side can be learnt by heart: `python tests/held_out_side.py [LETTERS]`.

Prints exact-span F1 on both sides, of a dictionary of the spans of the training side and of an entity
recogniser trained on the same letters. Takes some minutes; nothing here is a test.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed, minibatch

from upheld.components import LetterEnglish
from upheld.corpus.building import Built, to_docs
from upheld.corpus.simulator import simulate
from upheld.corpus.simulator.sides import SIDES, Side

EPOCHS = 4
SEED = 7


def gold(letters: int, *, seed: int, side: Side) -> list[Doc]:
    """Make letters and give them as training reads them."""
    return list(to_docs(simulate(letters, seed=seed, side=side), Built()))


def exact_f1(docs: Sequence[Doc], find: Callable[[Doc], Sequence[Span]]) -> float:
    """Give the exact-span F1 of what `find` finds in the clinical parts of the documents."""
    right = given = wanted = 0
    for doc in docs:
        clinical = {i for part in doc.spans["clinical"] for i in range(part.start, part.end)}
        found = {(s.start, s.end, s.label_) for s in find(doc) if s.start in clinical}
        known = {(s.start, s.end, s.label_) for s in doc.ents}
        right, given, wanted = right + len(found & known), given + len(found), wanted + len(known)
    return 2 * right / max(1, given + wanted)


def dictionary(docs: Sequence[Doc]) -> Callable[[Doc], Sequence[Span]]:
    """Learn every span by heart, each with the label that it has most often; longer ones win."""
    nlp = LetterEnglish()
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for span in doc.ents:
            labels[span.text.lower()][span.label_] += 1
    by_label: dict[str, list[Doc]] = defaultdict(list)
    for words, counts in labels.items():
        by_label[counts.most_common(1)[0][0]].append(nlp.make_doc(words))
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for label, phrases in by_label.items():
        matcher.add(label, phrases)
    return lambda doc: filter_spans(matcher(nlp.make_doc(doc.text), as_spans=True))


def recogniser(docs: Sequence[Doc]) -> Callable[[Doc], Sequence[Span]]:
    """Train spaCy's entity recogniser, its usual small network, on the documents."""
    fix_random_seed(SEED)
    nlp = LetterEnglish()
    nlp.add_pipe("ner")
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    optimizer = nlp.initialize(lambda: examples[:50])
    rng = random.Random(SEED)
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for batch in minibatch(examples, 2):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    return lambda doc: nlp(doc.text).ents


def main() -> None:
    """Print the table."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    train = gold(letters, seed=SEED, side="train")
    asked = {side: gold(100, seed=SEED + 1, side=side) for side in SIDES}
    table = Table("", *SIDES, title=f"exact-span F1, {letters} letters of the training side")
    for name, learn in (("dictionary", dictionary), ("entity recogniser", recogniser)):
        find = learn(train)
        table.add_row(name, *(f"{exact_f1(asked[side], find):.3f}" for side in SIDES))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
