"""Measuring what is said of meaning: counts, rates, intervals, wrong answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora import LETTER, document, write_corpus
from upheld.corpus.document import CorpusError, GoldItem
from upheld.corpus.files import write_lines
from upheld.corpus.folder import Corpus
from upheld.corpus.markup import parse
from upheld.corpus.meanings import GoldMeaning, GoldMeanings, GoldRequest
from upheld.corpus.splits import Splits
from upheld.meaning import Code, Meaning, Mention, Request, Site
from upheld.meaning.quantity import Quantity
from upheld.training.meaning.baselines import obvious
from upheld.training.meaning.cases import FILE, Case, read_cases
from upheld.training.meaning.measuring import Finders, errors, measure
from upheld.training.meaning.tables import comparison

TEXT = "No tear of the left knee, pain 7/10."
MENTIONS = (
    Mention(3, 7, "DIAGNOSIS"),
    Mention(15, 24, "BODY_PART"),
    Mention(26, 30, "DIAGNOSIS"),
    Mention(31, 35, "MEASUREMENT"),
)
GOLD = (
    GoldMeaning(
        3, 7, "DIAGNOSIS", "denied", sites=("knee",), side="left", codes=("M23.2", "S83.2")
    ),
    GoldMeaning(15, 24, "BODY_PART", sites=("knee",), side="left"),
    GoldMeaning(26, 30, "DIAGNOSIS", "present", codes=()),
    GoldMeaning(31, 35, "MEASUREMENT", quantity="pain_score 7", measures=(26, 30)),
)
KNEE = Site(("knee",), (), "left")
RIGHT = [
    Meaning("denied", site=KNEE, code=Code("S83.20", "Tear", 0.8)),
    Meaning(site=KNEE),
    Meaning("present"),
    Meaning(quantity=Quantity("pain_score", "7"), measures=2),
]
CASE = Case("a", TEXT, MENTIONS, GOLD, (None, None, None, 2), (("MRI", GoldRequest(1, "mri")),) * 2)


def finders(meanings: Sequence[Meaning], kind: str = "mri") -> Finders:
    return Finders(lambda *_: meanings, lambda _: Request(kind, "diagnostic"))


def scores(meanings: Sequence[Meaning], kind: str = "mri") -> dict[str, dict[str, float]]:
    frame = measure([CASE, CASE], {"rules": finders(meanings, kind)})
    return {row["part"]: row.to_dict() for _, row in frame.iterrows()}


def test_all_right() -> None:
    found = scores(RIGHT)
    assert {part: row["asked"] for part, row in found.items()} == {
        "status": 4,
        "quantity": 2,
        "region": 6,
        "region, where stated": 4,
        "side": 6,
        "side, where stated": 4,
        "code": 4,
        "attachment": 2,
        "attachment, same name": 2,
        "request kind": 4,
        "request region": 4,
        "request side": 4,
    }
    for part, row in found.items():
        assert row["accuracy"] == (0.5 if part == "code" else 1.0), part
    assert found["status"]["macro_f1"] == 1.0
    assert found["code"]["answered"] == 0.5
    assert found["code"]["accuracy_of_answered"] == 1.0
    wrong = errors([CASE], finders(RIGHT))
    assert wrong.to_dict("records") == [{"letter": "a", "part": "code", "gold": None, "said": None}]


@pytest.mark.parametrize(
    ("number", "meaning", "part", "accuracy"),
    [
        (0, Meaning("present", site=KNEE), "status", 0.5),
        (0, Meaning("denied", site=KNEE, code=Code("M54.5", "Pain", 0.9)), "code", 0.0),
        (0, Meaning("denied"), "region, where stated", 0.5),
        (1, Meaning(site=Site(("knee",), (), "right")), "side, where stated", 0.5),
        (2, Meaning("present", site=KNEE), "region", 2 / 3),
        (3, Meaning(quantity=Quantity("pain_score", "6"), measures=2), "quantity", 0.0),
        (3, Meaning(quantity=Quantity("pain_score", "7"), measures=0), "attachment", 0.0),
        (3, Meaning(), "quantity", 0.0),
    ],
)
def test_a_wrong_answer_counts(number: int, meaning: Meaning, part: str, accuracy: float) -> None:
    said = [*RIGHT[:number], meaning, *RIGHT[number + 1 :]]
    assert scores(said)[part]["accuracy"] == pytest.approx(accuracy)


@pytest.mark.parametrize(
    ("due", "said", "same", "alike"),
    [
        (0, 0, 1.0, 1.0),
        (0, 1, 0.0, 1.0),  # All words of one are in the other.
        (2, 3, 0.0, 1.0),  # The same drug.
        (0, 2, 0.0, 0.0),
        (0, None, 0.0, 0.0),
    ],
)
def test_which_mention_of_a_thing_is_asked_apart(
    due: int, said: int | None, same: float, alike: float
) -> None:
    text = "lumbar facet blocks; facet block; Norco; hydrocodone/acetaminophen; two"
    names = text.split("; ")
    mentions = [Mention(text.index(w), text.index(w) + len(w), "TREATMENT") for w in names[:-1]]
    mentions.append(Mention(text.index("two"), len(text), "MEASUREMENT"))
    gold = [GoldMeaning(m.start, m.end, m.label) for m in mentions[:-1]]
    gold.append(GoldMeaning(mentions[-1].start, len(text), "MEASUREMENT", quantity="count 2"))
    measures = (None,) * 4 + (due,)
    one = Case("a", text, tuple(mentions), tuple(gold), measures, ())
    meanings = [*([Meaning()] * 4), Meaning(quantity=Quantity("count", "2"), measures=said)]
    found = measure([one], {"rules": finders(meanings)}).set_index("part")["accuracy"]
    assert (found["attachment"], found["attachment, same name"]) == (same, alike)


def test_the_macro_score_is_the_mean_over_the_values_of_the_gold() -> None:
    said = [Meaning("present", site=KNEE), *RIGHT[1:]]
    # Present: 1 of 2 said is right, 1 of 1 found: 2/3. Denied: never found: 0.
    assert scores(said)["status"]["macro_f1"] == pytest.approx(1 / 3)
    assert scores(RIGHT, "other")["request kind"]["macro_f1"] == 0.0


def test_the_table_names_parts_and_finders() -> None:
    frame = measure([CASE], {"rules": finders(RIGHT), "baseline": obvious()})
    table = comparison(frame)
    assert "| status | rules | 1 | 2 | 1.000 (1.000 to 1.000) |" in table
    assert "| status | baseline |" in table


def test_cases_come_from_the_corpus_folder(tmp_path: Path) -> None:
    markup = LETTER.split("---\n", 2)[2]
    (item,) = parse(markup).items
    words = "MRI of the left knee"
    letter = document(
        markup, items=(GoldItem(item.number, words, item.start, item.end, item.decision),)
    )
    gold = GoldMeanings(
        letter.id,
        letter.sha256,
        tuple(GoldMeaning(s.start, s.end, s.label) for s in letter.label),
        (GoldRequest(1, "mri"),),
    )
    write_corpus(tmp_path, [letter])
    write_lines(tmp_path / FILE, [gold.to_json()])
    corpus = Corpus([letter], Splits({"a": "development"}))
    (case,) = read_cases(corpus, tmp_path, "development")
    assert case.mentions[0].words(case.text) == "left knee pain"
    assert case.items == ((words, GoldRequest(1, "mri")),)
    with pytest.raises(CorpusError, match="no letter of the side test"):
        read_cases(corpus, tmp_path, "test")
