"""Items in small letters of each family, marked inline; traps that decide nothing."""

from __future__ import annotations

import pytest

from markup import parse
from upheld.layout import Letter, lay_out
from upheld.reading import SourceText

HEADED = "IMR ISSUES, DECISIONS AND RATIONALES\n\nThe decisions are set forth below:\n\n"
NUMBERED = "IMR DECISION(S) AND RATIONALE(S)\n\nThe decisions are set forth below:\n\n"
LABELS = (
    "\n\nClaims Administrator guideline: MTUS.\n\nMAXIMUS guideline: ODG.\n\nDecision rationale:"
    " <rationale>The records do not tell why.</rationale>"
)
CASES = {
    "one heading": (
        f"{HEADED}<item upheld>MRI of the lumbar spine</item>: Upheld{LABELS}",
        "imr-2014",
    ),
    "colons and doses": (
        f"{HEADED}<item overturned>Norco 10/325 mg: one tablet q6h, #120 (DOS: 7/1/2014)</item>"
        f": Overturned{LABELS}",
        "imr-2014",
    ),
    "numbered headings": (
        f"{HEADED}1. <item upheld>Norco #120</item>: Upheld{LABELS}\n\n"
        f"2. <item overturned>Soma #90</item>: Overturned{LABELS}",
        "imr-2014",
    ),
    "decision on the next line": (
        f"{HEADED}<item upheld>MRI of the knee</item>:\nUpheld{LABELS}",
        "imr-2014",
    ),
    "colon on the next line": (
        f"{HEADED}<item upheld>MRI of the knee</item>\n: Upheld{LABELS}",
        "imr-2014",
    ),
    "heading over two lines": (
        f"{HEADED}<item upheld>Physical therapy two times a week for six weeks,\nlumbar spine</item>: Upheld{LABELS}",
        "imr-2014",
    ),
    "a decision in an item's name": (
        f"{HEADED}<item upheld>Surgery first upheld, then overturned on appeal: fusion</item>: Upheld{LABELS}",
        "imr-2014",
    ),
    "headings that share a rationale": (
        f"{HEADED}<item overturned>PT, visits 1-6</item>: Overturned\n\n"
        f"<item upheld>PT, visits 7-12</item>: Upheld{LABELS}",
        "imr-2014",
    ),
    "an earlier decision quoted in a rationale": (
        f"{HEADED}<item overturned>Cane</item>: Overturned\n\nDecision rationale: <rationale>The last one was"
        " Upheld. UR wrote: Denial: Upheld as before. It helps.</rationale>",
        "imr-2014",
    ),
    "all on one line": (
        f"{HEADED}<item upheld>MRI</item>: Upheld{LABELS} <item overturned>Soma</item>: Overturned{LABELS}".replace(
            "\n\n", " "
        ),
        "imr-2014",
    ),
    "sentences": (
        f"{NUMBERED}1. <item upheld>Norco 10/325mg #120</item> is not medically necessary and appropriate.{LABELS}\n\n"
        f"2. <item overturned>Six visits of acupuncture</item> are medically necessary and appropriate.{LABELS}",
        "imr-2015",
    ),
    "the request for": (
        f"{NUMBERED}1. The request for <item upheld>an EMG</item> was notmedically necessary.{LABELS}",
        "imr-2015",
    ),
    "sentences that share a rationale": (
        f"{NUMBERED}1. <item upheld>Cream A</item> is not medically necessary.\n2. <item upheld>Cream B</item> is not"
        f" medically necessary.{LABELS}",
        "imr-2015",
    ),
    "a list inside a rationale": (
        f"{NUMBERED}1. <item overturned>ESI</item> is medically necessary.\n\n"
        "Decision rationale: <rationale>The criteria:\n"
        "1. An ESI is medically necessary when the root is affected.\n2. Therapy has failed.</rationale>",
        "imr-2015",
    ),
    "a bracket that ends in a number": (
        f"{NUMBERED}1. <item overturned>Evaluation (qty: 1)</item> is medically necessary.{LABELS}\n\n"
        f"2. <item upheld>Cane</item> is not medically necessary.{LABELS}",
        "imr-2015",
    ),
    "a conclusion inside a rationale": (
        f"{NUMBERED}1. <item upheld>ESI</item> is not medically necessary.\n\nDecision rationale: <rationale>No root.\n"
        "The request for an ESI is not medically necessary.</rationale>",
        "imr-2015",
    ),
}


def items(letter: Letter) -> list[tuple[int, int, str | None]]:
    return [(item.start, item.end, item.decision) for item in letter.items]


@pytest.mark.parametrize("case", CASES)
def test_items_decisions_and_rationales(case: str) -> None:
    markup, family = CASES[case]
    text, marked = parse(markup)
    letter = lay_out(SourceText("letter", text))
    assert letter.family == family
    assert items(letter) == [(m.start, m.end, m.words[0]) for m in marked if m.tag == "item"]
    rationales = [(m.start, m.end) for m in marked if m.tag == "rationale"]
    found = [(i.rationale.start, i.rationale.end) for i in letter.items if i.rationale]
    assert len(found) == len(letter.items)
    assert set(found) == set(rationales)


NOTICE = "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\n\n"
DETERMINED = "MAXIMUS Federal Services, Inc. has determined the request for"
FORM = (
    "MEDICAL PROFESSIONAL REVIEW\n\nISSUES AT DISPUTE:\n{issues}\n\nCASE SUMMARY:\nPain.\n\n"
    "{heading}\n\n{rationale}\n"
)
HEADING = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE {verb} MEDICALLY NECESSARY:"


@pytest.mark.parametrize("pages", [1, 2])
def test_a_notice_states_each_determination_once_or_twice(pages: int) -> None:
    block = (
        f"1) {DETERMINED} an MRI is not medically necessary and appropriate.\n"
        f"2) {DETERMINED} 6 visits are medically necessary and appropriate.\n"
    )
    reasons = (
        "1) Regarding the request for an MRI:\nRationale for the Decision: No signs.\n"
        "2) Regarding the request for 6 visits:\nRationale for the Decision: It helps.\n"
    )
    letter = lay_out(SourceText("letter", NOTICE.join([block] * pages) + reasons))
    assert letter.family == "imr-2013-notice"
    assert [(i.text, i.decision) for i in letter.items] == [
        ("an MRI", "upheld"),
        ("6 visits", "overturned"),
    ]
    assert [
        letter.text[i.rationale.start : i.rationale.end] for i in letter.items if i.rationale
    ] == ["No signs.", "It helps."]


def test_a_notice_without_its_determinations_is_read_from_its_reasons() -> None:
    text = "1) Regarding the request for an MRI:\nRationale for the Decision: The MRI is not medically necessary.\n"
    (item,) = lay_out(SourceText("letter", text)).items
    assert (item.text, item.decision) == ("an MRI", "upheld")


@pytest.mark.parametrize(
    ("verb", "rationale", "decision"),
    [
        ("IS NOT", "There is no sign of it.", "upheld"),
        ("WAS", "The signs are there.", "overturned"),
        ("IS/WAS NOT", "The MRI is therefore medically necessary.", "overturned"),
        ("IS/WAS", "Medical necessity has not been established.", "upheld"),
        ("IS/WAS NOT", "There is no sign of it.", "upheld"),
        ("IS/WAS", "There is no sign of it.", None),
        ("IS/WAS [NOT]", "There is no sign of it.", None),
        ("IS/IS NOT", "There is no sign of it.", None),
        (
            "IS/WAS MEDICALLY NECESSARY OR IS/WAS NOT",
            "The denial should be overturned.",
            "overturned",
        ),
        ("IS/WAS NOT", "An MRI is recommended for red flags. There are none. She rests.", "upheld"),
    ],
)
def test_a_form_decides_by_its_heading_where_it_is_filled_in(
    verb: str, rationale: str, decision: str | None
) -> None:
    text = FORM.format(
        issues="MRI of the knee", heading=HEADING.format(verb=verb), rationale=rationale
    )
    letter = lay_out(SourceText("letter", text))
    assert letter.family == "imr-2013-form"
    assert [(i.text, i.decision) for i in letter.items] == [("MRI of the knee", decision)]


@pytest.mark.parametrize(
    "issues",
    [
        "1. MRI of the knee\n2. Cold unit: purchase",
        "MRI of the knee\nCold unit: purchase",
        "\u2022 MRI of the knee\n\u2022 Cold unit: purchase",
        "- MRI of the knee\n- Cold unit: purchase",
        "MRI of the knee; Cold unit: purchase",
        "(1) MRI of the knee (2) Cold unit: purchase",
        "#1. MRI of the knee\n#2. Cold unit: purchase",
    ],
)
def test_a_form_lists_its_issues_in_many_ways(issues: str) -> None:
    rationale = "The MRI is medically necessary. The cold unit is not medically necessary."
    text = FORM.format(issues=issues, heading=HEADING.format(verb="IS/WAS"), rationale=rationale)
    found = lay_out(SourceText("letter", text)).items
    assert [(i.text, i.decision) for i in found] == [
        ("MRI of the knee", "overturned"),
        ("Cold unit: purchase", "upheld"),
    ]


def test_an_unknown_letter_yields_what_it_can() -> None:
    text = (
        "The claimant is a 40 year old male.\n\nMRI of the knee: Upheld\n\nNorco #60: Overturned\n"
    )
    letter = lay_out(
        SourceText("letter", text.replace(": Upheld", " - Upheld").replace(": Over", " - Over"))
    )
    assert letter.family == "unknown"
    assert letter.header.patient_age == 40
    assert letter.header.patient_sex == "male"


@pytest.mark.parametrize(
    "text", ["", " ", "pain", "Upheld", ": Upheld", "1. is not medically necessary."]
)
def test_a_text_without_items_has_none(text: str) -> None:
    assert lay_out(SourceText("letter", text)).items == []


TWICE = (
    "1) MAXIMUS Federal Services, Inc. has determined the request for an MRI of the knee is not medically necessary"
    " and appropriate.\n\nCLINICAL CASE SUMMARY\n\nHe fell.\n\n"
    "1) MAXIMUS Federal Services, Inc. has determined the request for an MRI of the knee is not medically necessary"
    " and appropriate.\n\n1) Regarding the request for an MRI of the knee:\n\nRationale for the Decision:\nIt is"
    " stable.\n"
)


def test_a_request_that_stands_again_has_a_section() -> None:
    letter = lay_out(SourceText("notice", TWICE))
    places = [(s.name, s.start) for s in letter.sections if s.name in {"item", "request"}]
    starts = [n for n in range(len(TWICE)) if TWICE.startswith("an MRI of the knee", n)]
    assert places == list(zip(["item", "request", "request"], starts, strict=True))


def test_clinical_parts_are_what_a_reviewer_wrote_of_the_patient() -> None:
    letter = lay_out(
        SourceText(
            "letter",
            f"Letterhead\n\n{HEADED}MRI: Upheld{LABELS.replace('<rationale>', '').replace('</rationale>', '')}",
        )
    )
    parts = [letter.text[part.start : part.end].strip() for part in letter.clinical_parts()]
    assert parts == ["The decisions are set forth below:", "MRI", "The records do not tell why."]


def test_a_name_that_divides_the_rationale_of_a_form_has_a_section() -> None:
    text = FORM.format(
        issues="1. MRI of the knee\n2. Six visits of acupuncture",
        heading=HEADING.format(verb="IS NOT"),
        rationale="MRI of the knee: It is stable. No.\n\nAcupuncture visits: They did not help. No.",
    )
    letter = lay_out(SourceText("form", text))
    names = [(letter.text[s.start : s.end], s.item) for s in letter.sections if s.name == "request"]
    assert names == [("MRI of the knee", 1), ("Acupuncture visits", 2)]
