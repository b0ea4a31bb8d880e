"""The parts of the reading of statuses: words, cues, lists, zones, services, results."""

from __future__ import annotations

import pytest

from upheld.meaning.mentions import Mention, sentences
from upheld.meaning.status.cues import _SLOTS, Kind, _kind, _tables, _words, find_cues
from upheld.meaning.status.lists import clause_bounds, goes_on
from upheld.meaning.status.names import Names
from upheld.meaning.status.results import is_partial
from upheld.meaning.status.services import is_acute, is_lasting, service_of
from upheld.meaning.status.words import read_words
from upheld.meaning.status.zones import find_zones


def test_words_are_small_and_mentions_letters() -> None:
    text = "She couldn\u2019t bear Lyrica (75 mg b.i.d.) since 3/4/2012, s/p ACDF in 2010."
    mentions = [
        Mention(text.index(w), text.index(w) + len(w), label)
        for w, label in (("Lyrica", "TREATMENT"), ("75 mg", "MEASUREMENT"), ("ACDF", "TREATMENT"))
    ]
    (sentence,) = sentences(text, mentions)
    read = read_words(text, sentence)
    assert read.words == (
        *("she", "could", "not", "bear", "T", "(", "M", "b.i.d.", ")"),
        *("since", "#date", ",", "s/p", "T", "in", "#year", "."),
    )
    assert [read.words[place] for place in read.places] == ["T", "M", "T"]


@pytest.mark.parametrize(
    ("line", "label", "statuses"),
    [
        ("no D", "D", ["denied"]),
        ("no change in D", "D", ["none", "none"]),
        ("no evidence of a D", "D", ["denied"]),
        ("rule out D", "D", ["suspected"]),
        ("T was performed", "T", ["past"]),
        ("T failed", "T", ["tried", "tried"]),
        ("the weather", "T", []),
    ],
)
def test_the_longest_cue_wins(line: str, label: str, statuses: list[str]) -> None:
    assert [cue.kind.status for cue in find_cues(tuple(line.split()), label)] == statuses


def test_a_cue_is_cut_out_of_its_sentence() -> None:
    words = tuple("there was no evidence of a D".split())
    (cue,) = find_cues(words, "D")
    assert words[cue.start : cue.end] == ("no", "evidence", "of", "a")


def test_clauses_end_at_their_breaks() -> None:
    words = tuple("no D but T helps ; D".split())
    assert clause_bounds(words, 1) == (0, 2)
    assert clause_bounds(words, 3) == (3, 5)


@pytest.mark.parametrize(
    ("gap", "alike", "holds"),
    [
        (", or", True, True),
        ("of the B ,", True, True),
        ("M , and", True, False),
        (",", False, False),
        ("or", False, True),
        ("shows", True, False),
        ("( stopped for D ) ,", True, True),
    ],
)
def test_what_carries_a_list_on(gap: str, alike: bool, holds: bool) -> None:
    assert goes_on(tuple(gap.split()), alike, measured=False) == holds


def test_zones_of_a_letter() -> None:
    text = (
        "Notice\n\nCLINICAL CASE SUMMARY\n\nA man.\n\nMRI: Upheld\n\n"
        "Claims Administrator guideline: None.\n\nDecision rationale: Because."
    )
    zones = find_zones(text)
    kinds = [
        zones.kinds[zones.at(text.index(words))]
        for words in ("Notice", "A man", "MRI", "None", "Because")
    ]
    assert kinds == ["items", "summary", "items", "other", "rationale"]


def test_a_text_without_headings_is_a_summary() -> None:
    assert find_zones("He has pain.").kinds == ("summary",)


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("lumbar MRI", "test"),
        ("urine drug screen", "test"),
        ("L4-5 laminectomy", "procedure"),
        ("epidural steroid injection", "procedure"),
        ("aquatic therapy", "therapy"),
        ("wrist splint", "equipment"),
        ("Norco", "drug"),
    ],
)
def test_kinds_of_services(name: str, service: str) -> None:
    assert service_of(name) == service


def test_injuries_and_lasting_illnesses() -> None:
    assert is_acute("rib fractures")
    assert not is_acute("neck pain")
    assert is_lasting("Type 2 diabetes")
    assert not is_lasting("ulcer")


def test_names_are_known_by_their_words_and_initials() -> None:
    names = Names()
    names.add("carpal tunnel syndrome")
    assert names.knows("CTS") == 1
    assert names.knows("carpal fracture") == 0.5
    assert names.knows("gout") == 0


@pytest.mark.parametrize(
    ("line", "measures", "partial"),
    [
        ("T gave M relief", [(2, "80%")], False),
        ("T gave M relief", [(2, "30%")], True),
        ("T gave M relief for M", [(2, "80%"), (5, "3 weeks")], True),
        ("T gave relief for a week", [], True),
        ("T helped", [], False),
    ],
)
def test_small_and_short_relief(line: str, measures: list[tuple[int, str]], partial: bool) -> None:
    assert is_partial(tuple(line.split()), 1, measures) == partial


def instances() -> list[tuple[Kind, tuple[str, ...]]]:
    """Give each cue of the tables in its shortest words, for each label that it speaks of."""
    return [
        (
            _kind(table),
            tuple(_words(s)[0] for s in pattern.split() if s not in _SLOTS and not is_optional(s)),
        )
        for table in _tables()
        for pattern in table["words"]
    ]


def is_optional(slot: str) -> bool:
    return slot.endswith("?") and slot != "?"


def test_every_cue_of_the_tables_is_found() -> None:
    lost = [
        words
        for kind, words in instances()
        for label in kind.labels
        if not any(cue.start == 0 and cue.end >= len(words) for cue in find_cues(words, label))
    ]
    assert not lost


def test_no_cue_begins_with_a_word_that_may_be_missing() -> None:
    assert not [
        pattern
        for table in _tables()
        for pattern in table["words"]
        if pattern.split()[0] in _SLOTS or is_optional(pattern.split()[0])
    ]
