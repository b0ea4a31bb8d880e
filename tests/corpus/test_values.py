"""Values of another type are refused, and no message shows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from upheld.corpus import values

WORDS = "left knee pain since May"


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (values.text, "", ""),
        (values.text, "\U0001f600 é", "\U0001f600 é"),
        (values.name, "a-1", "a-1"),
        (values.name, 7, "7"),
        (values.name, 7.5, "7.5"),
        (values.integer, -3, -3),
        (values.integer, 3.0, 3),
        (values.offset, "12", 12),
        (values.offset, 12, 12),
        (values.number, 0.25, 0.25),
        (values.number, 1, 1),
        (values.sequence, [1], [1]),
        (values.mapping, {"a": 1}, {"a": 1}),
    ],
)
def test_what_is_of_its_type(
    read: Callable[[object, str], object], value: object, expected: object
) -> None:
    assert read(value, "it") == expected
    assert values.optional(read, None, "it") is None
    assert values.optional(read, value, "it") == expected


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (values.text, None, "it is not a string"),
        (values.text, 3, "it is not a string"),
        (values.text, WORDS + "\ud800", "it holds half of a surrogate pair"),
        (values.name, None, "it is neither a string nor a number"),
        (values.name, True, "it is neither"),
        (values.name, [WORDS], "it is neither"),
        (values.name, {WORDS: 1}, "it is neither"),
        (values.name, float("nan"), "it is out of range"),
        (values.name, "\udfff", "it holds half of a surrogate pair"),
        (values.integer, "3", "it is not a number"),
        (values.integer, True, "it is not a number"),
        (values.integer, 3.5, "it is not a whole number"),
        (values.integer, float("inf"), "it is out of range"),
        (values.integer, 10**400, "it is out of range"),
        (values.offset, WORDS, "it is not a number"),
        (values.offset, "3.0", "it is not a number"),
        (values.offset, "9" * 10, "it is out of range"),
        (values.offset, "٣", "it is not a number"),
        (values.number, "0.5", "it is not a number"),
        (values.number, float("nan"), "it is out of range"),
        (values.sequence, WORDS, "it is not a list"),
        (values.sequence, {}, "it is not a list"),
        (values.mapping, [WORDS], "it is not an object"),
    ],
)
def test_what_is_not_of_its_type(
    read: Callable[[object, str], object], value: object, message: str
) -> None:
    with pytest.raises(values.WrongValueError, match=f"^{message}") as raised:
        read(value, "it")
    assert WORDS not in str(raised.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("BODY_PART", "BODY_PART"),
        ("imr-2014", "imr-2014"),
        ("x" * 30, "x" * 30),
        ("x" * 31, "(not shown)"),
        (WORDS, "(not shown)"),
        ("knee\n", "(not shown)"),
        ("", "(not shown)"),
    ],
)
def test_only_names_are_shown(value: str, expected: str) -> None:
    assert values.shown(value) == expected
