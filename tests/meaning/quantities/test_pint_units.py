"""Quantities in pint's units."""

from __future__ import annotations

from typing import Any

import pytest

from upheld.meaning.quantities.pint_units import make_registry, to_pint
from upheld.meaning.quantities.tables import table
from upheld.meaning.quantity import Quantity


@pytest.fixture(scope="module")
def registry() -> Any:
    return make_registry()


@pytest.mark.parametrize("unit", sorted(table("units")))
def test_every_unit_of_the_table_is_known(registry: Any, unit: str) -> None:
    (value,) = to_pint(Quantity("other", "2", unit), registry)
    assert value.magnitude in (2, 2 / 1000)


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("size 2.1x1.4 cm", ["21 millimeter", "14 millimeter"]),
        ("dose 10/325 mg", ["10 milligram", "325 milligram"]),
        ("dose 75/200 mg/mcg", ["75 milligram", "200 microgram"]),
        ("dose 900 mg 1/day", ["0.9 gram / day"]),
        ("dose 1 tablet 1/4..6 hour", ["4 tablet / day", "6 tablet / day"]),
        ("dose 20 mcg/hour", ["480 microgram / day"]),
        ("frequency 2/week for 6 week", ["2 / week"]),
        ("duration 6..8 week", ["42 day", "56 day"]),
        ("laboratory 1.1 mg/dl", ["11 milligram / liter"]),
        ("laboratory 3 ku/l", ["3000 biological_unit / liter"]),
        ("percentage 50", ["0.5 dimensionless"]),
        ("score 46", ["46 dimensionless"]),
        ("vital 72 bpm", ["72 beat / minute"]),
        ("grade moderate", []),
        ("strength 4+", ["4 dimensionless"]),
    ],
)
def test_values(registry: Any, form: str, values: list[str]) -> None:
    found = to_pint(Quantity.parse(form), registry)
    expected = [registry.parse_expression(value) for value in values]
    assert [q.to(e.units).magnitude for q, e in zip(found, expected, strict=True)] == pytest.approx(
        [e.magnitude for e in expected]
    )


def test_a_temperature_is_a_point_on_its_scale(registry: Any) -> None:
    (value,) = to_pint(Quantity.parse("vital 98.6 degf"), registry)
    assert value.to("degC").magnitude == pytest.approx(37)


def test_an_unknown_unit_is_an_error(registry: Any) -> None:
    with pytest.raises(KeyError):
        to_pint(Quantity("size", "2", "cubit"), registry)
