"""Training of the entity model: the same seed, the same scores; the test side is never read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora import small_corpus
from trained import SETTINGS, train_small
from upheld.cli import app
from upheld.components import LetterEnglish
from upheld.corpus.building import Built, to_docs
from upheld.corpus.document import LABELS, CorpusError, Document
from upheld.corpus.files import write_documents
from upheld.corpus.folder import Corpus
from upheld.corpus.splits import Splits
from upheld.training.entities import Recipe, train_entities
from upheld.training.pieces import create_reader, shorten, to_pieces, write_pieces


def test_what_is_written_beside_the_model(small_model: Path) -> None:
    metrics = json.loads((small_model / "metrics.json").read_text())
    meta = json.loads((small_model / "meta.json").read_text())
    assert set(metrics["development"]) == {"all", "simulated", *LABELS}
    assert 0.1 < metrics["development"]["all"]["f1"] <= 1
    assert metrics["seed"] == 3
    assert metrics["pieces"]["simulated"] > 0
    assert meta["performance"]["ents_f"] == metrics["development"]["all"]["f1"]
    assert meta["sources"]
    assert meta["requirements"]
    config = (small_model / "config.cfg").read_text() + (small_model / "training.cfg").read_text()
    assert "width = 32" in config
    assert "/tmp" not in config


def test_the_same_seed_gives_the_same_scores(small_model: Path, tmp_path: Path) -> None:
    first = json.loads((small_model / "metrics.json").read_text())
    assert train_small(tmp_path / "again")["development"] == first["development"]


@pytest.mark.parametrize("missing", ["train", "development"])
def test_a_side_without_documents_is_an_error(missing: str, tmp_path: Path) -> None:
    corpus = small_corpus()
    sides = {c: "test" if side == missing else side for c, side in corpus.splits.sides.items()}
    with pytest.raises(CorpusError, match=f"no documents on the {missing} side"):
        train_entities(replace(corpus, splits=Splits(sides)), tmp_path, Recipe())


def test_a_corpus_with_a_fault_is_an_error(tmp_path: Path) -> None:
    corpus = small_corpus()
    broken = replace(corpus.documents[0], sha256="0" * 64)
    with pytest.raises(CorpusError, match=r"hash: .* run 'upheld corpus check'"):
        train_entities(replace(corpus, documents=[broken]), tmp_path, Recipe())


def test_vectors_and_an_encoder_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        Recipe(vectors=tmp_path, encoder=tmp_path)


class Guarded(Corpus):
    """A corpus whose test side may not be read."""

    def side(self, name: str) -> list[Document]:
        """Give a side, unless it is the test side."""
        assert name != "test"
        return super().side(name)


def test_the_test_side_is_never_read(tmp_path: Path) -> None:
    corpus = small_corpus()
    guarded = Guarded(corpus.documents, corpus.splits)
    quick = SETTINGS | {"training.max_steps": 2, "training.eval_frequency": 2}
    train_entities(guarded, tmp_path, Recipe(settings=quick))


def test_pieces_hold_every_entity_and_no_blank_line() -> None:
    docs = list(to_docs(small_corpus().documents, Built()))
    pieces = list(to_pieces(docs))
    assert sum(len(piece.ents) for piece in pieces) == sum(len(doc.ents) for doc in docs)
    assert not [piece for piece in pieces if "\n\n" in piece.text]


def test_every_pass_reads_all_pieces_in_another_order(tmp_path: Path) -> None:
    docs = list(to_docs(small_corpus().documents, Built()))
    pieces = write_pieces(tmp_path / "a.spacy", docs[:4])
    extra = write_pieces(tmp_path / "b.spacy", docs[4:])
    nlp = LetterEnglish()

    def passes(share: float, seed: int | None) -> list[list[str]]:
        a, b = tmp_path / "a.spacy", tmp_path / "b.spacy"
        read = create_reader(a, b, share, b, share / 2, seed, None)
        return [[example.text for example in read(nlp)] for _ in range(2)]

    first, second = passes(0, 1)
    assert len(first) == pieces
    assert first != second
    assert sorted(first) == sorted(second)
    assert passes(0, 1) == [first, second]
    drawn = [min(extra, round(share * pieces)) for share in (0.5, 0.25)]
    assert len(passes(0.5, 1)[0]) == pieces + sum(drawn)
    assert passes(1, None)[0] == passes(1, None)[1]


@pytest.mark.parametrize(
    ("words", "longest", "lengths"),
    [
        ("one two . three four . five", 3, [3, 3, 1]),
        ("one two . three four . five", 4, [3, 4]),
        ("one two . three four . five", 6, [6, 1]),
        ("one two three four five", 2, [5]),
        ("one two . ", 9, [3]),
    ],
)
def test_long_pieces_are_cut_behind_full_stops(
    words: str, longest: int, lengths: list[int]
) -> None:
    piece = LetterEnglish().make_doc(words.strip())
    parts = list(shorten(piece, longest))
    assert [len(part) for part in parts] == lengths
    assert [t.text for part in parts for t in part] == [t.text for t in piece]


def test_the_command_trains(tmp_path: Path) -> None:
    corpus = small_corpus()
    write_documents(tmp_path / "corpus" / "letters" / "all.jsonl", corpus.documents)
    corpus.splits.write(tmp_path / "corpus" / "splits.json")
    quick = SETTINGS | {"training.max_steps": 4, "training.eval_frequency": 2}
    settings = [f"--set={name}={json.dumps(value)}" for name, value in quick.items()]
    out = tmp_path / "model"
    command = ["train", "entities", "--corpus", str(tmp_path / "corpus"), "--out", str(out)]
    result = CliRunner().invoke(app, [*command, *settings])
    assert result.exit_code == 0, result.output
    assert (out / "config.cfg").is_file()
    assert re.search(r"TREATMENT.*\d|TREATMENT.*-", result.output)


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--corpus", "nowhere", "--out", "out"], 1, "no corpus"),
        (["--corpus", "nowhere", "--out", "out", "--set", "steps"], 2, "section.name=value"),
        (["--out", "out"], 2, "--corpus"),
        (
            ["--corpus", "nowhere", "--out", "out", "--vectors", "v", "--encoder", "e"],
            2,
            "exclude each other",
        ),
    ],
)
def test_a_wrong_command_says_so(options: list[str], status: int, message: str) -> None:
    result = CliRunner().invoke(app, ["train", "entities", *options])
    assert result.exit_code == status
    assert message in result.output
