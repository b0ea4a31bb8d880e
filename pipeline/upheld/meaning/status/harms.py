"""Harms of drugs: why a drug was stopped is over with it."""

from __future__ import annotations

from collections.abc import Sequence

from upheld.meaning.mentions import Sentence
from upheld.meaning.status.services import service_of
from upheld.meaning.status.value import Status
from upheld.meaning.status.words import Words

# What may stand between a drug and its harm, and which of it says that it is one.
_BETWEEN = frozenset(
    ", ( for of because due to stopped caused account on by M a an owing discontinued and daily bid tid qhs D up given"
    " one dose reported".split()
)
_REASON = frozenset("( for because owing account caused".split())


def is_harm(
    read: Words, i: int, decided: Sequence[Status | None], sentence: Sentence, text: str
) -> bool:
    """Say if the diagnosis `i` of a sentence is the harm for which the drug in front of it was stopped.

    Args:
        read: the sentence's words.
        i: number of the diagnosis among the sentence's mentions.
        decided: the statuses of the sentence's mentions in front of it.
        sentence: which sentence.
        text: the letter.

    """
    for j in range(i - 1, -1, -1):
        letter = read.words[read.places[j]]
        if letter == "B":
            return False
        if letter == "T":
            between = read.words[read.places[j] + 1 : read.places[i]]
            return (
                _was_stopped(decided[j])
                and service_of(sentence.mentions[j].words(text)) == "drug"
                and _BETWEEN.issuperset(between)
                and (
                    not _REASON.isdisjoint(between)
                    or (text[sentence.end - 1] == ";" and "," in between)
                )
            )
    return False


def _was_stopped(status: Status | None) -> bool:
    return status is not None and (status.value == "past" or status.result == "failed")
