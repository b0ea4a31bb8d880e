"""What a passage is about: the treatment of the heading above it, and its last mention."""

from __future__ import annotations

import pytest

from quantity_markup import read_marks
from upheld.meaning.attaching.topics import Topics


@pytest.mark.parametrize(
    ("markup", "heading", "last"),
    [
        # The last mention is the quantity that is asked about.
        ("2. {T:TENS unit} is not medically necessary.\nA {T:TENS} trial of {M:30 days}.", 0, 1),
        ("{T:Norco} #60: Upheld\nHe takes {T:Soma}.\nHe has had {M:two}.", 0, 0),
        (
            "{T:Norco} #60: Upheld\nNone.\n\n{T:Soma} #30: Overturned\n{T:Norco} is gone. {M:Two}.",
            1,
            1,
        ),
        ("He takes {T:Norco} daily.\nHe has had {M:two}.", None, None),
        ("{T:Norco} #60: Upheld\n\nCLINICAL SUMMARY:\nHe has had {M:two}.", None, None),
    ],
)
def test_headings_and_topics(markup: str, heading: int | None, last: int | None) -> None:
    marked = read_marks(markup)
    topics = Topics(marked.text, marked.mentions)
    asked = len(marked.mentions) - 1
    assert topics.heading(asked) == heading
    assert topics.at(asked) == last
