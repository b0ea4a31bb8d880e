"""Evaluation: finders side by side on one side of a corpus, by group, every span accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from spacy.tokens import Doc

from corpora import LETTER, document, write_corpus
from upheld.components import LetterEnglish
from upheld.corpus.document import CorpusError, Document
from upheld.corpus.folder import load_corpus
from upheld.corpus.marked import read_marked
from upheld.corpus.splits import Splits
from upheld.training.evaluating import Evaluation, evaluate, write
from upheld.training.finders import Finder, TokenSpan, of_pipeline
from upheld.training.sides import Side, read_side
from upheld.training.tables import comparison, details

PATTERNS = [
    {"label": "TREATMENT", "pattern": "MRI"},
    {"label": "BODY_PART", "pattern": "knee"},  # Gold: `left knee` once, `knee` once.
    {"label": "TREATMENT", "pattern": "locking"},  # Gold: a diagnosis.
    {"label": "DIAGNOSIS", "pattern": "stable"},  # Gold: nothing.
]


def corpus_folder(folder: Path, layout: str = "plain") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.txt").write_text(LETTER.replace("wrap+blank_lines", layout), encoding="utf-8")
    report = document("His [[BODY_PART|hip]] hurts.", "b", part="reports")
    made = write_corpus(folder / "corpus", [read_marked(folder / "a.txt"), report])
    Splits({"a": "development", "b": "development"}).write(made / "splits.json")
    return made


@pytest.fixture
def side(tmp_path: Path) -> Side:
    return read_side(load_corpus(corpus_folder(tmp_path)), "development")


def ruled(*, reads_letters: bool) -> LetterEnglish:
    nlp = LetterEnglish()
    if reads_letters:
        nlp.add_pipe("upheld_layout")
    name = "upheld_entities" if reads_letters else "ruler"
    nlp.add_pipe("entity_ruler", name=name).add_patterns(PATTERNS)  # type: ignore[attr-defined]
    return nlp


def finder_of(side: Side, *, reads_letters: bool = False) -> Finder:
    documents = {document.id: document for document in side.documents}
    return of_pipeline(ruled(reads_letters=reads_letters), documents)


def kinds(evaluation: Evaluation) -> dict[str, int]:
    return evaluation.spans[["kind", "side"]].value_counts().to_dict()


EXPECTED = {
    ("right", "both"): 2,  # MRI, knee
    ("boundary", "gold"): 1,  # left knee
    ("boundary", "found"): 1,
    ("label", "gold"): 2,  # locking, left knee pain
    ("label", "found"): 2,
    ("miss", "gold"): 4,  # hip of the report, 7/10, 12 sessions, physical therapy
    ("false alarm", "found"): 1,  # stable
}


@pytest.mark.parametrize("layout", ["plain", "everything"])
@pytest.mark.parametrize("reads_letters", [False, True])
def test_every_span_is_accounted_for_in_source_characters(
    tmp_path: Path, layout: str, reads_letters: bool
) -> None:
    side = read_side(load_corpus(corpus_folder(tmp_path, layout)), "development")
    evaluation = evaluate(side, {"rules": finder_of(side, reads_letters=reads_letters)})
    assert kinds(evaluation) == EXPECTED
    texts = {document.id: document.text for document in side.documents}
    spans = evaluation.spans
    gold = {(d.id, s.start, s.end, s.label) for d in side.documents for s in d.label}
    judged = spans[spans["side"] != "found"]
    assert (
        set(judged[["document", "start", "end", "label"]].itertuples(index=False, name=None))
        == gold
    )
    words = {texts[row.document][row.start : row.end] for row in spans.itertuples()}
    assert {"MRI", "locking", "stable", "hip"} <= words


def test_scores_of_every_group(side: Side) -> None:
    def nothing(docs: Iterable[Doc]) -> Iterator[list[TokenSpan]]:
        return ([] for _ in docs)

    told: list[str] = []
    finders = {"rules": finder_of(side), "nothing": nothing}
    scores = evaluate(side, finders, tell=told.append).scores
    assert told == ["rules", "nothing"]
    assert not scores.duplicated(["finder", "part", "family", "label"]).any()
    by = scores.set_index(["finder", "part", "family", "label"])
    for group, gold, found, right, overlapping in (
        (("all", "all", "all"), 9, 6, 2, 3),
        (("letters", "all", "all"), 8, 6, 2, 3),
        (("reports", "all", "all"), 1, 0, 0, 0),
        (("all", "imr-2014", "all"), 8, 6, 2, 3),
        (("all", "-", "all"), 1, 0, 0, 0),
        (("all", "all", "BODY_PART"), 3, 3, 1, 2),
        (("letters", "all", "BODY_PART"), 2, 3, 1, 2),
    ):
        row = by.loc[("rules", *group)]
        assert tuple(row[["gold", "found", "right", "overlapping"]]) == (
            gold,
            found,
            right,
            overlapping,
        )
        assert by.loc[("nothing", *group)]["f1"] == 0


def test_a_finder_sees_no_gold(side: Side) -> None:
    def peeking(docs: Iterable[Doc]) -> Iterator[list[TokenSpan]]:
        for doc in docs:
            assert doc.spans["clinical"]
            yield [(ent.start, ent.end, ent.label_) for ent in doc.ents]

    assert evaluate(side, {"peeking": peeking}).scores["found"].sum() == 0


def test_what_is_found_outside_the_clinical_parts_does_not_count(side: Side) -> None:
    def everywhere(docs: Iterable[Doc]) -> Iterator[list[TokenSpan]]:
        for doc in docs:
            yield [(token.i, token.i + 1, "TREATMENT") for token in doc]

    evaluation = evaluate(side, {"everywhere": everywhere})
    clinical = sum(len(part) for doc in side.docs for part in doc.spans["clinical"])
    assert evaluation.scores["found"][0] == clinical < sum(map(len, side.docs))


def test_what_is_written_reads_back(side: Side, tmp_path: Path) -> None:
    evaluation = evaluate(side, {"rules": finder_of(side)})
    metrics, scores, spans, *others = write(evaluation, tmp_path / "new" / "out")
    assert [path.name for path in others] == ["confusion.csv", "errors.jsonl"]
    pd.testing.assert_frame_equal(pd.read_parquet(spans), evaluation.spans)
    assert len(pd.read_csv(scores)) == len(evaluation.scores)
    held = json.loads(metrics.read_text())
    assert (held["side"], held["documents"], held["gold_spans_left_out"]) == ("development", 2, 0)
    assert held["scores"][0]["right"] == 2
    rows = {(r["part"], r["label"]): r for r in held["scores"]}
    assert rows["reports", "all"]["precision"] is None
    again = write(evaluate(side, {"rules": finder_of(side)}), tmp_path / "again")
    assert [p.read_bytes() for p in again[:2]] == [metrics.read_bytes(), scores.read_bytes()]


def test_tables(side: Side) -> None:
    scores = evaluate(side, {"rules": finder_of(side), "rules again": finder_of(side)}).scores
    table = comparison(scores).splitlines()
    assert [line.split(" | ")[:2] for line in table[2:]] == [
        [f"| {part}", name]
        for part in ("letters", "reports", "all")
        for name in ("rules", "rules again")
    ]
    assert (
        "| reports | rules | 1 | 1 | 0 | 0 | - | 0.000 | 0.000 | 0.000 to 0.000 | 0.000 |" in table
    )
    assert "| all | imr-2014 | all | 1 | 8 | 6 | 2 | 0.333 | 0.250 |" in details(scores, "rules")


def test_a_side_without_documents_is_refused(tmp_path: Path) -> None:
    corpus = load_corpus(write_corpus(tmp_path, [document("x")]))
    with pytest.raises(CorpusError, match="side test"):
        read_side(corpus, "test")


def test_gold_that_no_clinical_part_holds_is_counted(tmp_path: Path) -> None:
    markup = LETTER.split("---\n", 2)[2].replace("A reviewer in", "A [[TREATMENT|reviewer]] in")
    letters: list[Document] = [document(markup, family="imr-2014")]
    folder = write_corpus(tmp_path, letters)
    Splits({"a": "test"}).write(folder / "splits.json")
    assert read_side(load_corpus(folder), "test").left_out == 1


def test_of_reports_and_of_the_test_side_no_sentence_is_kept(tmp_path: Path) -> None:
    folder = corpus_folder(tmp_path)
    side = read_side(load_corpus(folder), "development")
    evaluation = evaluate(side, {"rules": finder_of(side)})
    assert evaluation.errors
    assert {error["document"] for error in evaluation.errors} == {"a"}
    assert (evaluation.spans.query("kind == 'miss'")["document"] == "b").any()
    Splits({"a": "test", "b": "test"}).write(folder / "splits.json")
    held = read_side(load_corpus(folder), "test")
    judged = evaluate(held, {"rules": finder_of(held)})
    assert judged.errors == []
    assert judged.confusion["spans"].sum() == evaluation.confusion["spans"].sum()
    assert "errors.jsonl" not in [path.name for path in write(judged, tmp_path / "out")]
