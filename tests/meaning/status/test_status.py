"""Statuses of treatments and diagnoses: sentences with what is expected of them marked inline.

`<d denied>fracture</d>`: a diagnosis and its status, `present` if none is given; `<t tried failed>`: with its result;
`<b>`, `<m>`: a body part, a measurement.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markup import Marked, parse
from upheld.meaning.mentions import Mention
from upheld.meaning.status import Status, find_status

LABELS = {"d": "DIAGNOSIS", "t": "TREATMENT", "b": "BODY_PART", "m": "MEASUREMENT"}

SUMMARY = "CLINICAL CASE SUMMARY\n\n"
RATIONALE = "CLINICAL CASE SUMMARY\n\nNothing else.\n\nDecision rationale: "


def expected(marked: Marked) -> Status | None:
    if marked.tag not in "dt":
        return None
    return Status(*(marked.words or ("present",)))


def check(head: str, markup: str) -> None:
    text, spans = parse(head + markup)
    mentions = [Mention(s.start, s.end, LABELS[s.tag]) for s in spans]
    found = find_status(text, mentions)
    wrong = [
        f"{text[s.start : s.end]}: {status}, not {expected(s)}"
        for s, status in zip(spans, found, strict=True)
        if status != expected(s)
    ]
    assert not wrong


DENIED = [
    "There was no <d denied>swelling</d>, <d denied>redness</d> or <d denied>warmth</d>.",
    "No <d denied>locking</d>, but <d>giving way</d> on stairs.",
    "He denies <d denied>chest pain</d> and <d denied>fever</d>.",
    "X-rays were negative for <d denied>dislocation</d>; <d>spurs</d> were seen.",
    "<d denied>Hearing loss</d> was denied, and <d denied>clonus</d> was absent.",
    "Neither <d denied>edema</d> nor <d denied>crepitus</d> was found.",
    "There is no evidence of acute <d denied>fracture</d> in the <b>wrist</b>.",
    "She never had <t denied>acupuncture</t>.",
    "<t denied>Chiropractic care</t> and a <t denied>brace</t> have not been tried.",
    "The file has no record of a trial of <t denied>gabapentin</t>.",
    "No <d denied>bruise</d>, <t past>creatinine</t> <m>0.8</m>.",
    "<d denied>Nonunion</d> was looked for and not found.",
    "The ligaments were whole without <d denied>laxity</d>.",
]

NOT_DENIED = [
    "There has been no change in the <d>neck pain</d>.",
    "He walks without difficulty and has <d>numbness</d> of the thumb.",
    "Not only <d>stiffness</d> but <d>weakness</d> was noted.",
    "He complains of <d>decreased sensation</d> and <d>loss of grip</d>.",
    "Utilization review denied the <t>MRI</t>, the <t>brace</t> and <t>Norco</t>.",
    "Utilization review did not certify the <t>scooter</t> because no <d denied>paralysis</d> was recorded.",
]

SUSPECTED = [
    "Rule out <d suspected>gout</d>.",
    "Impression: <d>low back pain</d>, possible <d suspected>radiculopathy</d>, and <d>obesity</d>.",
    "R/o <d suspected>CTS</d> vs <d suspected>cubital tunnel syndrome</d>.",
    "The surgeon is concerned about <d suspected>infection</d>.",
    "The picture is suggestive of <d suspected>a tear</d>.",
    "<d suspected>Instability</d> was suspected.",
]

PAST = [
    "She has a history of <d past>ulcer</d>.",
    "Past medical history: <d past>pneumonia</d>, <d>diabetes</d>.",
    "The <d past>sprain</d> has resolved.",
    "He sustained a <d past>wrist fracture</d> and has <d>wrist pain</d>.",
    "He is status post <t past>discectomy</t>.",
    "An <t past>MRI</t> dated 3/4/2013 showed a <d>bulge</d>.",
    "She underwent <t past>arthroscopy</t> and completed <m>12 visits</m> of <t past>physical therapy</t>.",
    "<t past>Tramadol</t> was stopped because of <d past>nausea</d>.",
    "<t past>Pregabalin</t> was dropped for <d past>dizziness</d>.",
    "<t past>Electromyography</t> was normal.",
    "Treatment to date: <t past>splint</t>, <t past>heat</t>.",
]

PRESENT = [
    "She takes <t>Norco</t> <m>10/325 mg</m> and <t>Soma</t>.",
    "The surgeon requests <t>arthroplasty</t>.",
    "Medications: <t>Celebrex</t>, <t>Ambien</t>.",
    "He is on <t>metformin</t> for <d>diabetes</d>.",
    "The <d>pain</d> comes and goes.",
    "The provider asked for a <t>cane</t> and a <t>CT</t> of the <b>hip</b>.",
]

TRIED = [
    "<t tried failed>Physical therapy</t> did not help.",
    "She failed <t tried failed>acupuncture</t>.",
    "The <d>pain</d> persists despite <t tried failed>ibuprofen</t> and <t tried failed>ice</t>.",
    "He had no relief from <t tried failed>Lyrica</t>.",
    "<t tried helped>Gabapentin</t> helps.",
    "A <t tried helped>cortisone injection</t> gave <m>80%</m> relief.",
    "A <t tried mixed>block</t> gave <m>70%</m> relief for <m>two days</m>.",
    "An <t tried mixed>epidural injection</t> on 2/3/2014 with <m>30%</m> relief.",
    "He had partial relief from <t tried mixed>naproxen</t>.",
    "The <d>pain</d> is well controlled with <t tried helped>Motrin</t>.",
]

OTHER = [
    "Her mother had <d other>breast cancer</d>.",
    "Family history: <d other>diabetes</d>. He has <d>asthma</d>.",
]

GENERAL = [
    "MTUS recommends <t general>epidural injections</t> for <d general>radiculopathy</d>.",
    "<t general>Opioids</t> are not a first-line choice for <d general>neuropathic pain</d>.",
    "<t general>Acupuncture</t> may be considered when <t general>medication</t> is not tolerated.",
    "ODG supports <t general>bracing</t> in patients with <d general>instability</d>.",
    "The request for <t>MRI</t> is not medically necessary.",
    "The patient has <d>shoulder pain</d> and takes <t>Norco</t>.",
    "In this case no <d denied>instability</d> was recorded.",
    "<t>Walker</t>: He walks half a mile with ease.",
]


@pytest.mark.parametrize("markup", DENIED + NOT_DENIED)
def test_denied_and_what_only_looks_so(markup: str) -> None:
    check(SUMMARY, markup)


@pytest.mark.parametrize("markup", SUSPECTED)
def test_suspected(markup: str) -> None:
    check(SUMMARY, markup)


@pytest.mark.parametrize("markup", PAST + PRESENT)
def test_past_and_present(markup: str) -> None:
    check(SUMMARY, markup)


@pytest.mark.parametrize("markup", TRIED)
def test_tried_with_its_result(markup: str) -> None:
    check(SUMMARY, markup)


@pytest.mark.parametrize("markup", OTHER)
def test_somebody_elses(markup: str) -> None:
    check(SUMMARY, markup)


@pytest.mark.parametrize("markup", GENERAL)
def test_general_rules_and_what_a_rationale_says_of_the_patient(markup: str) -> None:
    check(RATIONALE, markup)


def test_headings_on_lines_of_their_own() -> None:
    check(
        SUMMARY,
        "Family history:\n<d other>Gout</d> and <d other>stroke</d>.\n"
        "Past medical history:\n<d past>Pneumonia</d>. <d>Hypertension</d>.\n"
        "Examination:\n<d>Limp</d>.",
    )


def test_disputed_items_are_present_or_possible() -> None:
    check(
        "",
        "ISSUES AT DISPUTE:\n\n<t>Fusion</t>, possible <t suspected>bone graft</t>\n\n"
        "<t>MRI</t> of the <b>knee</b> for <d>pain</d>\n",
    )


def test_what_the_summary_said_holds_in_the_rationale() -> None:
    check(
        SUMMARY,
        "He completed <m>8 visits</m> of <t past>massage</t>.\n\n"
        "Decision rationale: He has had his <t past>massage</t> and the <d>spasm</d> is there still.",
    )


def test_a_label_speaks_for_its_list() -> None:
    check(
        SUMMARY,
        "Tried: <t past>ibuprofen</t>; <t tried failed>Lyrica</t>, no relief; <t past>heat</t>.",
    )


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), max_size=8),
    st.data(),
)
def test_any_text_has_a_status_for_each_treatment_and_diagnosis(
    text: str, spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    mentions: list[Mention] = []
    at = 0
    for skip, length in spans:
        start, end = at + skip % 30, at + skip % 30 + length
        if end > len(text):
            break
        mentions.append(Mention(start, end, data.draw(st.sampled_from(list(LABELS.values())))))
        at = end
    found = find_status(text, mentions)
    for mention, status in zip(mentions, found, strict=True):
        assert (status is None) == (mention.label in ("BODY_PART", "MEASUREMENT"))
        assert status is None or (status.result is None) == (status.value != "tried")
        assert mention.label != "DIAGNOSIS" or status is None or status.value != "tried"
