"""How far annotators agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from corpora import document
from upheld.annotating.comparing import (
    Reader,
    compare,
    differing_places,
    read_readers,
    token_labels,
)
from upheld.cli import app
from upheld.corpus.document import LABELS, CorpusError, Document, LabelledSpan
from upheld.corpus.files import write_documents

FIRST = document("Severe [[DIAGNOSIS|knee pain]] since an [[TREATMENT|MRI]] of the hip.")
SECOND = document("[[DIAGNOSIS|Severe knee pain]] since an [[TREATMENT|MRI]] of the hip.")
THIRD = document(
    "Severe [[BODY_PART|knee]] pain since an [[TREATMENT|MRI]] of the [[BODY_PART|hip]]."
)


def reader(name: str, *documents: Document) -> Reader:
    return Reader(name, {d.sha256: d for d in documents})


def test_counts_and_kappa_of_a_pair() -> None:
    other = document("Something else.", "b")
    (pair,) = compare([reader("a", FIRST, other), reader("b", SECOND)])
    assert (pair.letters, pair.alone, pair.tokens) == (1, 1, 10)
    assert (pair.counts["TREATMENT"].f1, pair.counts["DIAGNOSIS"].f1) == (1.0, 0.0)
    assert pair.counts["all"].f1 == 0.5
    # Nine of ten tokens have the same label; by chance it would be 6*7 + 3*2 + 1*1 of a hundred.
    assert pair.kappa == pytest.approx((0.9 - 0.49) / (1 - 0.49))


def test_three_readers_are_three_pairs_and_places_name_each() -> None:
    readers = [reader("a", FIRST), reader("b", SECOND), reader("c", THIRD)]
    assert [(p.first, p.second) for p in compare(readers)] == [("a", "b"), ("a", "c"), ("b", "c")]
    places = list(differing_places(readers))
    assert [(p.start, p.end) for p in places] == [(0, 16), (37, 40)]
    assert {name: len(spans) for name, spans in places[1].spans.items()} == {"a": 0, "b": 0, "c": 1}


def test_who_did_not_read_a_letter_marks_it_not_differently() -> None:
    readers = [reader("a", FIRST), reader("b", document("Another.", "b"))]
    assert list(differing_places(readers)) == []
    with pytest.raises(CorpusError, match="a and b read no letter in common"):
        compare(readers)


def test_tokens_of_a_document() -> None:
    assert token_labels(FIRST)[:4] == ["O", "DIAGNOSIS", "DIAGNOSIS", "O"]
    assert len(token_labels(replace(FIRST, extent=6))) == 1


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(LABELS))))
def test_a_reader_agrees_with_itself(drawn: set[tuple[int, int, str]]) -> None:
    spans: list[LabelledSpan] = []
    for start, length, label in sorted(drawn):
        if not spans or spans[-1].end <= start:
            spans.append(LabelledSpan(start, start + length, label))
    read = replace(FIRST, label=tuple(spans))
    (pair,) = compare([reader("a", read), reader("b", read)])
    assert (pair.kappa, pair.counts["all"].f1) == (1.0, 1.0)
    assert list(differing_places([reader("a", read), reader("b", read)])) == []


def write(path: Path, *documents: Document) -> Path:
    write_documents(path, documents)
    return path


def test_the_command_prints_tables_and_writes_an_escaped_page(tmp_path: Path) -> None:
    text = "She has <script>alert(1)</script> & [[DIAGNOSIS|knee <b>pain</b>]] now."
    one = replace(document(text), extra={"annotator": "alice <i>"})
    files = [
        write(tmp_path / "1.jsonl", one),
        write(tmp_path / "2.jsonl", replace(one, label=(), extra={"annotator": "bob"})),
    ]
    page = tmp_path / "page.html"
    arguments = ["annotate", "agreement", *map(str, files), "--out", str(page)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert (
        "alice <i> and bob: 1 letters that both read, 0 of one alone; kappa 0.000 on"
        in result.stdout
    )
    assert "| DIAGNOSIS | 0.000 | 0 | 1 | 0 |" in result.stdout
    assert "1 places are marked differently" in result.stdout
    held = page.read_text(encoding="utf-8")
    assert "knee &lt;b&gt;pain&lt;/b&gt;</span>" in held
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in held
    assert "alice &lt;i&gt;" in held
    assert not {"<script", "<i>", "<b>", "http://", "https://"} & set(held.split())
    assert "<script" not in held


@pytest.mark.parametrize(
    ("documents", "reason"),
    [
        ([], "there is no document in it"),
        ([FIRST, replace(FIRST, id="b")], "this text stands twice"),
        ([replace(FIRST, label=(LabelledSpan(0, 6, "X"),))], "its label is none of"),
        ([replace(FIRST, extra={"annotator": "ok"})], "two files are of the annotator ok"),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, documents: list[Document], reason: str) -> None:
    good = write(tmp_path / "good.jsonl", replace(FIRST, extra={"annotator": "ok"}))
    with pytest.raises(CorpusError, match=reason):
        read_readers([good, write(tmp_path / "bad.jsonl", *documents)])


def test_one_file_is_not_enough(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", "agreement", str(write(tmp_path / "a", FIRST))])
    assert result.exit_code == 2
