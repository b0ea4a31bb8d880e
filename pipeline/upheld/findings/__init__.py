"""From the tables of an extraction to findings: how requests fared, what was asked for, when, and with what else.

    from upheld import findings

    tables = findings.read_tables("tables/")
    findings.overturn_rates(tables.items, by="request_kind")

Each function takes the tables as `upheld.extract_tables` gives them and `upheld extract` writes them, and gives a
data frame.
"""

from __future__ import annotations

from upheld.findings.drugs import doses_asked_for, drugs_asked_for
from upheld.findings.errors import FindingsError
from upheld.findings.joining import with_diagnosis, with_year, with_years_since_injury
from upheld.findings.rates import overturn_rates
from upheld.findings.reading import read_tables
from upheld.findings.together import asked_together

__all__ = [
    "FindingsError",
    "asked_together",
    "doses_asked_for",
    "drugs_asked_for",
    "overturn_rates",
    "read_tables",
    "with_diagnosis",
    "with_year",
    "with_years_since_injury",
]
