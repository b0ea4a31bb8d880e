"""Header fields from letterheads and from prose: tables of a text and what it states."""

from __future__ import annotations

import pytest

from upheld.layout import HEADER_FIELDS, Header, lay_out
from upheld.reading import SourceText

_SUMMARY = "CLINICAL CASE SUMMARY\n\n"


def header(text: str) -> Header:
    return lay_out(SourceText("letter", text)).header


def stated(text: str) -> dict[str, object]:
    found = header(text)
    return {name: value for name in HEADER_FIELDS if (value := getattr(found, name)) is not None}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Case Number: CM14-0012345 Date Assigned: 07/11/2014\nDate of Injury: 05/08/2012",
            {
                "case_number": "CM14-0012345",
                "date_assigned": "2014-07-11",
                "date_of_injury": "2012-05-08",
            },
        ),
        (
            "IMR CASE NUMBER:  cm13-0021877\nDATE OF UR DECISION: 8/19/13\nAPPLICATION RECIEVED: 9/10/2013",
            {
                "case_number": "CM13-0021877",
                "ur_denial_date": "2013-08-19",
                "application_received": "2013-09-10",
            },
        ),
        (
            "UR Denial Date: 08/05/2013  Priority:  EXPEDITED",
            {"ur_denial_date": "2013-08-05", "priority": "Expedited"},
        ),
        (
            "UR Determination Date: 6/28/2013\nDated: 10/10/2013",
            {"ur_denial_date": "2013-06-28", "decision_date": "2013-10-10"},
        ),
        ("Date of Injury:\nUR Decision Date: 6/28/2013", {"ur_denial_date": "2013-06-28"}),
        ("Decision Date: 13/45/2014", {}),
        (
            "An application was filed on 9/6/2013 disputing the Utilization Review Denial dated 8/30/2013. A Notice of"
            " Assignment was provided to the parties on 9/23/2013.",
            {
                "application_received": "2013-09-06",
                "ur_denial_date": "2013-08-30",
                "date_assigned": "2013-09-23",
            },
        ),
        (
            "pain\nFinal Determination Letter for IMR Case Number CM14-0012345  3\nand more",
            {"case_number": "CM14-0012345"},
        ),
        ("She was seen on 05/07/2014 with pain.", {}),
    ],
)
def test_case_fields(text: str, fields: dict[str, str]) -> None:
    assert stated(text) == fields


@pytest.mark.parametrize(
    ("prose", "date"),
    [
        ("sustained an injury on 05/08/2012.", "2012-05-08"),
        ("sustained an injuryon 05/08/2012.", "2012-05-08"),
        ("with a date of injury of May 8, 2012.", "2012-05-08"),
        ("with a DOI of 5/8/12.", "2012-05-08"),
        ("who was injured at work on 5/8/2012 when a box fell.", "2012-05-08"),
        ("who on May 8, 2012 slipped on a wet floor.", "2012-05-08"),
        ("whose foot slid off a ladder on May 8, 2012.", "2012-05-08"),
        ("who was seen on May 8, 2012 for pain.", None),
        ("with an industrial injury. An MRI was done on 5/8/2012.", None),
    ],
)
def test_date_of_injury_in_prose(prose: str, date: str | None) -> None:
    assert header(f"{_SUMMARY}The patient is a worker {prose}").date_of_injury == date


@pytest.mark.parametrize(
    ("prose", "age", "sex"),
    [
        ("The patient is a 30 year old female who was hurt.", 30, "female"),
        ("This is a 54-year-old right-handed male with pain.", 54, "male"),
        ("54 y/o F c/o LBP.", 54, "female"),
        ("Pt is a 61 y.o. gentleman.", 61, "male"),
        ("She is a fifty-two-year-old woman.", 52, "female"),
        ("The claimant, a man, 59 years of age, fell.", 59, "male"),
        ("The employee is 47 years old and works as a cook.", 47, None),
        ("Claimant is a packer, age 29, F, left handed.", 29, "female"),
        ("A woman, age 41, hurt her wrist.", 41, "female"),
        ("The patient has a 6 year old daughter. The patient is a 40-year-old male.", 40, "male"),
        ("The patient, whose 70 year old mother lives with her, has pain.", None, None),
        ("The injury is 10 years old.", None, None),
        ("This 61-year-old foreman fell.", 61, None),
        ("The employee is 47 years old. She fell. She hurt her neck.", 47, "female"),
        ("The employee is 47 years old. He fell and hurt his neck.", 47, "male"),
        ("The employee is 47 years old. She fell. Dr. K. gave his view.", 47, None),
        (
            "The employee is 47 years old. The reviewer gave his/her view and he or she left.",
            47,
            None,
        ),
        ("The patient has had pain for 300 years old as it feels.", None, None),
    ],
)
def test_patient(prose: str, age: int | None, sex: str | None) -> None:
    found = header(_SUMMARY + prose)
    assert (found.patient_age, found.patient_sex) == (age, sex)


@pytest.mark.parametrize(
    ("prose", "specialty", "subspecialty", "licensure"),
    [
        (
            "The reviewer is Board Certified in Occupational Medicine and Public Health and is licensed"
            " to practice in Oregon.",
            *("Occupational Medicine and Public Health", None, "Oregon"),
        ),
        (
            "He is Board\nCertified in Anesthesiology, has a subspecialty in Pain Management and is"
            " licensed to practice in California and New York. He has been in practice.",
            *("Anesthesiology", "Pain Management", "California and New York"),
        ),
        (
            "State(s) of Licensure: California, Nevada\nCertification(s)/Specialty: Orthopedic Surgery",
            *("Orthopedic Surgery", None, "California, Nevada"),
        ),
        (
            "Certification(s)/Specialty: Internal Medicine, Rheumatology\nState(s) of Licensure: Texas",
            *("Internal Medicine, Rheumatology", None, "Texas"),
        ),
        (
            "Board certified in Family Practice. Licensed in the State of Ohio.",
            "Family Practice",
            None,
            "Ohio",
        ),
        (
            "Board certified, Orthopedic Surgery; California license. In practice over 5 years.",
            *("Orthopedic Surgery", None, "California"),
        ),
        (
            "He/she is certified by the American Board in Preventive Medicine and license held in Oregon.",
            *("Preventive Medicine", None, "Oregon"),
        ),
        (
            "The reviewer holds board certification in Internal Medicine and a Texas license.",
            *("Internal Medicine", None, "Texas"),
        ),
        (
            "A physician Board Certified in Family Practice decided this.",
            "Family Practice",
            None,
            None,
        ),
        ("The reviewer is a physician.", None, None, None),
    ],
)
def test_reviewer(
    prose: str, specialty: str | None, subspecialty: str | None, licensure: str | None
) -> None:
    found = header(f"HOW THE IMR FINAL DETERMINATION WAS MADE\n\n{prose}")
    assert found.reviewer_specialty == specialty
    assert found.reviewer_subspecialty == subspecialty
    assert found.reviewer_licensure == licensure
