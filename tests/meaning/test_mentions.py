"""Sentences around mentions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.corpus.markup import parse
from upheld.meaning.mentions import Mention, sentences


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("First. He has [[DIAGNOSIS|pain]]. Last.", ["He has pain."]),
        ("[[DIAGNOSIS|Pain]] and [[DIAGNOSIS|spasm]].", ["Pain and spasm."]),
        ("No [[DIAGNOSIS|pain]]. But [[DIAGNOSIS|spasm]]!", ["No pain.", "But spasm!"]),
        ("Dr. Who saw [[DIAGNOSIS|pain]].", ["Dr. Who saw pain."]),
        ("Pain at [[BODY_PART|L4-5]], e.g. there.", ["Pain at L4-5, e.g. there."]),
        ("Heading\n\nHas [[DIAGNOSIS|pain]]\n\nNext.", ["Has pain"]),
        ("Took [[MEASUREMENT|7.5 mg]] of it.", ["Took 7.5 mg of it."]),
        ("Nothing here.", []),
        ("", []),
        ("A [[DIAGNOSIS|tear. Grade]] two. No more.", ["A tear. Grade two."]),
    ],
)
def test_sentences_with_mentions(marked: str, expected: list[str]) -> None:
    parsed = parse(marked)
    mentions = [Mention(s.start, s.end, s.label) for s in parsed.spans]
    found = sentences(parsed.text, mentions)
    assert [parsed.text[s.start : s.end] for s in found] == expected
    assert [m for s in found for m in s.mentions] == mentions
    assert [s.first for s in found] == [mentions.index(s.mentions[0]) for s in found]


@given(st.text(alphabet="ab. \n;!", max_size=80), st.data())
def test_every_mention_stands_in_one_sentence(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    mentions = [
        Mention(one, other, "DIAGNOSIS")
        for one, other in zip(edges[::2], edges[1::2], strict=False)
        if one < other
    ]
    found = sentences(text, mentions)
    assert [m for s in found for m in s.mentions] == mentions
    for sentence in found:
        assert sentence.start <= sentence.mentions[0].start
        assert sentence.mentions[-1].end <= sentence.end
