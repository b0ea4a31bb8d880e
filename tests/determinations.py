"""Made-up determinations for tests, as tables and as files of the published form."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from samples import ROOT
from upheld.decisions.dmhc import FEATURES

DETERMINATIONS = ROOT.parent / "shared" / "dmhc" / "determinations.csv"
HEADING = (
    "Reference ID",
    "Report Year",
    "Diagnosis Category",
    "Diagnosis Sub Category",
    "Treatment Category",
    "Treatment Sub Category",
    "Determination",
    "Type",
    "Age Range",
    "Patient Gender",
)
OUTCOMES = ("Upheld Decision of Health Plan", "Overturned Decision of Health Plan")
_DIAGNOSES = (("Spine", "Pain"), ("Spine", "Other"), ("Heart", "Other"), ("Heart", ""))
_TREATMENTS = (("Imaging", "MRI"), ("Imaging", "Other"), ("Drugs", "Cream"), ("Drugs", "Other"))


def made_up(
    rows: int = 300, years: tuple[int, ...] = (2001, 2002, 2003, 2004), seed: int = 1
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Make decisions up: imaging of the spine is mostly overturned, drugs less so each year."""
    rng = np.random.default_rng(seed)
    diagnosis = np.array(_DIAGNOSES, dtype=object)[rng.integers(0, len(_DIAGNOSES), rows)]
    treatment = np.array(_TREATMENTS, dtype=object)[rng.integers(0, len(_TREATMENTS), rows)]
    year = np.sort(rng.choice(years, rows))
    other = [
        rng.choice(values, rows) for values in (("Need", "Trial"), ("0-10", "65+"), ("F", "M"))
    ]
    known = pd.DataFrame([*diagnosis.T, *treatment.T, *other, year]).T
    known.columns = pd.Index(FEATURES)
    known["year"] = known["year"].astype("int64")
    drugs = treatment[:, 0] == "Drugs"
    odds = np.where(drugs, 1.0 - 0.8 * (year - years[0]), -0.3)
    odds += 1.5 * ((diagnosis[:, 0] == "Spine") & ~drugs)
    return known, (rng.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.int64)


def write_determinations(path: Path, *, narrative: bool = False, rows: int = 300) -> Path:
    """Write made-up decisions as a file of the published form, with or without its narrative column."""
    known, outcomes = made_up(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow([*HEADING, "Findings"] if narrative else HEADING)
        for number, (row, outcome) in enumerate(zip(known.itertuples(), outcomes, strict=True)):
            fields = [f"MN{number}", row.year, row.diagnosis, row.diagnosis_sub, row.treatment]
            fields += [row.treatment_sub, OUTCOMES[outcome], row.type, row.age, row.sex]
            writer.writerow([*fields, "It was\noverturned."] if narrative else fields)
    return path
