"""The typed extensions of `Doc`: plain values, so that a saved `Doc` brings them back."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from upheld.layout import Letter

_KEY = "upheld.letter"


class _Values(dict[str, Any]):
    """The plain values of a letter, and the letter itself as long as they are not saved and loaded."""

    letter: Letter


def set_letter(doc: Doc, letter: Letter) -> None:
    """Store a letter in its `Doc`, as plain values."""
    values = _Values(letter.to_dict())
    values.letter = letter
    doc.user_data[_KEY] = values


def get_letter(doc: Doc) -> Letter | None:
    """Give the letter of a `Doc`; None where no layout has run."""
    values = doc.user_data.get(_KEY)
    if isinstance(values, _Values):
        return values.letter
    return None if values is None else Letter.from_dict(values, doc.text)


def register() -> None:
    """Register the extensions; once more does no harm."""
    if not Doc.has_extension("letter"):
        Doc.set_extension("letter", getter=get_letter, setter=set_letter)
