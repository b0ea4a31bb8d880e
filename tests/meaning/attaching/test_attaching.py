"""Which entity a quantity belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quantity_markup import read_marks
from upheld.meaning.attaching import attach
from upheld.meaning.mentions import Mention
from upheld.meaning.quantities import find_quantities


@pytest.mark.parametrize(
    "markup",
    [
        # Drugs and services.
        "He takes {T:Norco} {M:5/325 mg>Norco} {M:TID>Norco} and {T:Soma} {M:350 mg>Soma} {M:#60>Soma}.",
        "{T:codeine} with {T:acetaminophen} {M:30/300 mg>codeine}",
        "{T:aquatic therapy} for the {B:left knee}, {M:2x6>aquatic therapy}",
        "{M:10 visits>physical therapy} of {T:physical therapy} after {T:surgery}",
        "After {T:fusion} he had {M:two>epidural injections} {T:epidural injections}.",
        "approved {M:six>acupuncture} of {M:twelve sessions>acupuncture} of {T:acupuncture}",
        "{T:shock wave therapy} ({T:ESWT}) {M:x 3>shock wave therapy}",
        "{T:gabapentin} for {D:neuropathic pain}, {M:300 mg>gabapentin}",
        "{M:500 mg>-} of morphine equivalents with {T:oxycodone}",
        # Findings and sites.
        "a {M:4 mm>disc bulge} {D:disc bulge} with {D:stenosis}",
        "{D:tear} of {M:2 cm>tear} in the {B:supraspinatus}",
        "He walks {M:two blocks>-} with a {T:cane}.",
        "{B:neck} rotation {M:45>neck}, extension {M:30>neck}",
        "{D:tenderness} of the {B:heel}, dorsiflexion {M:10 degrees>-}",
        "{M:9 degrees>valgus} of {D:valgus} at the {B:knee}",
        "strength was {M:4/5>left deltoid} in the {B:left deltoid}",
        "{B:Right quadriceps} strength {M:4+/5>Right quadriceps}",
        "{M:40%>stenosis} {D:stenosis} on {T:duplex}",
        # Relief, pain, duration.
        "A {T:block} under {T:fluoroscopy} gave {M:70%>block} relief of {D:pain} for {M:two days>block}.",
        "{D:low back pain} rated {M:7/10>low back pain}, with {D:numbness}",
        "{D:Neck pain} is constant. At worst it is {M:9/10>Neck pain}.",
        "{M:3 month>knee pain} history of {D:knee pain}",
        "{D:wrist pain} for {M:two years>wrist pain}",
        "She stood for {M:ten minutes>-} with {D:pain}.",
        # Scales, laboratory, vital signs.
        "{D:Depression} is treated, the PHQ-9 is {M:12>Depression}, {D:nausea} is not.",
        "With {D:nausea} the GAF was {M:55>-}.",
        "{T:creatinine} {M:1.1>creatinine}, {T:ALT} {M:31>ALT}",
        "weight {M:190 lb>-} without {D:edema}; blood pressure {M:120/80>-}",
    ],
)
def test_owners(markup: str) -> None:
    marked = read_marks(markup)
    owners = attach(marked.text, marked.mentions, find_quantities(marked.text, marked.mentions))
    told = [
        None
        if m.label != "MEASUREMENT"
        else "-"
        if o is None
        else marked.mentions[o].words(marked.text)
        for m, o in zip(marked.mentions, owners, strict=True)
    ]
    assert told == marked.owners


def test_the_heading_of_a_passage_names_what_it_is_about() -> None:
    marked = read_marks(
        "CASE SUMMARY:\n\nHe has {D:pain}.\n\n"
        "1) Regarding the request for {T:massage} {M:2x4>massage}:\n\n"
        "The rationale was this. He has had {T:surgery}. The request for {M:8 sessions>massage} goes too far.\n\n"
        "{T:TENS unit} rental: Upheld\n\nRationale: A month was granted. Now {M:60 days>TENS unit} are asked for."
    )
    owners = attach(marked.text, marked.mentions, find_quantities(marked.text, marked.mentions))
    told = [None if o is None else marked.mentions[o].words(marked.text) for o in owners]
    assert told == marked.owners


LABELS = ("TREATMENT", "DIAGNOSIS", "BODY_PART", "MEASUREMENT")
WORDS = st.sampled_from(
    "flexion 40 mg 2x6 7/10 for of , . ; ( ) \n\n relief was 50% pain TID x 3".split(" ")
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=30), st.data())
def test_owners_are_other_entities(words: list[str], data: st.DataObject) -> None:
    text, mentions = "", []
    for word in words:
        label = data.draw(st.sampled_from((None, *LABELS)))
        if label and word.strip():
            mentions.append(Mention(len(text), len(text) + len(word), label))
        text += word + " "
    owners = attach(text, mentions, find_quantities(text, mentions))
    for mention, owner in zip(mentions, owners, strict=True):
        assert owner is None or mention.label == "MEASUREMENT"
        assert owner is None or mentions[owner].label != "MEASUREMENT"
