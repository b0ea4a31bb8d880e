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
from upheld.corpus.document import CorpusError, Document, LabelledSpan, text_hash
from upheld.corpus.folder import Corpus, load_corpus
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


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("[[DIAGNOSIS|neck painand]] more", "neck pain"),
        ("[[DIAGNOSIS|withneck pain]] again", "neck pain"),
        ("[[TREATMENT|range of]] motion", "range of"),
        ("[[MEASUREMENT|12 sessionsby]] hand", "12 sessions"),
        ("[[MEASUREMENT|3 by]] 4", "3 by"),
    ],
)
def test_a_gold_span_leaves_function_words_that_run_together_with_it(words: str, span: str) -> None:
    report = document(f"He has neck pain. He told of {words}", "a", family=None)
    (doc,) = to_docs([report], Built())
    assert [ent.text for ent in doc.ents] == [span]


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


def corpus_of(*documents: Document, sides: dict[str, str]) -> Corpus:
    return Corpus(list(documents), Splits(sides))


def marked(*spans: tuple[int, int, str], name: str = "a") -> Document:
    text = "The MRI of the left knee was denied."
    label = tuple(LabelledSpan(*span) for span in spans)
    return Document(name, text, label, "letters", name, "x", text_hash(text))


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        ({}, r"a: case a has no side \(2 such documents\): run 'upheld corpus split'"),
        ({"a": "train"}, r"b: case b has no side \(1 such documents\): run"),
    ],
)
def test_a_case_without_a_side_is_refused(
    tmp_path: Path, sides: dict[str, str], message: str
) -> None:
    documents = [document("His [[BODY_PART|hip]].", name) for name in ("a", "b")]
    with pytest.raises(CorpusError, match=message):
        build(corpus_of(*documents, sides=sides), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(-5, 7, "TREATMENT")], r"a\[-5:7\] error: place: .* \(1 such errors\)"),
        ([(4, 10**9, "TREATMENT")], r"a\[4:1000000000\] error: place"),
        ([(5, 5, "TREATMENT")], r"a\[5:5\] error: place"),
        ([(4, 7, "FOO")], r"a\[4:7\] error: label"),
        (
            [(4, 24, "TREATMENT"), (15, 24, "BODY_PART")],
            r"a\[15:24\] error: overlap: .*: run 'upheld corpus check'",
        ),
        ([(4, 7, "FOO"), (15, 24, "BAR")], r"a\[4:7\] error: label: .* \(2 such errors\)"),
    ],
)
def test_a_faulty_document_is_refused(
    tmp_path: Path, spans: list[tuple[int, int, str]], message: str
) -> None:
    with pytest.raises(CorpusError, match=message):
        build(corpus_of(marked(*spans), sides={"a": "train"}), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_file_of_a_fault_is_named(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path, [marked(), marked((4, 7, "FOO"), name="b")])
    with pytest.raises(CorpusError, match=r"all.jsonl: a: case a has no side"):
        build(load_corpus(folder), tmp_path / "out")
    Splits({"a": "train", "b": "test"}).write(folder / "splits.json")
    with pytest.raises(CorpusError, match=r"all.jsonl: b\[4:7\] error: label"):
        build(load_corpus(folder), tmp_path / "out")


def test_a_side_that_has_no_documents_any_more_is_gone(tmp_path: Path) -> None:
    documents = [marked((4, 7, "TREATMENT")), marked(name="b")]
    out = tmp_path / "out"
    build(corpus_of(*documents, sides={"a": "train", "b": "test"}), out)
    (out / "test" / "cache-0123456789abcdef.arrow").write_bytes(b"")
    (out / "notes.txt").write_text("mine")
    build(corpus_of(*documents, sides={"a": "train", "b": "train"}), out)
    built = {path.name for path in out.iterdir()}
    assert built == {"notes.txt", "train", *(f"{side}.spacy" for side in SIDES)}
    assert len(DocBin().from_disk(out / "test.spacy")) == 0
    assert datasets.load_from_disk(str(out / "train"))["id"][:] == ["a", "b"]


@pytest.mark.parametrize("place", ["train/mine.txt", "development", "test/state.json/x"])
def test_what_was_not_built_is_not_removed(tmp_path: Path, place: str) -> None:
    mine = tmp_path / "out" / place
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(CorpusError, match="holds what 'upheld corpus build' did not write"):
        build(corpus_of(marked(), sides={"a": "train"}), tmp_path / "out")
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == [mine]
