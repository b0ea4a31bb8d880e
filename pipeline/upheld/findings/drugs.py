"""Which drugs are asked for, in which doses."""

from __future__ import annotations

import pandas as pd

from upheld.findings.errors import require_columns
from upheld.findings.rates import overturn_rates

_LETTER = ["source", "sha256"]


def drugs_asked_for(items: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Count the drugs that items ask for, by generic name, and say how often they are overturned.

    Returns:
        A row for each drug, the most asked for first: `request_drug`, `letters`, `items` (all that ask for it), `doses`
        (how many different ones), `usual_dose` (the most frequent; null where none is stated), and of those decided
        `decided`, `overturned`, `rate`, `low`, `high` as `overturn_rates` gives them.

    Raises:
        FindingsError: a column is missing.

    """
    require_columns(items, [*_LETTER, "request_drug", "request_dose"], "items")
    asked = items[items["request_drug"].notna()]
    groups = asked.groupby("request_drug")
    counted = groups.agg(items=("request_drug", "size"), doses=("request_dose", "nunique"))
    counted.insert(
        0,
        "letters",
        asked.drop_duplicates([*_LETTER, "request_drug"]).groupby("request_drug").size(),
    )
    doses = doses_asked_for(items).drop_duplicates("request_drug").set_index("request_drug")
    counted["usual_dose"] = doses["request_dose"].reindex(counted.index)
    rates = overturn_rates(asked, by="request_drug", confidence=confidence).set_index(
        "request_drug"
    )
    rates = rates.rename(columns={"items": "decided"}).drop(columns="letters")
    told = counted.join(rates).reset_index()
    told[["decided", "overturned"]] = told[["decided", "overturned"]].fillna(0).astype(int)
    return told.sort_values(["items", "request_drug"], ascending=[False, True], ignore_index=True)


def doses_asked_for(items: pd.DataFrame) -> pd.DataFrame:
    """Count the doses in which each drug is asked for.

    Returns:
        A row for each drug and dose that an item states: `request_drug`, `request_dose`, `items`, and `share` of the
        items that ask for the drug with a dose (0 to 1); by drug, the most frequent dose first.

    Raises:
        FindingsError: a column is missing.

    """
    require_columns(items, ["request_drug", "request_dose"], "items")
    stated = items[items["request_drug"].notna() & items["request_dose"].notna()]
    counted = stated.groupby(["request_drug", "request_dose"]).size().rename("items").reset_index()
    counted["share"] = counted["items"] / counted.groupby("request_drug")["items"].transform("sum")
    order = ["request_drug", "items", "request_dose"]
    return counted.sort_values(order, ascending=[True, False, True], ignore_index=True)
