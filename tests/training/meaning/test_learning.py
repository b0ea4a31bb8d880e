"""Learning what entities mean: words that no rule knows are learned, and the models go into a pipeline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import srsly
from typer.testing import CliRunner

import upheld
from corpora import small_corpus, write_split_corpus
from upheld.cli.app import app
from upheld.components import LetterEnglish
from upheld.components.meaning import MeaningComponent
from upheld.corpus.files import write_lines
from upheld.corpus.folder import Corpus
from upheld.corpus.meanings import GoldMeaning, GoldMeanings, GoldRequest
from upheld.meaning import Mention, find_meanings
from upheld.reading.reflow import reflow
from upheld.training.meaning.cases import FILE, Case
from upheld.training.meaning.learning import learn
from upheld.training.meaning.training import train_meaning

# Words of no language, so that no rule knows them: `quorl` says that a treatment is over, `mave` that it helped.
DRUGS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def case(number: int, drug: str) -> Case:
    """A letter in which a made-up word decides, and a dose belongs to the second drug in front of it."""
    words = "quorl" if number % 2 else "prenk"
    result = ("mave", "helped") if number % 3 else ("dorp", "failed")
    text = f"{words} {drug}, vush cream {number} mg daily. wimmel wax {result[0]}."
    found = [
        (drug, "TREATMENT"),
        ("cream", "TREATMENT"),
        (f"{number} mg", "MEASUREMENT"),
        ("wax", "TREATMENT"),
    ]
    mentions = tuple(Mention(text.index(w), text.index(w) + len(w), label) for w, label in found)
    gold = (
        GoldMeaning(*_span(mentions[0]), "TREATMENT", status="past" if number % 2 else "general"),
        GoldMeaning(*_span(mentions[1]), "TREATMENT", status="present"),
        GoldMeaning(
            *_span(mentions[2]),
            "MEASUREMENT",
            quantity=f"dose {number} mg",
            measures=_span(mentions[0]),
        ),
        GoldMeaning(*_span(mentions[3]), "TREATMENT", status="tried", result=result[1]),
    )
    return Case(f"a{number}", text, mentions, gold, (None, None, 0, None), ())


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def test_words_that_no_rule_knows_are_learned() -> None:
    models = learn([case(n, drug) for n, drug in enumerate(DRUGS * 3, start=1)])
    for number in (41, 42, 43, 44):
        unseen = case(number, "lambda")
        found = find_meanings(unseen.text, unseen.mentions, models)
        ruled = find_meanings(unseen.text, unseen.mentions)
        assert [m.status for m in found] == [g.status for g in unseen.gold]
        assert [m.result for m in found] == [g.result for g in unseen.gold]
        assert found[2].measures == 0
        assert [m.status for m in ruled] != [m.status for m in found]
        assert ruled[2].measures == 1


def test_learning_is_the_same_each_time() -> None:
    cases = [case(n, drug) for n, drug in enumerate(DRUGS * 3, start=1)]
    assert learn(cases).to_bytes() == learn(cases).to_bytes()


def test_gold_of_one_status_is_too_little() -> None:
    one = case(1, "alpha")
    gold = tuple(
        GoldMeaning(g.start, g.end, g.label, status=g.status and "present", quantity=g.quantity)
        for g in one.gold
    )
    with pytest.raises(ValueError, match="only \\['present'\\]"):
        learn([Case(one.id, one.text, one.mentions, gold, one.measures, ())])


def test_gold_without_quantities_is_too_little() -> None:
    cases = [case(n, drug) for n, drug in enumerate(DRUGS, start=1)]
    bare = [
        replace(c, gold=tuple(replace(g, quantity=None, measures=None) for g in c.gold))
        for c in cases
    ]
    with pytest.raises(ValueError, match="no quantity of the gold"):
        learn(bare)


def write_gold(folder: Path, corpus: Corpus) -> None:
    """Write what the rules say of the gold entities of letters as their gold of meaning."""
    lines = []
    for letter in corpus.documents:
        view = reflow(letter.text)
        spans = sorted(letter.label)
        mentions = [
            Mention(view.to_view(s.start), view.to_view(s.end - 1) + 1, s.label) for s in spans
        ]
        gold = tuple(
            GoldMeaning(
                span.start,
                span.end,
                span.label,
                status=said.status,
                result=said.result,
                quantity=None if said.quantity is None else str(said.quantity),
                measures=None
                if said.measures is None
                else (spans[said.measures].start, spans[said.measures].end),
            )
            for span, said in zip(spans, find_meanings(view.text, mentions), strict=True)
        )
        items = tuple(GoldRequest(item.number, "mri") for item in letter.items)
        lines.append(GoldMeanings(letter.id, letter.sha256, gold, items).to_json())
    write_lines(folder / FILE, lines)


def pipeline(folder: Path) -> Path:
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    nlp.add_pipe("upheld_meaning")
    nlp.to_disk(folder)
    return folder


def test_a_pipeline_gets_what_was_learned(tmp_path: Path) -> None:
    corpus, folder = small_corpus(), write_split_corpus(tmp_path / "corpus")
    write_gold(folder, corpus)
    model = pipeline(tmp_path / "model")
    scores = train_meaning(corpus, folder, model)
    assert set(scores["finder"]) == {"model", "rules"}
    ruled = scores[(scores["finder"] == "rules") & (scores["part"] == "status")]
    assert ruled["accuracy"].item() == 1.0
    component = upheld.load(model).get_pipe("upheld_meaning")
    assert isinstance(component, MeaningComponent)
    assert component.models is not None
    assert srsly.read_json(model / "metrics.json")["meaning"]["status"]["asked"] > 0


def test_a_pipeline_whose_models_are_of_an_older_form_learns_anew(tmp_path: Path) -> None:
    corpus, folder = small_corpus(), write_split_corpus(tmp_path / "corpus")
    write_gold(folder, corpus)
    model = pipeline(tmp_path / "model")
    (model / "upheld_meaning").mkdir(exist_ok=True)
    srsly.write_msgpack(model / "upheld_meaning" / "models.msgpack", {"status": {"classes": []}})
    with pytest.raises(ValueError, match="train them anew"):
        upheld.load(model)
    train_meaning(corpus, folder, model)
    assert upheld.load(model).has_pipe("upheld_meaning")


def test_the_command_says_what_was_measured_or_what_is_wrong(tmp_path: Path) -> None:
    corpus, folder = small_corpus(), write_split_corpus(tmp_path / "corpus")
    asked = ["train", "meaning", "--corpus", str(folder), "--model", str(pipeline(tmp_path / "m"))]
    missing = CliRunner().invoke(app, asked)
    assert missing.exit_code == 1
    assert "letters.jsonl" in missing.output
    write_gold(folder, corpus)
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "| status | model |" in done.output
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    nlp.to_disk(tmp_path / "m")
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 1
    assert "no component upheld_meaning" in refused.output


def test_a_pipeline_without_the_component_is_refused(tmp_path: Path) -> None:
    nlp = LetterEnglish()
    nlp.add_pipe("upheld_layout")
    nlp.to_disk(tmp_path / "model")
    with pytest.raises(ValueError, match="no component upheld_meaning: it has upheld_layout"):
        train_meaning(small_corpus(), tmp_path, tmp_path / "model")
