"""Drugs and doses that are asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from found import make_items
from upheld import findings


@pytest.fixture
def items() -> pd.DataFrame:
    """Three letters that ask for two drugs, and for something else."""
    return make_items(
        ("a", "upheld", "tramadol", "50 mg"),
        ("a", "upheld", "tramadol", "100 mg"),
        ("b", "overturned", "tramadol", "50 mg"),
        ("b", "overturned", "naproxen", None),
        ("c", None, "tramadol", None),
        ("c", "upheld", None, None),
        columns="decision request_drug request_dose",
    )


def test_drugs(items: pd.DataFrame) -> None:
    told = findings.drugs_asked_for(items).set_index("request_drug")
    assert told.index.tolist() == ["tramadol", "naproxen"]
    assert told.loc["tramadol", ["letters", "items", "doses", "usual_dose"]].tolist() == [
        3,
        4,
        2,
        "50 mg",
    ]
    assert told["decided"].tolist() == [3, 1]
    assert told["overturned"].tolist() == [1, 1]
    assert told["usual_dose"].isna().tolist() == [False, True]


def test_doses(items: pd.DataFrame) -> None:
    told = findings.doses_asked_for(items)
    assert told["request_dose"].tolist() == ["50 mg", "100 mg"]
    assert told["share"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_a_drug_that_was_never_decided_has_no_rate() -> None:
    items = make_items(("a", None, "tramadol", None), columns="decision request_drug request_dose")
    (row,) = findings.drugs_asked_for(items).itertuples()
    assert (row.items, row.decided) == (1, 0)
    assert row.rate != row.rate
