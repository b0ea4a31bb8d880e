"""Whether the simulator's held-out side can be learnt by heart: `python tests/held_out_side.py [LETTERS]`.

Prints exact-span F1 on both sides, of a dictionary of the spans of the training side and of an entity
recogniser trained on the same letters. Takes some minutes; nothing here is a test.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from upheld.components import LetterEnglish
from upheld.corpus.building import Built, to_docs
from upheld.corpus.document import LABELS
from upheld.corpus.simulator import simulate
from upheld.corpus.simulator.sides import SIDES, Side
from upheld.training.baselines import learn_dictionary
from upheld.training.finders import Finder, clinical_spans, gold_spans
from upheld.training.scoring import count, match, rates

EPOCHS = 4
SEED = 7


def gold(letters: int, *, seed: int, side: Side) -> list[Doc]:
    """Make letters and give them as training reads them."""
    return list(to_docs(simulate(letters, seed=seed, side=side), Built()))


def exact_f1(docs: Sequence[Doc], find: Finder) -> float:
    """Give the exact-span F1 of a finder in the clinical parts of the documents."""
    found = [clinical_spans(doc, spans) for doc, spans in zip(docs, find(docs), strict=True)]
    counts = [
        count(match(*pair), LABELS) for pair in zip(map(gold_spans, docs), found, strict=True)
    ]
    return float(rates(np.sum(counts, axis=(0, 1)))["f1"])


def recogniser(docs: Sequence[Doc]) -> Finder:
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
    return lambda asked: (gold_spans(nlp(doc.text)) for doc in asked)


def main() -> None:
    """Print the table."""
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    train = gold(letters, seed=SEED, side="train")
    asked = {side: gold(100, seed=SEED + 1, side=side) for side in SIDES}
    table = Table("", *SIDES, title=f"exact-span F1, {letters} letters of the training side")
    for name, learn in (("dictionary", learn_dictionary), ("entity recogniser", recogniser)):
        find = learn(train)
        table.add_row(name, *(f"{exact_f1(asked[side], find):.3f}" for side in SIDES))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
