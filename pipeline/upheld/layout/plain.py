"""Frozen values as plain dicts: what is saved with a `Doc`, and stands in JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

_ATOMS = frozenset({type(None), str, int, float, bool, tuple})  # Most values: none needs asking.


def to_plain(values: Any) -> dict[str, Any]:
    """Give the fields of a dataclass of at least two by their names, those of values within it likewise; tuples stay.

    Frozen values need no copies, which `dataclasses.asdict` makes: that takes several times as long.
    """
    names, get = _fields(values.__class__)
    return {
        name: value if value.__class__ in _ATOMS or not is_dataclass(value) else to_plain(value)
        for name, value in zip(names, get(values), strict=True)
    }


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], attrgetter[Any]]:
    """Give the names of the fields of a kind of values, and what reads all of them."""
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
