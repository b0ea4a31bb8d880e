"""How much of what is labelled on one side stands on the train side too, word for word."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from upheld.corpus.document import LABELS, Document, LabelledSpan
from upheld.corpus.folder import Corpus
from upheld.corpus.splits import SIDES


def known_words(corpus: Corpus, train: str = "train") -> pd.DataFrame:
    """Count the spans whose words the train side labels as well; letter case and white space do not count.

    A model that did nothing but remember could find the `known` ones; the `new` ones it must find by what is around
    them.

    Returns:
        A row for each other side, part and label that has spans: `side`, `part`, `label`, `spans`, `known` (the train
        side has the words with this label), `otherwise` (with another label alone), `new` (labelled nowhere), and
        `share_known` (0 to 1).

    """
    seen: dict[str, set[str]] = defaultdict(set)
    for document in corpus.side(train):
        for span in document.label:
            seen[_words(document, span)].add(span.label)
    rows = [
        {"side": side, "part": document.part, "label": span.label}
        | _found(seen.get(_words(document, span), set()), span.label)
        for side in SIDES
        if side != train
        for document in corpus.side(side)
        for span in document.label
    ]
    columns = ["spans", "known", "otherwise", "new"]
    counted = pd.DataFrame(rows, columns=["side", "part", "label", *columns])
    summed = counted.groupby(["side", "part", "label"], as_index=False, sort=False)[columns].sum()
    order = {name: at for at, name in enumerate([*SIDES, *LABELS])}
    summed = summed.sort_values(
        ["side", "part", "label"],
        key=lambda held: held.map(lambda name: (order.get(name, 99), name)),
    )
    summed["share_known"] = summed["known"] / summed["spans"]
    return summed.reset_index(drop=True)


def _found(labels: set[str], label: str) -> dict[str, int]:
    return {
        "spans": 1,
        "known": int(label in labels),
        "otherwise": int(bool(labels) and label not in labels),
        "new": int(not labels),
    }


def _words(document: Document, span: LabelledSpan) -> str:
    return " ".join(document.text[span.start : span.end].lower().split())
