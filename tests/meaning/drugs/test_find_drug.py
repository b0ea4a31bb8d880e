"""Drugs, by the words of a treatment or of a request."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.drugs import find_drug, load_prescribed
from upheld.meaning.drugs.tables import load_drugs
from upheld.meaning.values import Drug


@pytest.mark.parametrize(
    ("words", "generic", "drug_class"),
    [
        ("Norco", "hydrocodone/acetaminophen", "opioid"),
        ("hydrocodone-APAP 5/325 mg #60", "hydrocodone/acetaminophen", "opioid"),
        ("MS Contin", "morphine", "opioid"),
        ("Butrans patches", "buprenorphine", "opioid"),
        ("Suboxone", "buprenorphine/naloxone", "opioid"),
        ("naproxen sodium", "naproxen", "anti_inflammatory"),
        ("Voltaren XR", "diclofenac", "anti_inflammatory"),
        ("Voltaren gel", "diclofenac", "topical"),
        ("Lidoderm patch", "lidocaine", "topical"),
        ("lidocaine injection", "lidocaine", "other_drug"),
        ("flurbiprofen 20%/baclofen 2% cream", "flurbiprofen/baclofen", "topical"),
        ("ciclobenzaprine", "cyclobenzaprine", "muscle_relaxant"),
        ("Lyrica", "pregabalin", "neuropathic_agent"),
        ("Xanax", "alprazolam", "sedative"),
        ("trazodone", "trazodone", "antidepressant"),
        ("Prilosec", "omeprazole", "gastroprotective"),
        ("Senokot-S", "senna/docusate", "other_drug"),
    ],
)
def test_drug(words: str, generic: str, drug_class: str) -> None:
    assert find_drug(words) == Drug(generic, drug_class)


@pytest.mark.parametrize(
    "words", ["opioids", "physical therapy", "vitamin D level", "lumbar fusion", "", "pain cream"]
)
def test_no_drug(words: str) -> None:
    assert find_drug(words) is None


def test_every_name_has_a_class_of_the_rules() -> None:
    classes = {
        "opioid", "anti_inflammatory", "muscle_relaxant", "neuropathic_agent", "antidepressant", "sedative",
        "gastroprotective", "topical", "other_drug",
    }  # fmt: skip
    drugs = load_drugs()
    assert drugs.generics.keys() == drugs.classes.keys()
    assert set(drugs.classes.values()) == classes
    assert all(generic == generic.lower() for generic in drugs.generics.values())


def test_all_that_the_simulator_prescribes_is_found() -> None:
    for group in load_prescribed().values():
        entries = group["drugs"]
        assert isinstance(entries, list)
        for drug in entries:
            assert all(find_drug(name) for name in (drug["name"], *drug["brands"])), drug["name"]


@given(st.text(max_size=60))
def test_any_words(words: str) -> None:
    found = find_drug(words)
    assert found is None or found.generic
