"""Small corpora for tests, written as inline markup."""

from __future__ import annotations

from pathlib import Path

from samples import ROOT
from upheld.corpus.document import Document, text_hash
from upheld.corpus.files import write_documents
from upheld.corpus.folder import Corpus
from upheld.corpus.markup import parse
from upheld.corpus.simulator import simulate
from upheld.corpus.splits import Splits

ANNOTATIONS = ROOT / "annotations"
REPORTS = ROOT.parent / "shared" / "reports" / "reports.jsonl"

LETTER = """\
---
family: imr-2014
layout: wrap+blank_lines
hand: terse
case_number: CM14-0123456
date_of_injury: 2013-04-05
patient_age: 44
patient_sex: male
---
HOW THE IMR FINAL DETERMINATION WAS MADE

IMR Case Number: CM14-0123456

A reviewer in active practice read the file.

CLINICAL CASE SUMMARY

The patient is a 44 year old male with a date of injury of 04/05/2013. He has [[DIAGNOSIS|left knee pain]] rated \
[[MEASUREMENT|7/10]] after [[MEASUREMENT|12 sessions]] of [[TREATMENT|physical therapy]], and more is asked for.

IMR ISSUES, DECISIONS AND RATIONALES

{{1 upheld|[[TREATMENT|MRI]] of the [[BODY_PART|left knee]]}}: Upheld

Claims Administrator guideline: Decision based on MTUS ACOEM Practice Guidelines.

MAXIMUS guideline: Decision based on MTUS ACOEM Practice Guidelines.

Decision rationale: The [[BODY_PART|knee]] is stable and no [[DIAGNOSIS|locking]] is described. It is not \
medically necessary.
"""


def document(markup: str, name: str = "a", **values: object) -> Document:
    """Make a document from inline markup; values replace fields of it."""
    marked = parse(markup)
    fields: dict[str, object] = {
        "id": name,
        "text": marked.text,
        "label": tuple(marked.spans),
        "part": "letters",
        "case": name,
        "author": "somebody",
        "sha256": text_hash(marked.text),
    }
    return Document(**(fields | values))  # type: ignore[arg-type]


def write_corpus(folder: Path, documents: list[Document]) -> Path:
    """Write a corpus of letters into a folder, without a split."""
    write_documents(folder / "letters" / "all.jsonl", documents)
    return folder


def small_corpus() -> Corpus:
    """Make a corpus of eight simulated letters, two of them on the development side."""
    letters = list(simulate(8, seed=3))
    cases = {d.case: "development" if n < 2 else "train" for n, d in enumerate(letters)}
    return Corpus(letters, Splits(cases))


def write_split_corpus(folder: Path) -> Path:
    """Write the small corpus into a folder, with its split."""
    corpus = small_corpus()
    write_corpus(folder, corpus.documents)
    corpus.splits.write(folder / "splits.json")
    return folder
