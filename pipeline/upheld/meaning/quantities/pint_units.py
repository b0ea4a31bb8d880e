"""Quantities as those of pint, for arithmetic and conversion; pint is imported only where this is used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from upheld.meaning.quantities.tables import table, unit_names
from upheld.meaning.quantity import Quantity

if TYPE_CHECKING:
    from pint import UnitRegistry

# Units that stand over another only, in laboratory values.
_RATIOS: Mapping[str, str] = {
    "u": "biological_unit",
    "iu": "biological_unit",
    "ku": "1000 * biological_unit",
    "miu": "biological_unit / 1000",
    "microliter": "microliter",
}
# What goes without saying, by kind: a percentage is one, an angle is in degrees.
_OF_KIND: Mapping[str, str] = {"percentage": "percent", "pain_score": "scale_point"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def make_registry() -> UnitRegistry[Any]:
    """Make a registry that holds pint's units and those of this package (`units.txt`)."""
    from pint import UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(autoconvert_offset_to_baseunit=True)
    with as_file(files(__package__).joinpath("units.txt")) as path:
        registry.load_definitions(path)
    return registry


def to_pint(quantity: Quantity, registry: UnitRegistry[Any]) -> tuple[Any, ...]:
    """Turn a quantity into those of pint, one for each number that it holds.

    Args:
        quantity: as `find_quantities` gives it.
        registry: of `make_registry`.

    Returns:
        One pint quantity; two for a range (lower and upper end), or as many as a compound or dimensions have numbers.
        An amount with a frequency is what it comes to in time: `1 tablet 1/4..6 hour` is 1/6 and 1/4 tablet an hour, a
        frequency alone so many a period. None at all for a grade in words and for a quantity without a value.

    Raises:
        KeyError: the unit is none of the tables.

    """
    above, stroke, below = (quantity.unit or "").partition("/")
    if stroke and "/" in (quantity.amount or "") and not quantity.period:  # `75/200 mg/mcg`
        first, second = str(quantity.amount).split("/")[:2]
        return tuple(
            registry.Quantity(float(number), _name(unit))
            for number, unit in ((first, above), (second, below))
        )
    amounts = [float(n) for n in _NUMBER.findall((quantity.amount or "").replace("..", " "))]
    if quantity.amount is not None:
        unit = registry.parse_expression(_unit(quantity))
        if not quantity.period:
            return tuple(_times(registry, amount, unit) for amount in amounts)
        rates = _rates(quantity)
        if ".." in quantity.amount or len(amounts) == 1:
            ends = (amounts[0] * rates[0], amounts[-1] * rates[-1])
            amounts = list(dict.fromkeys(ends))
        else:
            amounts = [amount * rates[0] for amount in amounts]
        period = registry.parse_expression(_name(str(quantity.period)))
        return tuple(_times(registry, amount, unit / period) for amount in amounts)
    if quantity.period:
        period = registry.parse_expression(_name(quantity.period))
        return tuple(_times(registry, rate, 1 / period) for rate in dict.fromkeys(_rates(quantity)))
    return ()


def _times(registry: UnitRegistry[Any], number: float, unit: Any) -> Any:
    """Multiply, where a temperature is a point on its scale and no difference."""
    units = getattr(unit, "units", registry.dimensionless)
    factor = getattr(unit, "magnitude", unit)
    return registry.Quantity(number * factor, units)


def _rates(quantity: Quantity) -> tuple[float, float]:
    """Give the least and the most times a period."""
    times = [float(n) for n in _NUMBER.findall((quantity.times or "1").replace("..", " "))]
    every = [float(n) for n in _NUMBER.findall((quantity.every or "1").replace("..", " "))]
    return min(times) / max(every), max(times) / min(every)


def _unit(quantity: Quantity) -> str:
    if quantity.unit is None:
        return _OF_KIND.get(quantity.kind, "dimensionless")
    above, stroke, below = quantity.unit.partition("/")
    return f"({_name(above)}) / ({_name(below)})" if stroke else _name(above)


def _name(unit: str) -> str:
    """Give pint's name of a unit.

    Raises:
        KeyError: it is none of the tables.

    """
    if unit in _RATIOS:
        return _RATIOS[unit]
    units = table("units")
    name: str = units[unit if unit in units else unit_names()[unit]]["pint"]
    return name
