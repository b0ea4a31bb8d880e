"""Sites as marked inline: `<d neck>` is a diagnosis of the neck, `<b hand left>` a left hand, `<t L4-L5>` a level."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup import parse
from upheld.meaning.mentions import Mention
from upheld.meaning.sites import find_sites
from upheld.meaning.sites.vocabulary import load_vocabulary
from upheld.meaning.values import Site

LABELS = {"d": "DIAGNOSIS", "t": "TREATMENT", "b": "BODY_PART", "m": "MEASUREMENT"}
SIDES = ("left", "right", "both")

CASES = [
    # The words of the span.
    "The <b shoulder right>right deltoid</b> was weak.",
    "He has <d wrist>carpal tunnel syndrome</d> and <d foot both>bilateral plantar fasciitis</d>.",
    "A <t knee left>left medial meniscectomy</t> was asked for.",
    "<d psyche>Depression</d> came with the <d head>headaches</d>.",
    "<t>Psychotherapy</t> and <t>gabapentin</t> were asked for.",
    "Over the <b foot>second metatarsal head</b> and the <b lower_leg>fibular head</b>.",
    "The <b upper_extremity both>BUE</b> and the <b lower_extremity left>LLE</b>.",
    "A <t ankle foot right>right ankle-foot orthosis</t>.",
    "<d lower_back>Lumbar spine stenosis</d> and plain <d spine>spinal stenosis</d>.",
    "<d shoulder neck>Shoulder and neck aching</d> wakes him.",
    "A <d>loose body</d> and an abnormal <b>dermatome</b>.",
    "<d psyche>Depresion</d>, <d neck>neckpain</d> and <d lower_extremity>legpain</d>.",
    "A <t>knee scooter</t> and <t>viscosupplementation</t> were asked for, and <t>spirometry</t>.",
    "A <t neck>soft collar</t> and <t hand>compression gloves</t> were worn.",
    "The <d bowel>duodenal ulcer</d> bled; the <b foot>sinus tarsi</b> was tender.",
    "No <d brain>midline shift</d> and no <d vessel>carotid bruit</d>; <d skin>itching</d> and a <d>scar</d>.",
    "A <t vessel>carotid duplex</t>, <t>nerve conduction studies</t> and <t tooth>endodontic treatment</t>.",
    "<t chest T6 left>Left T6 intercostal nerve block</t> was denied.",
    "The <b hip right>right gluteus medius</b> and the <b thigh>biceps femoris</b> were weak.",
    "There was a <d eye>corneal abrasion</d>, <d ear>aural fullness</d> and a <d throat>tonsillar abscess</d>.",
    "A <t wrist>proximal row carpectomy</t>, a <t lower_leg>Strayer recession</t>.",
    "The <d finger>Heberden's nodes</d>, the <b shoulder>quadrilateral space</b> and the <b wrist>scaphoid waist</b>.",
    "No <d eye>ectropion</d>, <d mouth>aphthous ulcer</d> or <d hip>protrusio</d>; <t bowel>colostomy</t> closed.",
    # Levels.
    "<d lower_back L4-L5 left>Left L4-5 disc bulge</d> and <d neck C6>C6 numbness</d>.",
    "<t lower_back L4-L5 L5-S1 both>Bilateral L4-L5 and L5/S1 facet injections</t>.",
    "<b neck C3-C7>C3 to C7</b> and the <b lower_back S1>S1</b> root.",
    "<t upper_back lower_back T9-L1>Fusion</t> from <b upper_back T9>T9</b> to <b lower_back L1>L1</b>.",
    "The disc was bright on <t>T2-weighted images</t>, and a <d spine>T2 cord signal</d> was seen.",
    # The phrase behind.
    "An <t knee left>MRI</t> of the <b knee left>left knee</b> was denied.",
    "<t shoulder right>Physical therapy</t> <m>2 x 6</m> for the <b shoulder right>right shoulder</b>.",
    "<t lower_back>X-ray</t>, <b lower_back>lumbar spine</b>, was certified.",
    "<d foot>Tenderness</d> to palpation over the medial aspect of the <b foot>heel</b>.",
    "<d hand both>Numbness</d> and <d hand both>tingling</d> in <b hand both>both hands</b>.",
    "<d finger both>Numbness</d> of the <b finger both>thumb</b> of <b hand both>both hands</b>.",
    "<d lower_leg>Swelling</d> was noted in the <b lower_leg>calf</b>.",
    "<d lower_back>Back pain</d> radiating to the <b foot left>left foot</b>.",
    "<d knee>Tenderness</d> upon the medial <b knee>joint line</b>, <t head>leads</t> beneath the <b head>scalp</b>.",
    "The nerve injury has left <d>residual numbness</d>, and the fall left <d left>lasting weakness</d>.",
    "<d>Weakness</d> was gone. The <b knee>knee</b> bends well.",
    "<t shoulder>Repair</t> of a <d shoulder>rotator cuff tear</d>.",
    "<t pelvis>Removal</t> of <t pelvis>sacroiliac screws</t> was asked for.",
    "<t shoulder left>Shock waves</t> (<t shoulder left>ESWT</t>) <m>3 times</m>, <b shoulder left>left shoulder</b>.",
    "<d wrist>Entrapment</d> of the <b wrist>median nerve</b> at the <b wrist>wrist</b>.",
    # The side.
    "A <t foot left>heel lift</t>, left, was denied, and a <t>socket</t> too.",
    "<d neck right>Cervical radiculopathy</d> on the right was seen.",
    "A bilateral <t>EMG/NCV</t> was asked for.".replace("<t>", "<t both>"),
    "The <b upper_arm left>left triceps</b> and <b shoulder left>infraspinatus</b> were weak.",
    "The <b shoulder right>right shoulder</b> and <b neck>neck</b> hurt.",
    "<d>Fever</d> of <m>101</m> was noted on the left ward.",
]


def expected(words: tuple[str, ...]) -> Site:
    levels = tuple(w for w in words if w[0].isupper())
    side = next((w for w in words if w in SIDES), None)
    return Site(tuple(w for w in words if w not in (*SIDES, *levels)), levels, side)


@pytest.mark.parametrize("markup", CASES)
def test_sites(markup: str) -> None:
    text, marked = parse(markup)
    mentions = [Mention(m.start, m.end, LABELS[m.tag]) for m in marked]
    found = find_sites(text, mentions)
    for mark, site in zip(marked, found, strict=True):
        wanted = expected(mark.words)
        assert (set(site.regions), site.levels, site.side) == (
            set(wanted.regions),
            wanted.levels,
            wanted.side,
        ), text[mark.start : mark.end]


@given(st.text(max_size=80), st.lists(st.integers(0, 80), max_size=8))
def test_any_text_has_sites(text: str, cuts: list[int]) -> None:
    ends = sorted({cut for cut in cuts if cut <= len(text)})
    mentions = [
        Mention(start, end, tuple(LABELS.values())[start % 4])
        for start, end in zip(ends[::2], ends[1::2], strict=False)
    ]
    assert len(find_sites(text, mentions)) == len(mentions)


def test_the_regions_are_those_of_the_rules() -> None:
    rules = """head face jaw eye ear nose mouth tooth throat brain
        neck upper_back lower_back spine sacrum pelvis groin buttock
        chest breast heart lung abdomen stomach bowel liver kidney bladder genitals
        shoulder upper_arm elbow forearm wrist hand finger upper_extremity
        hip thigh knee lower_leg ankle foot toe lower_extremity
        skin vessel nerve psyche body nowhere""".split()
    named = {r for entry in load_vocabulary().phrases.values() for r in entry.regions}
    assert named == set(rules)
