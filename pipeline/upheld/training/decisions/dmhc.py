"""Reads the published determinations of California's Department of Managed Health Care."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from upheld.decisions.dmhc import CATEGORIES, FEATURES, TIME
from upheld.decisions.errors import DecisionError

# The columns of the file by the names that they have here.
_COLUMNS: dict[str, str] = {
    "diagnosis": "Diagnosis Category",
    "diagnosis_sub": "Diagnosis Sub Category",
    "treatment": "Treatment Category",
    "treatment_sub": "Treatment Sub Category",
    "type": "Type",
    "age": "Age Range",
    "sex": "Patient Gender",
}
_YEAR = "Report Year"
_REFERENCE = "Reference ID"
_DETERMINATION = "Determination"
_OUTCOMES = {"Upheld Decision of Health Plan": 0, "Overturned Decision of Health Plan": 1}
_FIRST, _LAST = 1990, 2100
_LONGEST_FIELD = 4_000_000


class SourceError(DecisionError):
    """What is wrong with a file of determinations: the file, the row and column where there is one, and the remedy."""


@dataclass(frozen=True, slots=True)
class Determinations:
    """Determinations as a table of what was known before, and their outcomes: 1 is overturned.

    `known` has the columns of `upheld.decisions.dmhc.FEATURES`: categories as texts, empty where the file has none,
    and the year.
    """

    known: pd.DataFrame
    outcomes: npt.NDArray[np.int64]

    @property
    def years(self) -> npt.NDArray[np.int64]:
        """The year of each determination."""
        return self.known[TIME].to_numpy(dtype=np.int64)

    def where(self, chosen: npt.NDArray[np.bool_]) -> Determinations:
        """Give some of the determinations."""
        return Determinations(self.known[chosen].reset_index(drop=True), self.outcomes[chosen])


def read_determinations(path: Path) -> Determinations:
    """Read a CSV file of determinations: columns by name, in any order, others passed over.

    Raises:
        SourceError: a column, a year or a determination is missing or not known, or a reference stands twice.
        OSError: the file cannot be read.

    """
    csv.field_size_limit(_LONGEST_FIELD)
    rows, outcomes = [], []
    seen: dict[str, int] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            for number, row in _rows(path, csv.reader(stream)):
                reference = row[_REFERENCE]
                if reference and seen.setdefault(reference, number) != number:
                    raise SourceError(
                        f"{path}: row {number}: column {_REFERENCE}: {reference} stands in row"
                        f" {seen[reference]} already"
                    )
                rows.append(
                    (*(row[_COLUMNS[name]] for name in CATEGORIES), _year(path, number, row))
                )
                outcomes.append(_outcome(path, number, row))
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: not UTF-8 text: {error.reason}; save it as CSV in UTF-8"
        ) from None
    except csv.Error as error:
        raise SourceError(f"{path}: no CSV file: {error}") from None
    if not rows:
        raise SourceError(f"{path}: no determinations")
    known = pd.DataFrame(rows, columns=list(FEATURES))
    return Determinations(known, np.array(outcomes, dtype=np.int64))


def _rows(path: Path, lines: Iterable[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row that is not blank with its number as a spreadsheet shows it, fields stripped."""
    wanted = [_REFERENCE, _YEAR, _DETERMINATION, *_COLUMNS.values()]
    numbered = enumerate(lines, start=1)
    _, names = next(numbered, (1, []))
    names = [name.strip() for name in names]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise SourceError(
            f"{path}: no column {', '.join(map(repr, missing))}; found: {', '.join(names) or 'nothing'}"
        )
    places = {name: names.index(name) for name in wanted}
    for number, fields in numbered:
        if not any(field.strip() for field in fields):
            continue
        if len(fields) != len(names):
            raise SourceError(
                f"{path}: row {number}: {len(fields)} fields where the heading has {len(names)}"
            )
        yield number, {name: " ".join(fields[place].split()) for name, place in places.items()}


def _year(path: Path, number: int, row: dict[str, str]) -> int:
    given = row[_YEAR]
    if given.isascii() and given.isdigit() and _FIRST <= int(given) <= _LAST:
        return int(given)
    raise SourceError(f"{path}: row {number}: column {_YEAR}: {given!r} is no year")


def _outcome(path: Path, number: int, row: dict[str, str]) -> int:
    given = row[_DETERMINATION]
    if given in _OUTCOMES:
        return _OUTCOMES[given]
    raise SourceError(
        f"{path}: row {number}: column {_DETERMINATION}: {given!r} is neither of"
        f" {' and '.join(map(repr, _OUTCOMES))}"
    )
