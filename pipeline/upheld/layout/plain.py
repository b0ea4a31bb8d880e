"""Frozen values as plain dicts: what is saved with a `Doc`, and stands in JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, get_args, get_type_hints


def to_plain(values: Any) -> dict[str, Any]:
    """Give the fields of a dataclass of at least two by their names, those of values within it likewise; tuples stay.

    Frozen values need no copies, which `dataclasses.asdict` makes: that takes several times as long.
    """
    names, get, holding = _fields(values.__class__)
    plain = dict(zip(names, get(values), strict=True))
    for name in holding:
        if (value := plain[name]) is not None:
            plain[name] = to_plain(value)
    return plain


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], attrgetter[Any], tuple[str, ...]]:
    """Give the names of the fields of a kind of values, what reads all of them, and those that hold values within."""
    names = tuple(field.name for field in fields(kind))
    hints = get_type_hints(kind)
    holding = (
        name for name in names if any(map(is_dataclass, (hints[name], *get_args(hints[name]))))
    )
    return names, attrgetter(*names), tuple(holding)
