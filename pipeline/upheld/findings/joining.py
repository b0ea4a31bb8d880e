"""What is said of an item's letter, put beside the item: year, diagnoses, years since the injury."""

from __future__ import annotations

import pandas as pd

from upheld.findings.errors import require_columns
from upheld.meaning.codes.titles import load_titles

_LETTER = ["source", "sha256"]
# The first that a letter states; no family states all of them.
_DATES = ("decision_date", "date_assigned", "application_received", "ur_denial_date")
_DAYS_OF_A_YEAR = 365.25


def with_year(items: pd.DataFrame, letters: pd.DataFrame) -> pd.DataFrame:
    """Put the year of the review beside each item, as `year`.

    It is that of the first date which the letter states of: decision, assignment, application, utilization review's
    denial. Null where it states none.

    Returns:
        The items in their order, with the column `year` (whole numbers, `Int64`).

    Raises:
        FindingsError: a column is missing.

    """
    told = _of_letters(items, letters, _DATES)
    date = told[_DATES[0]]
    for name in _DATES[1:]:
        date = date.fillna(told[name])
    return items.assign(year=date.dt.year.astype("Int64").array)


def with_years_since_injury(items: pd.DataFrame, letters: pd.DataFrame) -> pd.DataFrame:
    """Put the time from injury to request beside each item, as `years_since_injury`.

    The request is dated by itself, where it says a date, else by the utilization review's denial of it, which comes
    within weeks. Null where a date is not stated, or the injury lies behind the request.

    Returns:
        The items in their order, with the column `years_since_injury` (in years, 0 or more).

    Raises:
        FindingsError: a column is missing.

    """
    require_columns(items, ["request_date"], "items")
    told = _of_letters(items, letters, ["date_of_injury", "ur_denial_date"])
    requested = pd.Series(_dates(items["request_date"]).array).fillna(told["ur_denial_date"])
    years = (requested - told["date_of_injury"]).dt.days / _DAYS_OF_A_YEAR
    return items.assign(years_since_injury=years.where(years >= 0).array)


def with_diagnosis(items: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Put each diagnosis of its letter beside an item: a row for each, by its category of ICD-10-CM.

    Diagnoses that are present or suspected count, each category once a letter; items of letters without any are left
    out.

    Returns:
        Rows of the items with the columns `diagnosis_category` (three characters, `M54`) and `diagnosis` (with its
        title, `M54 Dorsalgia`), ordered as the items and then by category.

    Raises:
        FindingsError: a column is missing.

    """
    require_columns(items, _LETTER, "items")
    require_columns(entities, [*_LETTER, "label", "status", "code"], "entities")
    here = entities["status"].isin(["present", "suspected"]) & entities["code"].notna()
    coded = entities[here & (entities["label"] == "DIAGNOSIS")]
    category = coded["code"].str[:3]
    titles = load_titles().titles
    named = {code: f"{code} {titles.get(code, '')}".strip() for code in category.unique()}
    told = coded[_LETTER].assign(diagnosis_category=category, diagnosis=category.map(named))
    told = told.drop_duplicates().sort_values([*_LETTER, "diagnosis_category"])
    return items.merge(told, on=_LETTER, how="inner")


def _of_letters(
    items: pd.DataFrame, letters: pd.DataFrame, columns: tuple[str, ...] | list[str]
) -> pd.DataFrame:
    """Give dates of each item's letter, a row an item, from 0."""
    require_columns(items, _LETTER, "items")
    require_columns(letters, [*_LETTER, *columns], "letters")
    once = letters[[*_LETTER, *columns]].drop_duplicates(_LETTER)
    told = items[_LETTER].merge(once, on=_LETTER, how="left")
    return told.assign(**{name: _dates(told[name]) for name in columns})


def _dates(told: pd.Series) -> pd.Series:
    """Give ISO 8601 dates as times; what is none, or lies outside of what pandas can hold, is missing."""
    return pd.to_datetime(told, format="%Y-%m-%d", errors="coerce")
