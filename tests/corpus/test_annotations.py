"""The project's own corpus: sound, whole, split once for all, and as its data card says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import datasets
import pandas as pd
import pytest

from corpora import ANNOTATIONS, REPORTS
from upheld.corpus.agreement import agreement
from upheld.corpus.checking import check_corpus
from upheld.corpus.document import FAMILIES, LABELS
from upheld.corpus.files import read_readings, read_standoff
from upheld.corpus.folder import Corpus, load_corpus
from upheld.corpus.meaning_agreement import compare_meanings
from upheld.corpus.meanings import read_meanings, require_on
from upheld.corpus.overlap import shared_passages
from upheld.corpus.splits import SIDES
from upheld.corpus.statistics import count, to_markdown, totals

CARD = (ANNOTATIONS / "README.md").read_text(encoding="utf-8")
READINGS = ANNOTATIONS / "readings"
MEANING = ANNOTATIONS / "meaning"


@cache
def corpus() -> Corpus:
    return load_corpus(ANNOTATIONS, reports=REPORTS if REPORTS.is_file() else None)


@cache
def counts() -> pd.DataFrame:
    return count(corpus().documents, corpus().splits)


def letters() -> pd.DataFrame:
    held = counts()
    return held[held["part"] == "letters"]


def test_there_is_no_error() -> None:
    assert [str(fault) for fault in check_corpus(corpus()) if not fault.warning] == []


def test_no_held_out_document_shares_a_passage() -> None:
    assert shared_passages(corpus(), "test") == []
    assert shared_passages(corpus(), "development") == []


def test_the_check_would_find_a_shared_passage() -> None:
    held = next(d for d in corpus().side("test") if d.family)
    sides = dict(corpus().splits.sides) | {held.case: "test"}
    copy = next(d for d in corpus().side("train") if d.family)
    mixed = Corpus(
        [held, type(copy)(**(vars(copy) | {"text": held.text, "label": held.label}))],
        type(corpus().splits)(sides),
    )
    assert shared_passages(mixed)


def test_letters_are_many_and_varied() -> None:
    held = letters()
    assert len(held) >= 150
    assert set(held["family"]) == set(FAMILIES) - {"unknown"}
    assert held.groupby("family").size().min() >= 25
    assert held["author"].nunique() >= 12
    assert held["items"].between(1, 12).all()
    assert 0.15 <= held["overturned"].sum() / held["items"].sum() <= 0.27
    years = {str(d.letter.get("case_number"))[:4] for d in corpus().documents if d.family}
    assert len({year for year in years if re.fullmatch(r"CM[12]\d", year)}) >= 8


def test_reports_are_enough_and_hold_no_words() -> None:
    entries = [e for path in (ANNOTATIONS / "reports").glob("*.jsonl") for e in read_standoff(path)]
    assert len(entries) == len({entry.id for entry in entries}) >= 80
    assert all(entry.label and entry.extent for entry in entries)
    for path in (ANNOTATIONS / "reports").glob("*.jsonl"):
        assert '"text"' not in path.read_text(encoding="utf-8")


def test_every_side_has_each_family_and_part() -> None:
    held = counts()
    for side in SIDES:
        present = held[held["side"] == side]
        assert set(present["family"]) >= set(FAMILIES) - {"unknown"}, side
        assert set(present["part"]) == set(held["part"]), side


def test_some_authors_are_held_out_whole() -> None:
    sides = letters().groupby("author")["side"].agg(set)
    assert sum(value == {"test"} for value in sides) >= 2


@pytest.mark.parametrize("group", ["part", "side", "family"])
def test_the_data_card_counts_what_is_there(group: str) -> None:
    table = to_markdown(totals(counts(), group)).splitlines()
    if corpus().absent:  # Without the reports the rows that count them as well differ.
        table = [row for row in table if row.startswith(("| letters |", "| imr-"))]
    missing = [row for row in table if row not in CARD]
    assert missing == []


@pytest.mark.parametrize(
    ("first", "second", "least"),
    [
        ("first.jsonl", "second.jsonl", 0.0),
        ("adjudicated-a.jsonl", "adjudicated-b.jsonl", 0.95),
        ("reports-first.jsonl", "reports-second.jsonl", 0.0),
        ("reports-adjudicated-a.jsonl", "reports-adjudicated-b.jsonl", 0.95),
    ],
)
def test_the_data_card_tells_the_agreement(first: str, second: str, least: float) -> None:
    values = agreement(read_readings(READINGS / first), read_readings(READINGS / second))
    assert values["all"].f1 >= least
    for label, value in values.items():
        row = f"| {label} | {value.f1:.3f} | {value.both} | {value.first_only} | {value.second_only} |"
        assert row in CARD, row


def test_the_data_card_tells_the_agreement_on_meaning() -> None:
    paths = [MEANING / "readings" / f"{name}.jsonl" for name in ("first", "second")]
    for row in compare_meanings(*map(read_meanings, paths)).itertuples():
        assert f"| {row.part} | {row.asked} | {row.same} | {row.agreement:.3f} |" in CARD, row.part


def test_gold_of_meaning_fits_its_letters_and_stands_on_all_sides() -> None:
    documents = {document.id: document for document in corpus().documents}
    gold = list(read_meanings(MEANING / "letters.jsonl"))
    for entry in gold:
        require_on(entry, documents[entry.id])
    sides = Counter(corpus().splits.side_of(documents[entry.id].case) for entry in gold)
    assert sides == {"train": 364, "development": 22, "test": 24}
    assert f"of {len(gold)} letters mean" in CARD


def test_datasets_loads_the_letters_as_they_are(tmp_path: Path) -> None:
    files = sorted(map(str, (ANNOTATIONS / "letters").glob("*.jsonl")))
    loaded = datasets.load_dataset("json", data_files=files, cache_dir=str(tmp_path), split="train")
    assert len(loaded) == len(letters())
    assert {"id", "text", "label", "items"} <= set(loaded.column_names)
    start, end, label = loaded[0]["label"][0]
    assert loaded[0]["text"][int(start) : int(end)].strip()
    assert label in LABELS


def test_readings_are_of_all_documents() -> None:
    letters_read = {document.id for document in corpus().documents if document.part == "letters"}
    files = (ANNOTATIONS / "reports").glob("*.jsonl")
    reports_read = {entry.id for path in files for entry in read_standoff(path)}
    for path in sorted(READINGS.glob("*.jsonl")):
        wanted = reports_read if path.name.startswith("reports-") else letters_read
        assert set(read_readings(path)) == wanted, path.name


@pytest.mark.skipif(not REPORTS.is_file(), reason="the reports are not here")
def test_without_the_reports_the_letters_are_there() -> None:
    alone = load_corpus(Path(ANNOTATIONS))
    assert len(alone.absent) + len(alone.documents) == len(corpus().documents)
