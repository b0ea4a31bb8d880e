"""What disputed items ask for: kinds, drugs, amounts, sites, dates."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.meaning.quantity import Quantity
from upheld.meaning.requests import read_request
from upheld.meaning.requests.kinds import categories, kind_of, titles

# An item and its kind.
KINDS = [
    ("Norco 10/325 mg, 60 tablets", "opioid"),
    ("Fentanyl patches 25 mcg/hr", "opioid"),
    ("Naproxen sodium 550 mg", "anti_inflammatory"),
    ("Tizanidine 2 mg at night", "muscle_relaxant"),
    ("Neurontin 600 mg", "neuropathic_agent"),
    ("Trazodone 50 mg", "antidepressant"),
    ("Restoril 15 mg", "sedative"),
    ("Rabeprazole 20 mg", "gastroprotective"),
    ("Ketoprofen 15%, baclofen 2% in a cream base", "topical"),
    ("Lidocaine patch 5%", "topical"),
    ("Ondansetron 4 mg", "other_drug"),
    ("Zzyzxine 30 mg #30", "other_drug"),
    ("12 visits of physical therapy for the neck", "physical_therapy"),
    ("OT 2x4", "physical_therapy"),
    ("chiropractic care with traction", "chiropractic"),
    ("electroacupuncture, 6 sessions", "acupuncture"),
    ("cognitive behavioral therapy", "psychotherapy"),
    ("work hardening, 3 weeks", "rehabilitation_program"),
    ("deep tissue massage", "other_therapy"),
    ("3.0T MRI, right hip", "mri"),
    ("CT myelogram", "other_imaging"),
    ("renal ultrasound", "other_imaging"),
    ("NCV of both legs", "electrodiagnostic"),
    ("lipid panel", "laboratory"),
    ("Urine toxicology", "drug_screen"),
    ("functional capacity evaluation", "other_test"),
    ("ultrasound-guided steroid injection of the knee", "joint_injection"),
    ("lumbar epidural steroid injection", "epidural_injection"),
    ("facet blocks, L3-4", "facet_injection"),
    ("sympathetic block", "other_injection"),
    ("injection, left knee", "joint_injection"),
    ("C4-C7 fusion", "spine_surgery"),
    ("knee arthroscopy", "joint_surgery"),
    ("debridement of the right shoulder", "joint_surgery"),
    ("carpal tunnel release", "other_surgery"),
    ("spinal cord stimulator trial", "stimulator_or_pump"),
    ("psychological clearance for a spinal cord stimulator", "psychological_evaluation"),
    ("Pre-operative clearance", "surgical_care"),
    ("H-wave rental", "stimulation_unit"),
    ("back brace", "brace"),
    ("cold therapy unit", "other_equipment"),
    ("traction unit for the home", "other_equipment"),
    ("pain management consultation", "consultation"),
    ("home health aide", "home_care"),
    ("transportation to the clinic", "transportation"),
    ("interpreter", "other"),
    ("whatever else", "other"),
    # With several requests: that of the first.
    ("MRI of the knee and physical therapy", "mri"),
    ("physical therapy with a TENS unit", "physical_therapy"),
]


@pytest.mark.parametrize(("item", "kind"), KINDS)
def test_the_kind_is_that_of_what_is_asked_first(item: str, kind: str) -> None:
    """The words of an item say its kind."""
    assert kind_of(item) == kind


def test_every_kind_has_a_case_a_category_and_a_title() -> None:
    """All 38 kinds are told apart."""
    assert {kind for _, kind in KINDS} == set(categories()) == set(titles())
    assert len(categories()) == 38
    assert len(set(categories().values())) == 8


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (
            "Percocet 5/325 mg #90, 2 refills",
            {"drug": "oxycodone/acetaminophen", "dose": "5/325 mg", "count": "90"},
        ),
        ("Ultram 50 mg TID", {"drug": "tramadol", "dose": "50 mg", "frequency": "3/day"}),
        (
            "Duragesic 25 mcg/hr, qty: 10",
            {"drug": "fentanyl", "dose": "25 mcg/hour", "count": "10"},
        ),
        ("Morphine 15 mg q4-6h prn", {"drug": "morphine", "dose": "15 mg"}),
        (
            "baclofen 2%/lidocaine 5% gel, 120 grams",
            {"drug": "baclofen/lidocaine", "dose": "2/5 %", "count": "120 g"},
        ),
        ("physical therapy 3 x 4", {"frequency": "3/week for 4 week"}),
        ("physical therapy twice a week for six weeks", {"frequency": "2/week for 6 week"}),
        ("acupuncture 1x/wk x 6-8 wks", {"frequency": "1/week for 6..8 week"}),
        ("acupuncture twice weekly", {"frequency": "2/week"}),
        ("twelve sessions of massage over 6 weeks", {"count": "12 session over 6 week"}),
        ("TENS unit, 30-day rental", {"duration": "30 day"}),
        ("aide 4 hours a day, 5 days a week for 2 weeks", {"frequency": "5/week for 2 week"}),
        ("Urine drug screen (DOS 3/9/14)", {"date": "2014-03-09"}),
        ("Urine drug screen of 2014-03-09", {"date": "2014-03-09"}),
        ("trigger point injections x 3", {"count": "3"}),
        ("crowns, teeth 6 and 11", {}),
        ("nerve block with bupivacaine", {}),
    ],
)
def test_amounts_and_drugs_are_those_of_the_words(item: str, fields: dict[str, str]) -> None:
    """Nothing is said that the item does not say."""
    request = read_request(item)
    said = {
        name: getattr(request, name)
        for name in ("drug", "dose", "count", "frequency", "duration", "date")
    }
    found = {name: value for name, value in said.items() if value is not None}
    if "q4" in item:
        assert found.pop("frequency") == "1/4..6 hour"
    assert found == fields


def test_the_site_leaves_out_what_comes_with_it() -> None:
    """A wrap or a contrast is not where it is done."""
    request = read_request("MRI of the left knee with a wrist coil")
    assert (request.site.regions, request.site.side) == (("knee",), "left")
    assert read_request("L4-5 laminectomy").site.levels == ("L4-L5",)
    assert read_request("assistant surgeon for the knee").site.regions == ()


def test_a_number_may_begin_with_its_point() -> None:
    """`.5 x 6` is half a time, written in full."""
    assert read_request("Therapy .5 x 6").frequency == "0.5/week for 6 week"
    assert read_request("Norco .5 mg").dose == "0.5 mg"


@given(st.text(max_size=80) | st.text(alphabet="0123456789 x/%.-#mgweeks,forqd", max_size=60))
def test_any_text_is_read_and_its_amounts_are_written_forms(text: str) -> None:
    """No words raise, and what is said of amounts parses."""
    request = read_request(text)
    assert request.category == categories()[request.kind]
    for kind, form in (("frequency", request.frequency), ("duration", request.duration)):
        if form is not None:
            assert str(Quantity.parse(f"{kind} {form}")) == f"{kind} {form}"


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    """What is no item is not searched to its end."""
    start = time.perf_counter()
    read_request("physical x 2 the " * 20_000)
    assert time.perf_counter() - start < 0.5
