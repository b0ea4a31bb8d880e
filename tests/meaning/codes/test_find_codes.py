"""Codes of diagnoses, by their words and sites."""

from __future__ import annotations

import gzip
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.codes import Coder, find_codes
from upheld.meaning.codes.harvest import rows
from upheld.meaning.codes.index import TrigramIndex
from upheld.meaning.codes.phrases import load_phrases
from upheld.meaning.codes.titles import load_titles
from upheld.meaning.mentions import Mention
from upheld.meaning.values import Site

CODER = Coder()
KNEE, LOW, NECK = Site(("knee",)), Site(("lower_back",)), Site(("neck",))


@pytest.mark.parametrize(
    ("words", "site", "code"),
    [
        ("low back pain", LOW, "M54.5"),
        ("sharp aching", KNEE, "M25.56"),
        ("pain", Site(("knee",), side="left"), "M25.562"),
        ("pain", Site(), "R52"),
        ("chronic pain", Site(), "G89.29"),
        ("chronic neck pain", NECK, "M54.2"),
        ("HNP", NECK, "M50.2"),
        ("right CTS", Site(("wrist",), side="right"), "G56.01"),
        ("torn medial meniscus", KNEE, "M23.2"),
        ("traumatic meniscal tear", KNEE, "S83.2"),
        ("tear of the supraspinatus", Site(("shoulder",)), "M75.1"),
        ("L5 radiculopathy", LOW, "M54.16"),
        ("lumbar sprain", LOW, "S33.5"),
        ("stiffness", Site(("hip",)), "M25.65"),
        ("cervical spondylosis without myelopathy", NECK, "M47.812"),
        ("hypertension", Site(), "I10"),
        ("diabtes", Site(), "E11.9"),
        ("atopic dermatitis", Site(("skin",)), "L20"),
        ("fracture", Site(), "T14.8"),
        ("fracture", Site(("ankle",)), "S82.8"),
        ("nonunion", Site(("neck",)), "M96.0"),
        ("carotid bruit", Site(("vessel",)), "R09.89"),
        ("chronic bronchitis", Site(("lung",)), "J42"),
        ("painful neuroma", Site(), "D36.1"),
        ("de Quervain's tenosynovitis", Site(("wrist",)), "M65.4"),
        ("recurrent corneal erosions", Site(("eye",)), "H18"),
        ("wear facets", Site(("tooth",)), "K03"),
        ("neckpain", NECK, "M54.2"),
    ],
)
def test_code(words: str, site: Site, code: str) -> None:
    found = CODER.code(words, site)
    assert found is not None
    assert found.code == code
    assert found.title == load_titles().titles[code]


@pytest.mark.parametrize(
    "words", ["flare", "positive signs", "lesion", "injury", "defect", "xyzzy", "", "...", "42"]
)
def test_words_that_no_code_says(words: str) -> None:
    assert CODER.code(words, Site()) is None


def test_a_higher_threshold_codes_less() -> None:
    assert CODER.code("vague odd tremulous shakiness pain", Site()) is not None
    assert Coder(threshold=0.99).code("vague odd tremulous shakiness pain", Site()) is None


def test_only_diagnoses_have_codes() -> None:
    text = "MRI for low back pain"
    mentions = [Mention(0, 3, "TREATMENT"), Mention(8, 21, "DIAGNOSIS")]
    none, code = find_codes(text, mentions, [Site(), LOW])
    assert none is None
    assert code is not None
    assert code.code == "M54.5"


def test_all_codes_of_the_phrases_or_their_stems_are_codes() -> None:
    titles = load_titles()
    wrong = {
        code
        for code in load_phrases().codes()
        if code not in titles.titles and titles.known(code) not in titles.titles
    }
    assert not wrong


def test_the_table_is_that_of_the_package_it_was_made_from() -> None:
    table = files("upheld.meaning.codes").joinpath("titles.tsv.gz").read_bytes()
    assert gzip.decompress(table).decode().splitlines() == ["\t".join(row) for row in rows()]


@given(st.text(max_size=60), st.sampled_from([Site(), KNEE, LOW, Site(("hand",), side="both")]))
def test_any_words_have_a_code_or_none(words: str, site: Site) -> None:
    found = CODER.code(words, site)
    assert found is None or 0 < found.score <= 1


@given(st.lists(st.text(alphabet="abcd ", min_size=1, max_size=12), min_size=1, max_size=8))
def test_a_text_is_most_like_itself(texts: list[str]) -> None:
    index = TrigramIndex(texts)
    for text in filter(str.strip, texts):
        number, score = index.alike(text, 0.1)[0]
        assert score == pytest.approx(1, abs=1e-3)
        assert sorted(set(texts[number].split())) == sorted(set(text.split())) or score > 0.999
