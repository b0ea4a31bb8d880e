"""What a passage is about: the treatment of the heading above it, and its last mention."""

from __future__ import annotations

import pytest

from quantity_markup import read_marks
from upheld.meaning.attaching.topics import Topics


@pytest.mark.parametrize(
    ("markup", "topic"),
    [
        # The last mention is the quantity that is asked about.
        ("2. {T:TENS unit} is not medically necessary.\nA {T:TENS} trial of {M:30 days}.", 1),
        ("{T:Norco} #60: Upheld\nHe takes {T:Soma}.\nHe has had {M:two}.", 0),
        (
            "{T:Norco} #60: Upheld\nNone.\n\n{T:Soma} #30: Overturned\n{T:Norco} is gone. {M:Two}.",
            1,
        ),
        ("He takes {T:Norco} daily.\nHe has had {M:two}.", None),
        ("{T:Norco} #60: Upheld\n\nCLINICAL SUMMARY:\nHe has had {M:two}.", None),
    ],
)
def test_topics(markup: str, topic: int | None) -> None:
    marked = read_marks(markup)
    topics = Topics(marked.text, marked.mentions)
    assert topics.at(len(marked.mentions) - 1) == topic
