"""Strict reading of the values of a record: what has another type is refused, never turned into it.

No message holds the value: it may be the text of a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

_T = TypeVar("_T")

# Beyond any text, and within what spaCy holds an offset in.
_LIMIT = 2**31
_DIGITS = re.compile(r"-?[0-9]{1,10}")
_NAME = re.compile(r"[\w-]{1,30}")


class WrongValueError(ValueError):
    """A value that is not of its type; the message names its place and what is due there."""


def shown(value: str) -> str:
    """Give a value for a message if it reads as a name.

    Another one may be a piece of a letter, which no message may show.
    """
    return value if _NAME.fullmatch(value) else "(not shown)"


def text(value: object, place: str) -> str:
    """Read a string that can be written as UTF-8.

    Raises:
        WrongValueError: it is no string, or holds half of a surrogate pair.

    """
    if not isinstance(value, str):
        raise WrongValueError(f"{place} is not a string")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise WrongValueError(f"{place} holds half of a surrogate pair: write it anew") from None
    return value


def name(value: object, place: str) -> str:
    """Read a name: a string, or a number, as doccano counts documents.

    Raises:
        WrongValueError: it is neither, or not finite.

    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(number(value, place))
    if not isinstance(value, str):
        raise WrongValueError(f"{place} is neither a string nor a number")
    return text(value, place)


def number(value: object, place: str) -> float:
    """Read a number within ±2**31, as it stands: an integer stays one.

    Raises:
        WrongValueError: it is none, or not in that range.

    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise WrongValueError(f"{place} is not a number")
    if not -_LIMIT < value < _LIMIT:  # Neither is NaN.
        raise WrongValueError(f"{place} is out of range")
    return value


def integer(value: object, place: str) -> int:
    """Read a whole number; 3.0, as tables write it, is one.

    Raises:
        WrongValueError: it is none, or not within ±2**31.

    """
    read = number(value, place)
    if read != int(read):
        raise WrongValueError(f"{place} is not a whole number")
    return int(read)


def offset(value: object, place: str) -> int:
    """Read an offset: a whole number, or its digits, as `datasets` writes lists of mixed types.

    Raises:
        WrongValueError: it is neither, or not within ±2**31.

    """
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return integer(int(value), place)
    return integer(value, place)


def sequence(value: object, place: str) -> list[Any] | tuple[Any, ...]:
    """Read a list.

    Raises:
        WrongValueError: it is none.

    """
    if not isinstance(value, (list, tuple)):
        raise WrongValueError(f"{place} is not a list")
    return value


def mapping(value: object, place: str) -> Mapping[str, Any]:
    """Read an object with keys.

    Raises:
        WrongValueError: it is none.

    """
    if not isinstance(value, Mapping):
        raise WrongValueError(f"{place} is not an object")
    return value


def optional(read: Callable[[object, str], _T], value: object, place: str) -> _T | None:
    """Read a value with one of the functions above; null, or one that is missing, gives None.

    Raises:
        WrongValueError: as the function does.

    """
    return None if value is None else read(value, place)
