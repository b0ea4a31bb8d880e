"""What a measurement says by the words around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantity_markup import read_marks
from upheld.meaning.mentions import Mention
from upheld.meaning.quantities import find_quantities


@pytest.mark.parametrize(
    "markup",
    [
        # A cue in front.
        "Abduction of the {B:hip} came to {M:30=angle 30 deg}.",
        "{B:Neck} flexion {M:40=angle 40 deg}, extension {M:25=angle 25 deg}, left {M:20=angle 20 deg}.",
        "Her pulse was {M:76=vital 76 bpm}, temperature {M:98.4=vital 98.4 degf} and BMI {M:29=vital 29 bmi}.",
        "His temperature stood at {M:37.2=vital 37.2 degc}.",
        "Oxygen saturation of {M:95%=vital 95 %} on room air.",
        "The PHQ-9 was {M:17=score 17} and the GAF {M:52=score 52}.",
        "An Oswestry of {M:44%=score 44}.",
        "The Montreal score was {M:24/30=score 24}.",
        "Itching at night was {M:6/10=score 6}, the pain {M:4/10=pain_score 4}.",
        "On the visual analog scale the pain was {M:6=pain_score 6}.",
        "Grip was {M:30 lbs=load 30 lb} and her weight {M:150 lbs=vital 150 lb}.",
        "She gained {M:12 pounds=vital 12 lb} in spring.",
        "He may not lift more than {M:10 pounds=load 10 lb}.",
        "{B:Patellar} reflexes {M:2+=grade 2+}.",
        "Spasticity of Ashworth {M:2=grade 2}.",
        "Visual acuity is {M:20/40=other 20/40}.",
        "Rotation was {M:45/60=angle 45/60 deg} to the left.",
        "Blood pressure {M:140/92=vital 140/92 mmhg}.",
        # A cue behind.
        "He has {M:90=angle 90 deg} of flexion.",
        "A gain of {M:30%=percentage 30} relief.",
        # The mention beside it.
        "{T:creatinine} of {M:1.1=laboratory 1.1}",
        "{T:hematocrit} {M:41%=laboratory 41 %}",
        "{T:lidocaine} {M:5%=dose 5 %} patch",
        "{M:0.5%=dose 0.5 %} {T:bupivacaine}",
        "{T:epidural injection} with {M:60%=percentage 60} relief",
        "The {T:block} gave {M:80%=percentage 80}.",
        "{T:Percocet} {M:10/325=dose 10/325} {M:#90=count 90}",
        "He had {M:two=count 2} {T:epidural injections}.",
        "{T:ketoprofen cream}, {M:120 gm=count 120 g}",
        "{T:diclofenac gel}, {M:2 gm=dose 2 g} to the {B:knee}",
        "{T:transfusion} of {M:2 units=count 2 unit}",
        "{T:botulinum toxin} {M:300 units=dose 300 unit}",
        "{M:one drop=dose 1 drop} {B:both eyes} {M:bid=frequency 2/day}",
        # What is joined.
        "The {D:pain} fell from {M:8=pain_score 8} to {M:3/10=pain_score 3}.",
        "His weight went from {M:240=vital 240 lb} to {M:225 pounds=vital 225 lb}.",
        "She walks {M:30 minutes=duration 30 minute} instead of {M:ten=duration 10 minute}.",
        "{D:Cramps} went from {M:nine=frequency 9/day} to {M:four a night=frequency 4/day}.",
        "An {D:ulcer} of {M:4=size 4 cm} to {M:5 cm=size 5 cm}.",
        # Volumes, pressures and indices of the body.
        "The bladder held a volume of {M:400 mL=size 400 ml}; {T:FEV1} was {M:2.4 L=laboratory 2.4 l}.",
        "The FEV1 was {M:2.5 L=laboratory 2.5 l}, {M:84%=percentage 84} of predicted.",
        "An intraocular pressure of {M:18 mmHg=other 18 mmhg}; the blood pressure was {M:120/70=vital 120/70 mmhg}.",
        "The ankle-brachial index was {M:0.9=other 0.9}.",
        "The titer was {M:1:32=laboratory 1/32}; attention stood at the {M:9th percentile=score 9}.",
        "Hypoxemia to {M:86%=vital 86 %}, tachycardia of {M:120=vital 120 bpm}, stature {M:170 cm=vital 170 cm}.",
        "The disc height was {M:3 mm=size 3 mm}, with a tear of Palmer {M:1B=grade 1}.",
        "At {M:80 kg=vital 80 kg}, BMI {M:27=vital 27 bmi}; he carries {M:80 kg=load 80 kg}.",
        "A constant backpain of {M:6/10=pain_score 6}; the VISA-A was {M:60=score 60}.",
        "It fell by {M:2 points=pain_score 2} on the scale, the PCL by {M:14 points=score 14}.",
        "The platelet count was {M:210,000=laboratory 210000}.",
        # A multiple.
        "That is {M:twice=other 2} the limit; he came {M:twice=count 2}.",
    ],
)
def test_kinds(markup: str) -> None:
    marked = read_marks(markup)
    quantities = find_quantities(marked.text, marked.mentions)
    assert [str(q) if q else None for q in quantities] == marked.quantities


LABELS = ("TREATMENT", "DIAGNOSIS", "BODY_PART", "MEASUREMENT")


@settings(max_examples=60)
@given(st.text(alphabet="ab1 2./%;,\n-x", max_size=120), st.data())
def test_any_text_and_mentions_are_taken(text: str, data: st.DataObject) -> None:
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=12))))
    mentions = [
        Mention(start, end, data.draw(st.sampled_from(LABELS)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    quantities = find_quantities(text, mentions)
    assert [q is not None for q in quantities] == [m.label == "MEASUREMENT" for m in mentions]


def test_a_long_text_without_sentences_takes_linear_time() -> None:
    text = "flexion 40 " * 1500
    mentions = [Mention(8 + 11 * n, 10 + 11 * n, "MEASUREMENT") for n in range(1500)]
    assert {str(q) for q in find_quantities(text, mentions)} == {"angle 40 deg"}
