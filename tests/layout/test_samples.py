"""Every sample letter gives its expected record, in every layout that extraction may leave it in."""

from __future__ import annotations

import random
from dataclasses import asdict

import pytest

from samples import FURTHER, SAMPLES, Sample, expected_meaning, load_samples, meaning
from upheld.corpus.typesetting import SETTINGS, WITH_FOOTERS, typeset
from upheld.extraction import Extraction, to_record
from upheld.layout import lay_out
from upheld.reading import SourceText

SHIPPED = load_samples(SAMPLES)
ALL = [*SHIPPED, *load_samples(FURTHER)]
FAMILIES = ("imr-2013-notice", "imr-2013-form", "imr-2014", "imr-2015")


@pytest.mark.parametrize("family", FAMILIES)
def test_five_samples_ship_for_each_family(family: str) -> None:
    assert sum(sample.expected["family"] == family for sample in SHIPPED) >= 5


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.id)
def test_sample_gives_its_record(sample: Sample) -> None:
    letter = lay_out(SourceText("letter", sample.text))
    assert meaning(letter) == expected_meaning(sample)
    record = to_record(Extraction(letter))
    assert record["sha256"] == sample.expected["sha256"]
    assert record["text_chars"] == sample.expected["text_chars"]
    for item, expected in zip(record["items"], sample.expected["items"], strict=True):
        assert (item["start"], item["end"]) == (expected["start"], expected["end"])
        if expected["rationale"]:
            assert item["rationale"]["start"] == expected["rationale"]["start"]
            assert item["rationale"]["end"] == expected["rationale"]["end"]


@pytest.mark.parametrize("noise", SETTINGS)
@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.id)
def test_sample_reads_the_same_through_noise(sample: Sample, noise: str) -> None:
    number = sample.expected["letter"]["case_number"]
    if number is None and noise in WITH_FOOTERS:
        pytest.skip("a letter without a case number has no footer that could bear one")
    noisy, _ = typeset(
        sample.text, [], [noise], rng=random.Random(sample.id), number=number or "none"
    )
    letter = lay_out(SourceText("letter", noisy))
    assert meaning(letter) == expected_meaning(sample)


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.id)
def test_spans_cut_the_words_out_of_the_source(sample: Sample) -> None:
    letter = lay_out(SourceText("letter", sample.text))
    for item in letter.items:
        cut = letter.text[item.start : item.end]
        assert cut == cut.strip()
        assert cut.split()[0].startswith(item.text.split()[0].rstrip("-")[:2])
        assert cut.split()[-1][-1] == item.text[-1]
    for section in letter.sections:
        assert 0 <= section.start < section.end <= len(letter.text)
        assert asdict(section)["name"] == section.name
