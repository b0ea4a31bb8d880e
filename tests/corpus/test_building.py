"""What is built holds every gold span, at its place, for spaCy and for `datasets`."""

from __future__ import annotations

from pathlib import Path

import datasets
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from corpora import LETTER, document, write_corpus
from upheld.corpus.building import Built, build, to_docs
from upheld.corpus.folder import load_corpus
from upheld.corpus.marked import read_marked
from upheld.corpus.splits import SIDES, Splits
from upheld.corpus.typesetting import SETTINGS


def letter(folder: Path, layout: str, name: str = "a") -> object:
    (folder / f"{name}.txt").write_text(
        LETTER.replace("wrap+blank_lines", layout), encoding="utf-8"
    )
    return read_marked(folder / f"{name}.txt")


@pytest.mark.parametrize("layout", ["plain", *SETTINGS])
def test_every_span_reaches_the_model_in_every_layout(tmp_path: Path, layout: str) -> None:
    document = letter(tmp_path, layout)
    built = Built()
    (doc,) = to_docs([document], built)  # type: ignore[list-item]
    assert built.lost == []
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("left knee pain", "DIAGNOSIS"),
        ("7/10", "MEASUREMENT"),
        ("12 sessions", "MEASUREMENT"),
        ("physical therapy", "TREATMENT"),
        ("MRI", "TREATMENT"),
        ("left knee", "BODY_PART"),
        ("knee", "BODY_PART"),
        ("locking", "DIAGNOSIS"),
    ]
    inside = {token.i for part in doc.spans["clinical"] for token in part}
    assert all(token.i in inside for ent in doc.ents for token in ent)
    assert "expert reviewer" not in " ".join(part.text for part in doc.spans["clinical"])


@given(st.sampled_from([["a", "b"], ["a"], []]))
def test_a_span_that_no_part_holds_is_named(ids: list[str]) -> None:
    markup = LETTER.split("---\n", 2)[2].replace("A reviewer in", "A [[TREATMENT|reviewer]] in")
    documents = [document(markup, name, family="imr-2014") for name in ids]
    built = Built()
    list(to_docs(documents, built))
    assert [name for name, _, _ in built.lost] == ids
    assert all("outside the clinical parts" in reason for _, _, reason in built.lost)


def test_both_forms_hold_the_same(tmp_path: Path) -> None:
    folder = write_corpus(
        tmp_path / "corpus",
        [letter(tmp_path, "everything"), document("His [[BODY_PART|hip]] hurts.", "b")],  # type: ignore[list-item]
    )
    Splits({"a": "train", "b": "test"}).write(folder / "splits.json")
    corpus = load_corpus(folder)
    built = build(corpus, tmp_path / "out")
    assert (built.documents["train"], built.documents["test"]) == (1, 1)
    for side in SIDES:
        docs = list(DocBin().from_disk(tmp_path / "out" / f"{side}.spacy").get_docs(Vocab()))
        if not docs:
            assert side == "development"
            continue
        rows = datasets.load_from_disk(str(tmp_path / "out" / side))
        assert [doc.user_data["id"] for doc in docs] == rows["id"][:]
        for doc, row in zip(docs, rows, strict=True):
            assert [token.text for token in doc] == row["tokens"]
            assert [tag[2:] for tag in row["tags"] if tag[0] == "B"] == [e.label_ for e in doc.ents]
            source = next(d for d in corpus.documents if d.id == row["id"]).text
            for token, start in zip(row["tokens"], row["starts"], strict=True):
                assert token.isspace() or source[start] == token[0]


def test_the_annotated_extent_alone_is_built() -> None:
    built = Built()
    (doc,) = to_docs([document("His [[BODY_PART|hip]] hurts. More.", extent=14)], built)
    assert doc.text == "His hip hurts."
