"""The line between what was known before a decision and what came with it: the decision model sees this alone.

Seen are the clinical summary, with what it tells of the utilization review's refusal, and the words of the requests.
Behind the line lie the decision, the rationale, the reviewer's guideline, and each sentence of the summary that tells
how this review ended. So does the guideline that the refusal cites: where it ends is read off what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from upheld.layout.header.case import find_dates, find_opening_injury
from upheld.layout.header.patient import find_patient
from upheld.layout.letter import Item, Letter
from upheld.layout.phrases import CLAIMS_ADMINISTRATOR, REVIEWER, phrase, sentences
from upheld.meaning import Meaning, Mention, Request, find_meanings, read_request
from upheld.meaning.models import MeaningModels
from upheld.reading.reflow import ReflowedText, reflow, trim

Finder = Callable[[str], Sequence[Mention]]
"""Finds the entities of one paragraph, in characters of it."""

_REFUSED = re.compile(phrase(CLAIMS_ADMINISTRATOR) + r"|\butili[sz]ation\b", re.IGNORECASE)
_TURNS = (
    r"\b(?:upheld|uphold(?:s|ing)?|overturn(?:s|ed|ing)?|overrul(?:e|es|ed|ing)"
    r"|revers(?:e|es|ed|ing|al) (?:of )?(?:the|this|that|its)\s{1,4}(?:\w{1,20}\s{1,4}){0,2}?"
    r"(?:denial|decision|refusal|determination|review))\b"
)
_RULES = (
    r"\b(?:independent medical review|imr|maximus)\b(?:\s{1,4}\w{1,20}){0,6}?\s{1,4}(?:found|finds|held|holds"
    r"|decided|decides|determined|determines|concluded|concludes|grant(?:s|ed)?|den(?:y|ies|ied)|approved?s?)\b"
)
_REFUSAL = rf"(?:{CLAIMS_ADMINISTRATOR}|\b(?:denial|refusal|non-?certification|adverse decision)\b)"
_WEIGHED = (
    _REFUSAL
    + r"\s{1,4}(?:was|is|were|are|has been|must be|should be)\s{1,4}(?:\w{1,20}\s{1,4}){0,2}?"
    r"(?:right|wrong|(?:in)?correct|(?:un)?justified|erroneous|in error|(?:in)?appropriate|(?:im)?proper"
    r"|(?:un)?supported|mistaken|sustained|affirmed|set aside|reversed|confirmed|vacated)\b"
    r"|\b(?:dis)?agree[sd]?\s{1,4}with\s{1,4}(?:the\s{1,4})?" + _REFUSAL
)
_OUTCOME = re.compile(phrase(f"{_TURNS}|{_RULES}|{_WEIGHED}"), re.IGNORECASE)
# A refusal never says that something is needed.
_NEEDED = re.compile(
    r"(?<!not )(?<!never )(?<!nor )(?<!be )\bmedically\s{1,4}"
    r"(?:necessary|appropriate|warranted|indicated|reasonable)\b",
    re.IGNORECASE,
)
_NECESSARY = re.compile(
    phrase(
        r"medically (?:un)?(?:necessary|appropriate|warranted|indicated|reasonable)|medical necessity"
        r"|\b(?:request|item|service|treatment)s? (?:is|are|was|were) (?:hereby )?(?:not )?"
        r"(?:certified|authorized|approved|granted|denied)"
        r"|\b(?:request|item|service|treatment)s?(?:\s{1,4}[\w-]{1,20}){0,8}?\s{1,4}(?:is|are)\s{1,4}(?:hereby\s{1,4})?"
        r"(?:not\s{1,4})?(?:certified|authorized|approved|granted)\b"
    ),
    re.IGNORECASE,
)
_JUDGE = re.compile(phrase(rf"\b(?:{REVIEWER}|this reviewer)\b"), re.IGNORECASE)
_LEAD = "CLINICAL CASE SUMMARY\n\n"
_BEHIND = "\n\nISSUES AT DISPUTE:\n\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the summary: characters `[start, end)` of `Visible.text`, those from `source_start` of the letter.

    `denial` says that it tells of the utilization review's refusal.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    denial: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A disputed item before its decision: its words and their place in the letter, what they ask for."""

    number: int
    text: str
    start: int
    end: int
    request: Request


@dataclass(frozen=True, slots=True)
class Visible:
    """What was known of a case before it was decided.

    `text` holds the sentences of the summary and, behind them, the requests; `mentions` are the entities of the summary
    in characters of `text`, `meanings` what each means by this text alone, but not what a measurement belongs to. Dates
    are ISO 8601.
    """

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    meanings: tuple[Meaning, ...]
    items: tuple[Asked, ...]
    family: str
    age: int | None
    sex: str | None
    date_of_injury: str | None
    ur_denial_date: str | None

    def words(self, sentence: Sentence) -> str:
        """Give the words of one of the sentences."""
        return self.text[sentence.start : sentence.end]


def tells_outcome(sentence: str) -> bool:
    """Say whether a sentence tells how a review ended, and not only that the utilization review refused."""
    if _OUTCOME.search(sentence):
        return True
    if not _NECESSARY.search(sentence):
        return False
    refusal = _REFUSED.search(sentence) and not _JUDGE.search(sentence)
    return not refusal or bool(_NEEDED.search(sentence))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The sentences of a summary that may be seen.

    `text` holds them in paragraphs, of which `paragraphs` gives the start and the words.
    """

    text: str
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[int, str], ...]


def glimpse(letter: Letter) -> Glimpse:
    """Give the sentences of the summary that may be seen."""
    text = _LEAD
    told: list[Sentence] = []
    starts: list[int] = []
    for paragraph in _paragraphs(letter):
        kept = [span for span in paragraph.sentences() if not tells_outcome(paragraph.words(span))]
        if not kept:
            continue
        starts.append(len(text))
        for span in kept:
            words = paragraph.words(span)
            end = len(text) + len(words.rstrip())
            source = paragraph.to_source(span)
            told.append(Sentence(len(text), end, *source, bool(_REFUSED.search(words))))
            text += words
        text = text.rstrip() + "\n\n"
    text = text.rstrip()
    stops = [*starts[1:], len(text)]
    paragraphs = tuple(
        (start, text[start:stop].rstrip()) for start, stop in zip(starts, stops, strict=False)
    )
    return Glimpse(text, tuple(told), paragraphs)


def see(
    letter: Letter,
    find: Finder,
    *,
    models: MeaningModels | None = None,
    glimpsed: Glimpse | None = None,
) -> Visible:
    """Give what was known before the decisions of a letter.

    Args:
        letter: laid out; one without decisions will do.
        find: finds the entities of a paragraph, of which it gets the visible sentences.
        models: what was learned of meaning.
        glimpsed: what `glimpse` gave, where it was asked already.

    """
    seen = glimpsed or glimpse(letter)
    text = seen.text
    found = [
        Mention(start + mention.start, start + mention.end, mention.label)
        for start, words in seen.paragraphs
        for mention in find(words)
    ]
    age, sex = find_patient(text, [(len(_LEAD), len(text))], [(len(_LEAD), len(text))])
    injured, denied = _dates(letter, text)
    items = tuple(_asked(item, letter.text) for item in letter.items)
    text, asked = _with_items(text, items)
    meanings = find_meanings(text, [*found, *asked], models, attached=False)
    return Visible(
        text=text,
        sentences=seen.sentences,
        mentions=tuple(found),
        meanings=tuple(meanings[: len(found)]),
        items=items,
        family=letter.family,
        age=age,
        sex=sex,
        date_of_injury=injured,
        ur_denial_date=denied,
    )


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Characters `[start, end)` of a part of the letter, mended by itself; `offset` is where the part begins."""

    view: ReflowedText
    start: int
    end: int
    offset: int

    def sentences(self) -> list[tuple[int, int]]:
        return sentences(self.view.text, self.start, self.end)

    def words(self, span: tuple[int, int]) -> str:
        return self.view.text[slice(*span)]

    def to_source(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = self.view.to_source(*span)
        return self.offset + start, self.offset + end


def _paragraphs(letter: Letter) -> Iterator[_Paragraph]:
    """Give the paragraphs of the summary.

    Its lines are mended by themselves: how lines are mended depends on the lines around, and those behind the line must
    not even move a break.
    """
    for section in letter.sections:
        if section.name != "summary":
            continue
        view = reflow(letter.text[section.start : section.end])
        start = 0
        for paragraph in view.text.split("\n\n"):
            first, last = trim(view.text, start, start + len(paragraph))
            start += len(paragraph) + 2
            found = _Paragraph(view, first, last, section.start)
            # What lies in a section within, as an item that stands in the summary, is none of it.
            if first < last and letter.section_at(found.to_source((first, last))[0]) == "summary":
                yield found


def _dates(letter: Letter, summary: str) -> tuple[str | None, str | None]:
    """Give the dates of injury and of the refusal by the letterhead and what is visible of the summary alone."""
    heads = [letter.text[s.start : s.end] for s in letter.sections if s.name == "letterhead"]
    text = "\n\n".join([*(reflow(head).text for head in heads), summary])
    dates = find_dates(text, [(0, len(text))], ("date_of_injury", "ur_denial_date"))
    injured = dates["date_of_injury"] or find_opening_injury(summary, len(_LEAD), len(summary))
    return injured, dates["ur_denial_date"]


def _with_items(text: str, items: Sequence[Asked]) -> tuple[str, list[Mention]]:
    """Put the requests behind the summary, each a mention: what is asked for is no treatment tried."""
    text += _BEHIND
    mentions = []
    for item in items:
        mentions.append(Mention(len(text), len(text) + len(item.text), "TREATMENT"))
        text += item.text + "\n\n"
    return text.rstrip(), mentions


def _asked(item: Item, text: str) -> Asked:
    view = reflow(text[item.start : item.end])
    words = view.field(0, len(view.text))
    return Asked(item.number, words, item.start, item.end, read_request(words))
