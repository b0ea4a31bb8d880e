"""Words from lists: titles of ICD-10-CM as noun phrases, drugs, sites, services."""

from __future__ import annotations

import pytest

from upheld.corpus.simulator.grammar.rules import load_rules
from upheld.corpus.simulator.vocabulary import all_drug_names, load_regions
from upheld.corpus.simulator.vocabulary.icd import general_diagnoses, injury_diagnoses, to_phrase


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Radiculopathy, lumbar region", "lumbar radiculopathy"),
        ("Pain in left knee", "left knee pain"),
        ("Primary osteoarthritis, right shoulder", "right shoulder primary osteoarthritis"),
        ("Unspecified sprain of right wrist", "right wrist sprain"),
        ("Essential tremor", "essential tremor"),
        ("Parkinson's disease", "Parkinson's disease"),
        ("Other spondylosis, cervical region", None),
        ("Gout, unspecified", None),
        ("Intervertebral disc disorders with radiculopathy, lumbar region", None),
        ("Diabetes mellitus due to underlying condition", None),
    ],
)
def test_titles(title: str, phrase: str | None) -> None:
    assert to_phrase(title) == phrase


def test_there_are_hundreds_and_they_fit() -> None:
    assert len(general_diagnoses()) > 500
    knee = injury_diagnoses("knee", "left")
    assert len(knee) > 30
    assert not any("right" in phrase or "shoulder" in phrase for phrase in knee)
    with pytest.raises(KeyError):
        injury_diagnoses("tail", "left")


def test_the_vocabulary_is_large() -> None:
    sites = {
        word
        for uses in load_regions().values()
        for use in ("part", "sites", "muscles", "radiates", "weak")
        for word in uses[use]
    } | set(load_rules()["organ"])
    assert len(sites) >= 300
    assert len(all_drug_names()) >= 400
    assert len({*load_rules()["service_other"], *load_rules()["brace_word"]}) >= 200
